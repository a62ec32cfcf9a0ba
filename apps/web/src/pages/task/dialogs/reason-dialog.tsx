import type { ReactNode } from 'react';
import type { CommandCall } from '../../../api/commands.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { type DialogProps, WRITES } from './dialog-props.js';
import { LongText } from './fields.js';

const EMPTY = { reason: '' };

interface ReasonDialogProps extends DialogProps {
  readonly title: string;
  readonly draftId: string;
  /** The button that sends it. */
  readonly submit: string;
  readonly danger?: boolean;
  readonly send: (
    reason: string,
    call: CommandCall,
  ) => Promise<{ readonly data: { readonly position?: string | null } }>;
  readonly done: string;
  /** What follows from it. */
  readonly children: ReactNode;
}

/** A command on an assignment that takes a reason and nothing else. */
export function ReasonDialog({ assignment, send, children, ...dialog }: ReasonDialogProps) {
  return (
    <FormDialog
      {...dialog}
      empty={EMPTY}
      fieldOf={{ 'reason-missing': 'reason' }}
      revision={assignment.revision}
      writes={WRITES}
      send={({ reason }, call) => send(reason, call)}
    >
      {({ value, change, errorsOf }) => (
        <>
          <p>{children}</p>
          <LongText
            label="Lý do"
            autoFocus
            value={value.reason}
            errors={errorsOf('reason')}
            onChange={(reason) => change({ reason })}
          />
        </>
      )}
    </FormDialog>
  );
}
