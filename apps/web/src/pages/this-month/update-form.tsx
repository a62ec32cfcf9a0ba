import { Button } from 'antd';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useCommand } from '../../api/commands.js';
import { useDraft } from '../../api/drafts.js';
import { flawsAt, isKeyReused, isUnknownOutcome, KEY_REUSED, ProblemError } from '../../api/problem.js';
import { assignmentsControllerReport } from '../../client/sdk.gen.js';
import type { CommandAnswer, ReportProgressDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { DocumentsField } from '../../ui/documents-field.js';
import { DraftNotice } from '../../ui/draft-notice.js';
import { Field } from '../../ui/field.js';
import { number, wholePercent } from '../../ui/format.js';
import {
  beginningOf,
  bodyOf,
  type Content,
  dongOf,
  EMPTY,
  type FieldName,
  flawsOf,
  isUntouched,
  MAX_LONG,
  MAX_SHORT,
  needsOf,
  percentOf,
} from './content.js';
import { KEYS, useKeys } from './keys.js';
import css from './this-month.module.css';
import type { Report, WorkItem } from './this-month.reads.js';

/** Where the draft of an update is kept. */
export const draftOf = (assignment: string, period: string) => `bao-cao:${assignment}:${period}`;

interface UpdateFormProps {
  readonly item: WorkItem;
  readonly period: string;
  /** What was sent for the month before, which the form begins with. */
  readonly earlier: Report | null;
  /** The cut-off has passed. */
  readonly late: boolean;
  /** Puts the cursor into the first field. */
  readonly focus: boolean;
  readonly onSent: (item: WorkItem, answer: CommandAnswer, kind: ReportProgressDto['kind']) => void;
  readonly onFailed: (item: WorkItem, reason: unknown) => void;
}

/** What is pressed twice because the first time says why it may be a mistake. */
type Asked = 'lacking' | 'nothing' | 'empty' | 'elsewhere' | null;

/** One task's update of the month. Everything typed is kept on this machine until the server has it. */
export function UpdateForm({ item, period, earlier, late, focus, onSent, onFailed }: UpdateFormProps) {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form begins with one report; another has another form
  const beginning = useMemo(() => beginningOf(earlier), [earlier?.eventId]);
  const draft = useDraft<Content>(draftOf(item.assignment, period), beginning);
  const content = draft.value;
  const [asked, setAsked] = useState<Asked>(null);
  const [tried, setTried] = useState(false);

  const command = useCommand<ReportProgressDto, CommandAnswer>({
    send: async (body, call) => {
      try {
        return await assignmentsControllerReport({
          ...call,
          path: { assignment: item.assignment },
          body,
        });
      } catch (reason) {
        if (!isUnknownOutcome(reason)) {
          if (isKeyReused(reason)) draft.renew();
          draft.set({ ...content, sending: null });
        }
        onFailed(item, reason);
        throw reason;
      }
    },
    writes: ['assignment'],
    idempotencyKey: draft.key,
    onDone: (answer, { kind }) => {
      draft.clear();
      onSent(item, answer, kind);
    },
  });

  const flaws = flawsOf(content);
  const needs = needsOf(item, content);
  const lacking = needs.filter(({ met }) => !met);
  const percent = percentOf(content.percent);
  const wentDown =
    (percent !== null && item.percent !== null && percent < item.percent) ||
    content.percentDownReason !== '' ||
    (command.error instanceof ProblemError && command.error.code === 'percent-went-down');
  const hasPercent = item.needs.percent || item.percent !== null || item.currentDue !== null;

  const focusOn = (name: FieldName) =>
    form.current
      ?.querySelector<HTMLElement>(
        name === 'documents'
          ? `[data-field="documents"] :is(input:not([hidden]), button)`
          : `[name="${name}"]`,
      )
      ?.focus();
  useEffect(() => {
    if (focus) form.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [focus]);

  const change = (next: (before: Content) => Content) => {
    // What is on its way is not changed under it.
    if (command.pending) return;
    setAsked(null);
    draft.set((before) => ({ ...next(before), sending: null }));
  };
  const type = (name: keyof Content) => ({
    value: content[name] as string,
    onChange: ({ target }: { target: { value: string } }) =>
      change((before) => ({ ...before, [name]: target.value })),
  });
  const flawsIn = (name: FieldName): readonly string[] => [
    ...(tried && flaws[name] !== undefined ? [flaws[name]] : []),
    ...flawsAt(command.error, name),
  ];

  const send = (kind: ReportProgressDto['kind']) => {
    if (command.pending) return;
    draft.set({ ...content, sending: kind });
    void command.run(bodyOf(content, kind, period));
  };
  const sendProgress = () => {
    setTried(true);
    const [flawed] = Object.keys(flaws) as FieldName[];
    if (draft.elsewhere !== null) setAsked('elsewhere');
    else if (isUntouched(content, EMPTY)) {
      setAsked('empty');
      form.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    } else if (flawed !== undefined) focusOn(flawed);
    else if (lacking.length > 0 && asked !== 'lacking') {
      setAsked('lacking');
      if (lacking[0]) focusOn(lacking[0].field);
    } else send('progress');
  };
  const sendNothing = () => {
    const hasTyped = !isUntouched(content, beginning) && content.sending !== 'nothing-to-report';
    if (draft.elsewhere !== null) setAsked('elsewhere');
    else if ((hasTyped || item.report !== null) && asked !== 'nothing') setAsked('nothing');
    else send('nothing-to-report');
  };
  useKeys({ send: sendProgress, nothing: sendNothing });

  const dong = dongOf(content.disbursed);
  return (
    <form
      ref={form}
      className={css.form}
      aria-label={`Cập nhật nhiệm vụ số ${item.task}`}
      aria-busy={command.pending}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        sendProgress();
      }}
    >
      <DraftNotice draft={draft} />
      {content.sending !== null && !command.pending ? (
        <p className={css.ask} role="status">
          Lần gửi trước ({content.sending === 'progress' ? 'cập nhật tiến độ' : 'không phát sinh'}) chưa rõ
          máy chủ đã nhận hay chưa. Gửi lại nguyên nội dung thì chỉ được ghi một lần.
        </p>
      ) : null}
      <div className={css.fields}>
        {hasPercent ? (
          <Field
            label="Tỷ lệ hoàn thành (%)"
            hint={item.percent === null ? 'Chưa nêu lần nào' : `Lần gần nhất: ${wholePercent(item.percent)}`}
            errors={flawsIn('percent')}
          >
            {(control) => (
              <input
                {...control}
                {...type('percent')}
                name="percent"
                className={css.short}
                inputMode="numeric"
                autoComplete="off"
              />
            )}
          </Field>
        ) : null}
        {wentDown ? (
          <Field
            label="Vì sao tỷ lệ giảm"
            errors={flawsIn('percentDownReason')}
            limit={{ text: content.percentDownReason, max: MAX_SHORT }}
          >
            {(control) => (
              <input
                {...control}
                {...type('percentDownReason')}
                name="percentDownReason"
                autoComplete="off"
              />
            )}
          </Field>
        ) : null}
        <div className={css.wide}>
          <Field
            label="Kết quả thực hiện trong kỳ"
            errors={flawsIn('summary')}
            limit={{ text: content.summary, max: MAX_LONG }}
          >
            {(control) => <textarea {...control} {...type('summary')} name="summary" rows={3} />}
          </Field>
        </div>
        <Field
          label="Khó khăn, vướng mắc"
          errors={flawsIn('difficulties')}
          limit={{ text: content.difficulties, max: MAX_LONG }}
        >
          {(control) => <textarea {...control} {...type('difficulties')} name="difficulties" rows={2} />}
        </Field>
        <Field
          label="Kiến nghị, đề xuất"
          errors={flawsIn('proposals')}
          limit={{ text: content.proposals, max: MAX_LONG }}
        >
          {(control) => <textarea {...control} {...type('proposals')} name="proposals" rows={2} />}
        </Field>
        <Field label="Sản phẩm đã bàn giao" hint="Mỗi sản phẩm một dòng" errors={flawsIn('deliverables')}>
          {(control) => <textarea {...control} {...type('deliverables')} name="deliverables" rows={2} />}
        </Field>
        <Field
          label="Đã giải ngân từ đầu chương trình (đồng)"
          hint={dong === null || Number.isNaN(dong) ? 'Số nguyên, như 1.250.000.000' : `${number(dong)} đồng`}
          errors={flawsIn('disbursedVnd')}
        >
          {(control) => (
            <input
              {...control}
              {...type('disbursed')}
              name="disbursedVnd"
              inputMode="numeric"
              autoComplete="off"
            />
          )}
        </Field>
        <div className={css.wide} data-field="documents">
          <DocumentsField
            value={content.documents}
            onChange={(next) => change((before) => ({ ...before, documents: next(before.documents) }))}
            issuer={item.unitName}
            flawsOf={(at) => (at === 'documents' ? flawsIn(at) : flawsAt(command.error, at))}
          />
        </div>
      </div>
      <div className={css.sending}>
        <div className={css.needs}>
          <p id={`can-${item.task}`}>Một cập nhật đủ cần:</p>
          <ul aria-labelledby={`can-${item.task}`}>
            {needs.map(({ text, met, idle }) => (
              <li key={text} className={idle ? css.idle : met ? css.met : css.unmet}>
                <span aria-hidden="true">{idle ? '·' : met ? '✓' : '○'}</span> {text}
                {idle ? null : <span className="sr-only">{met ? ' – đã có' : ' – còn thiếu'}</span>}
              </li>
            ))}
          </ul>
        </div>
        <div className={common.buttons}>
          <Button onClick={sendNothing} disabled={command.pending}>
            Không phát sinh <kbd>{KEYS.nothing}</kbd>
          </Button>
          <Button type="primary" htmlType="submit" loading={command.pending}>
            {late ? 'Gửi (muộn)' : 'Gửi'} <kbd>{KEYS.send}</kbd>
          </Button>
        </div>
        <div className={css.messages} role="alert">
          {asked === null ? null : (
            <p className={css.ask}>
              {askedText(
                asked,
                lacking.map(({ text }) => text),
              )}
            </p>
          )}
          {command.message === null ? null : (
            <p className={common.flaw}>{isKeyReused(command.error) ? KEY_REUSED : command.message}</p>
          )}
        </div>
      </div>
    </form>
  );
}

function askedText(asked: Exclude<Asked, null>, lacking: readonly string[]): string {
  if (asked === 'lacking') {
    return `Còn thiếu: ${lacking.join('; ')}. Bấm gửi lần nữa (${KEYS.send}) để vẫn gửi; cập nhật sẽ được ghi là thiếu dữ liệu.`;
  }
  if (asked === 'nothing') {
    return `Việc này đã có nội dung đang nhập hoặc đã gửi. Bấm lần nữa (${KEYS.nothing}) để gửi “không phát sinh”; nội dung đang nhập sẽ bỏ.`;
  }
  if (asked === 'empty') {
    return `Chưa nhập nội dung nào. Nếu trong kỳ không có gì mới, bấm ${KEYS.nothing}.`;
  }
  return 'Bản nháp này đang được sửa ở một cửa sổ khác: hãy chọn bản để gửi ở đầu biểu mẫu.';
}
