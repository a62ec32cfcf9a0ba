import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type CommandCall, useCommand } from '../api/commands.js';
import { useDraft } from '../api/drafts.js';
import { isKeyReused, KEY_REUSED, liesIn, messageOf, ProblemError } from '../api/problem.js';
import type { StreamCategory } from '../api/reads.js';
import { DialogForm, SEE_FIELDS } from './dialog-form.js';
import { DraftNotice } from './draft-notice.js';
import { toast } from './toasts.js';

/** What the fields of a form need. */
export interface FormParts<Value> {
  readonly value: Value;
  /** Sets a part, or a part that is made of what is typed at that moment. */
  readonly change: (part: Partial<Value> | ((before: Value) => Partial<Value>)) => void;
  /** What is wrong with a field, as `reason` or `document.number`. */
  readonly errorsOf: (field: string) => readonly string[];
}

interface FormDialogProps<Value extends object, Answer> {
  readonly title: string;
  /** Of the draft: tells the form and its subject. */
  readonly draftId: string;
  readonly empty: Value;
  /** The button that sends it. */
  readonly submit: string;
  /** What it does can't be taken back easily. */
  readonly danger?: boolean;
  /** The fields to which refusals without a place belong, by their code. */
  readonly fieldOf?: Readonly<Record<string, string>>;
  /** Revision that the reader saw: who has changed something since is not overrun. */
  readonly revision?: number;
  readonly writes: readonly StreamCategory[];
  readonly send: (value: Value, call: CommandCall) => Promise<{ readonly data: Answer }>;
  /** Told in passing once it is done. */
  readonly done: string;
  readonly onDone?: (answer: Answer, value: Value) => void;
  readonly onClose: () => void;
  readonly children: (parts: FormParts<Value>) => ReactNode;
}

const CHANGED_SINCE = 412;

/** A command with its fields, in a dialog: kept as a draft, sent once, each problem beside the field it belongs to. */
export function FormDialog<Value extends object, Answer extends { readonly position?: string | null }>(
  props: FormDialogProps<Value, Answer>,
) {
  const { title, draftId, submit, danger = false, fieldOf = {}, revision, writes, done, onClose } = props;
  const [empty] = useState(props.empty);
  const draft = useDraft(draftId, empty);
  const latest = useRef(draft);
  latest.current = draft;
  const notice = useRef<HTMLDivElement>(null);
  const [undecided, setUndecided] = useState(false);
  const seen = useRef(revision);
  const command = useCommand<Value, Answer>({
    send: props.send,
    writes,
    idempotencyKey: draft.key,
    onDone: (answer, value) => {
      draft.clear();
      toast(done);
      onClose();
      props.onDone?.(answer, value);
    },
  });
  const { error, pending } = command;
  const { elsewhere: other } = draft;
  useEffect(() => {
    if (other === null) setUndecided(false);
  }, [other]);
  useEffect(() => {
    if (isKeyReused(error)) latest.current.renew();
  }, [error]);
  useEffect(() => {
    // Whoever has read that something changed sends the next time in knowledge of it.
    if (error instanceof ProblemError && error.status === CHANGED_SINCE) seen.current = revision;
  }, [error, revision]);
  // The fields are the value's own, and those that are asked for by another name.
  const shown = new Set(Object.keys(draft.value));
  const flaws = error instanceof ProblemError ? error.flaws : [];
  const place = error instanceof ProblemError && flaws.length === 0 ? fieldOf[error.code] : undefined;
  const body = props.children({
    value: draft.value,
    change: (part) =>
      draft.set((before) => ({ ...before, ...(typeof part === 'function' ? part(before) : part) })),
    errorsOf: (field) => {
      shown.add(field);
      if (place === field) return [messageOf(error)];
      return flaws.filter(({ at }) => liesIn(at, field)).map(({ detail }) => detail);
    },
  });
  const elsewhere = flaws.filter(({ at }) => ![...shown].some((field) => liesIn(at, field)));
  const placed = flaws.length > 0 ? elsewhere.length === 0 : place !== undefined && shown.has(place);
  const problem = (): string | null => {
    if (undecided && other !== null) {
      return 'Bản nháp này đang được sửa ở một cửa sổ khác: hãy chọn bản để gửi ở đầu biểu mẫu.';
    }
    if (error === null) return null;
    if (placed) return SEE_FIELDS;
    if (isKeyReused(error)) return KEY_REUSED;
    return [messageOf(error), ...elsewhere.map(({ detail }) => detail)].join(' ');
  };
  return (
    <DialogForm
      title={title}
      submit={submit}
      danger={danger}
      pending={pending}
      error={error}
      problem={problem()}
      onSubmit={() => {
        if (other !== null) {
          setUndecided(true);
          notice.current?.querySelector('button')?.focus();
          return;
        }
        void command.run(draft.value, seen.current === undefined ? {} : { ifMatch: seen.current });
      }}
      onClose={onClose}
    >
      <div ref={notice}>
        <DraftNotice draft={draft} />
      </div>
      {body}
    </DialogForm>
  );
}
