import { useRead } from '../../api/reads.js';
import { Panel } from '../../ui/page.js';
import { Answer } from '../../ui/states.js';
import { taskRecord } from './look-up.reads.js';
import { TimeLine } from './time-line.js';

interface TaskRecordProps {
  readonly programme: string;
  readonly task: string;
}

/** How the task came to be what it is: registered, amended, and what was said at an import in place of the file. */
export function TaskRecord({ programme, task }: TaskRecordProps) {
  const query = useRead(taskRecord(programme, task));
  return (
    <Panel title="Đăng ký và sửa nhiệm vụ" aside="cũ nhất trước">
      <Answer query={query} what="việc đăng ký và sửa nhiệm vụ">
        {({ items }) => <TimeLine lines={items} of="task" />}
      </Answer>
    </Panel>
  );
}
