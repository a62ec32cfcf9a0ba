import { Button } from 'antd';
import type { ProgrammeDto } from '../../client/types.gen.js';
import { Empty } from '../../ui/states.js';
import { filtersSet, type TasksSearch } from './filters.js';

interface NothingFoundProps {
  readonly programme: ProgrammeDto;
  readonly search: TasksSearch;
  readonly onClear: () => void;
}

/** Why the list is empty: nothing is assigned, or nothing passes the filters. */
export function NothingFound({ programme, search, onClear }: NothingFoundProps) {
  if (filtersSet(search) === 0) {
    return (
      <Empty title="Chưa có nhiệm vụ nào được giao">
        Khi Cơ quan Thường trực giao nhiệm vụ của {programme.title}, mỗi phần giao hiện ở đây một dòng.
      </Empty>
    );
  }
  return (
    <Empty title="Không có nhiệm vụ nào như vậy">
      <p>Không phần giao nào qua được mọi bộ lọc đang dùng.</p>
      <p>
        <Button className="no-print" onClick={onClear}>
          Bỏ mọi bộ lọc
        </Button>
      </p>
    </Empty>
  );
}
