import type { ReactNode } from 'react';
import type { CommandCall } from '../api/commands.js';
import type { StreamCategory } from '../api/reads.js';
import { FormDialog } from './form-dialog.js';
import { LongText } from './long-text.js';

interface ReasonDialogProps {
  readonly title: string;
  /** Of the draft: tells the command and its subject. */
  readonly draftId: string;
  /** The button that sends it. */
  readonly submit: string;
  /** What it does can't be taken back easily. */
  readonly danger?: boolean;
  /** Of the reason. */
  readonly label?: string;
  readonly hint?: string;
  /** How long the reason may be: the server's limit, in characters. */
  readonly max?: number;
  /** Revision that the reader saw. */
  readonly revision?: number;
  readonly writes: readonly StreamCategory[];
  readonly send: (
    reason: string,
    call: CommandCall,
  ) => Promise<{ readonly data: { readonly position?: string | null } }>;
  /** Told in passing once it is done. */
  readonly done: string;
  readonly onClose: () => void;
  /** What follows from it. */
  readonly children?: ReactNode;
}

const EMPTY = { reason: '' };
const FIELD_OF = { 'reason-missing': 'reason' } as const;

/** A command that takes a reason and nothing else. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { label = 'Lý do', hint, max = 1000, send, children, ...dialog } = props;
  return (
    <FormDialog
      {...dialog}
      empty={EMPTY}
      fieldOf={FIELD_OF}
      send={({ reason }, call) => send(reason.normalize('NFC'), call)}
    >
      {({ value, change, errorsOf }) => (
        <>
          {children === undefined ? null : <p>{children}</p>}
          <LongText
            label={label}
            hint={hint}
            max={max}
            value={value.reason}
            errors={errorsOf('reason')}
            onChange={(reason) => change({ reason })}
          />
        </>
      )}
    </FormDialog>
  );
}
