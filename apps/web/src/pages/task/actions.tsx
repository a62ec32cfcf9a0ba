import { Button } from 'antd';
import { type ComponentType, useState } from 'react';
import { useCommand } from '../../api/commands.js';
import { useMay } from '../../api/session.js';
import { assignmentsControllerAccept } from '../../client/sdk.gen.js';
import type { AssignmentDto } from '../../client/types.gen.js';
import { toast } from '../../ui/toasts.js';
import { ConfirmCompletion, ReturnCompletion } from './dialogs/answer-completion.js';
import { ChangeStatus } from './dialogs/change-status.js';
import { DecideExtension } from './dialogs/decide-extension.js';
import { type DialogProps, WRITES } from './dialogs/dialog-props.js';
import { ProposeCompletion } from './dialogs/propose-completion.js';
import { Release } from './dialogs/release.js';
import { RequestExtension } from './dialogs/request-extension.js';
import { Transfer } from './dialogs/transfer.js';
import { isEnded, SETTABLE } from './standing.js';
import css from './task.module.css';

interface Action {
  readonly text: string;
  readonly dialog: ComponentType<DialogProps>;
  /** What waits for the reader stands out. */
  readonly waits?: boolean;
}

/** What this account may do with the assignment as it stands. */
function useActions({
  unit,
  status,
  currentDue,
  extensionAsked,
  viaGroup,
}: AssignmentDto): readonly Action[] {
  const may = {
    request: useMay('extension.request', unit),
    decide: useMay('extension.decide'),
    propose: useMay('completion.propose', unit),
    confirm: useMay('completion.decide'),
    status: useMay('assignment.change-status'),
    transfer: useMay('assignment.transfer'),
    release: useMay('assignment.release'),
  };
  const goesOn = !isEnded(status);
  const when = (holds: boolean, action: Action): Action[] => (holds ? [action] : []);
  return [
    ...when(may.decide && goesOn && extensionAsked !== null, {
      text: 'Quyết định gia hạn',
      dialog: DecideExtension,
      waits: true,
    }),
    ...when(may.confirm && status === 'completion-proposed', {
      text: 'Xác nhận hoàn thành',
      dialog: ConfirmCompletion,
      waits: true,
    }),
    ...when(may.confirm && status === 'completion-proposed', {
      text: 'Trả lại đề nghị hoàn thành',
      dialog: ReturnCompletion,
    }),
    ...when(may.propose && (status === 'accepted' || status === 'in-progress'), {
      text: 'Đề nghị hoàn thành',
      dialog: ProposeCompletion,
    }),
    ...when(may.request && goesOn && currentDue !== null && extensionAsked === null, {
      text: 'Đề nghị gia hạn',
      dialog: RequestExtension,
    }),
    ...when(may.status && (SETTABLE[status] ?? []).length > 0, {
      text: status === 'completed' ? 'Mở lại' : 'Đổi trạng thái',
      dialog: ChangeStatus,
    }),
    ...when(may.transfer && goesOn, { text: 'Chuyển đơn vị', dialog: Transfer }),
    ...when(may.release && goesOn && viaGroup !== null, { text: 'Miễn', dialog: Release }),
  ];
}

/** The commands that this account may give now. */
export function Actions({ assignment }: { readonly assignment: AssignmentDto }) {
  const [open, setOpen] = useState<ComponentType<DialogProps> | null>(null);
  const actions = useActions(assignment);
  const mayAccept = useMay('assignment.accept', assignment.unit);
  const Shown = open;
  return (
    <>
      {mayAccept && assignment.status === 'assigned' ? <Accept assignment={assignment} /> : null}
      {actions.map(({ text, dialog, waits = false }) => (
        <Button key={text} type={waits ? 'primary' : 'default'} onClick={() => setOpen(() => dialog)}>
          {text}
        </Button>
      ))}
      {Shown ? <Shown assignment={assignment} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/** The unit takes note of what it was given: nothing to fill in. */
function Accept({ assignment: { id } }: { readonly assignment: AssignmentDto }) {
  const { run, pending, message } = useCommand({
    send: (_input: null, call) => assignmentsControllerAccept({ ...call, path: { assignment: id } }),
    writes: WRITES,
    onDone: () => toast('Đã tiếp nhận nhiệm vụ.'),
  });
  return (
    <>
      <Button type="primary" loading={pending} onClick={() => void run(null)}>
        Tiếp nhận
      </Button>
      {message === null ? null : (
        <p role="alert" className={css.error}>
          {message}
        </p>
      )}
    </>
  );
}
