import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { newKey, useCommand } from '../../api/commands.js';
import { messageOf, ProblemError } from '../../api/problem.js';
import { useRead, useReadPages } from '../../api/reads.js';
import { useProgrammeChoice } from '../../app/programme.js';
import { importsControllerPrepare } from '../../client/sdk.gen.js';
import common from '../../ui/common.module.css';
import { Field } from '../../ui/field.js';
import { FileField } from '../../ui/file-field.js';
import { fold, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { moreOf } from '../../ui/row-table.js';
import { sha256OfFile } from '../../ui/sha256.js';
import { Answer, Loading } from '../../ui/states.js';
import { notOpened, takenFile } from '../../ui/taken-file.js';
import { Corrections } from './corrections.js';
import css from './import.module.css';
import { importLimits, importPreview } from './import.reads.js';
import { keep, kept } from './kept.js';
import { Preview } from './preview.js';
import { cellsSaid, formOf, NOTHING_SAID, queryOf, type Said } from './said.js';
import { sizeText } from './words.js';

const route = getRouteApi('/khung/nhap-van-ban');
const NEW = '';
const MAX_ID = 60;
/** What the server says no to, and can be mended by saying how the file is meant. */
const MENDABLE = new Set([
  'no-known-headings',
  'ambiguous-headings',
  'unknown-heading',
  'column-mapped-twice',
  'unknown-field',
  'unknown-year',
  'unknown-day',
  'unknown-unit',
  'invalid-pairs',
  'invalid-input',
  'no-tasks',
  'unknown-cell',
  'cell-too-long',
]);

interface Sending {
  readonly programme: string;
  readonly file: File;
  readonly said: Said;
}

/** The file, the preview, what can be corrected in it, and the confirmation. */
export default function Importer() {
  const limits = useRead(importLimits);
  return (
    <Answer query={limits} what="giới hạn của tệp">
      {({ maxFileBytes }) => <Steps maxFileBytes={maxFileBytes} />}
    </Answer>
  );
}

function Steps({ maxFileBytes }: { readonly maxFileBytes: number }) {
  const { chuongTrinh, lan, viec } = route.useSearch();
  const navigate = useNavigate();
  const { query: programmes, programme } = useProgrammeChoice();
  const known = programmes.data ?? [];
  const [target, setTarget] = useState<string | null>(null);
  const fromAddress = known.some(({ id }) => id === chuongTrinh) ? chuongTrinh : chuongTrinh && NEW;
  const chosen = target ?? fromAddress ?? programme?.id ?? NEW;
  const [newId, setNewId] = useState(chosen === NEW ? (chuongTrinh ?? '') : '');
  const wanted = chosen === NEW ? newId.trim() : chosen;

  const [before] = useState(() => kept(lan));
  const [file, setFile] = useState<File | null>(before.file);
  const [said, setSaid] = useState<Said>(before.said);
  const [dropped, setDropped] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  const preview = useReadPages(importPreview(chuongTrinh ?? '', lan ?? '', viec), {
    enabled: chuongTrinh !== undefined && lan !== undefined,
  });
  const open = lan !== undefined && chuongTrinh !== undefined;
  const view = open ? (preview.data?.pages[0] ?? null) : null;
  useEffect(() => {
    keep({ file, said: { ...said, cells: cellsSaid(said, view?.corrections) }, lan });
  }, [file, said, lan, view?.corrections]);
  const fromPreview = useRef(false);
  const doubtful = view?.id === lan ? (view?.counts.unreadable ?? 0) + (view?.counts.unknownUnits ?? 0) : 0;
  const show = (where: { chuongTrinh?: string; lan?: string }) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, chuongTrinh: '', lan: '', viec: undefined, ...where }),
    });

  const command = useCommand({
    send: async (sending: Sending, call) => {
      const { data } = await importsControllerPrepare({
        ...call,
        // Nothing is written by it: what is sent again, perhaps with another file, is a preview of its own.
        headers: { ...call.headers, 'Idempotency-Key': newKey() },
        path: { programme: sending.programme },
        query: queryOf(sending.said),
        body: { file: sending.file, ...formOf(cellsSaid(sending.said)) },
      });
      return { data: { view: data, sent: sending.said.cells, position: null } };
    },
    writes: [],
    onDone: ({ view: made, sent }) => {
      // What was typed meanwhile stays.
      setSaid((now) => (now.cells === sent ? { ...now, cells: null } : now));
      show({ chuongTrinh: made.programme, lan: made.id });
    },
  });
  const read = (sent: File, words: Said, isOfPreview = false) => {
    fromPreview.current = isOfPreview;
    if (wanted === '') {
      setNewId(proposedId(sent.name));
      setRefused('Hãy cho chương trình mới một mã (đã gợi ý theo tên tệp), rồi bấm “Xem trước”.');
      return;
    }
    setRefused(null);
    setDropped(0);
    // From here on they stand by themselves: another preview takes the place of the one they were said of.
    const whole = { ...words, cells: cellsSaid(words, view?.corrections) };
    setSaid(whole);
    void command.run({ programme: wanted, file: sent, said: whole });
  };

  const choose = async (files: readonly File[]) => {
    const [picked, ...more] = files;
    if (picked === undefined || command.pending) return;
    command.reset();
    setFile(null);
    if (open) show({});
    const why = more.length > 0 ? 'Mỗi lần chỉ nhập một tệp.' : tooLarge(picked, maxFileBytes);
    if (why !== null) {
      setRefused(why);
      return;
    }
    const taken = await takenFile(picked);
    if (taken === null) {
      setRefused(notOpened(picked));
      return;
    }
    const isNamedAlike = (file?.name ?? view?.file) === taken.name;
    const cells = cellsSaid(said, view?.corrections);
    // Corrections are said of rows: in a file with other content they might be other rows.
    const former = view?.sha256 ?? (file === null ? null : await sha256OfFile(file));
    const isSame = isNamedAlike && former === (await sha256OfFile(taken));
    const words = { ...(isNamedAlike ? said : NOTHING_SAID), cells: isSame ? cells : {} };
    setFile(taken);
    setSaid(words);
    read(taken, words);
    setDropped(isSame ? 0 : Object.keys(cells).length);
  };
  const dragged = useDropOnPage((files) => void choose(files));
  const mendable = command.error instanceof ProblemError && MENDABLE.has(command.error.code);

  return (
    <>
      <Panel title="Tệp và chương trình">
        <form
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (file !== null) read(file, said);
            else setRefused('Chưa chọn tệp nào.');
          }}
        >
          <div className={css.pair}>
            <Field label="Nhập vào chương trình">
              {(control) => (
                <select
                  {...control}
                  value={chosen}
                  onChange={({ target: { value } }) => {
                    setTarget(value);
                    if (open) show({});
                  }}
                >
                  {known.map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
                  <option value={NEW}>Chương trình mới…</option>
                </select>
              )}
            </Field>
            {chosen === NEW ? (
              <Field
                label="Mã chương trình mới"
                hint="Chữ thường không dấu, số và gạch nối, như kh-57-2026; không đổi được về sau."
                required
                limit={{ text: newId, max: MAX_ID }}
              >
                {(control) => (
                  <Input
                    {...control}
                    value={newId}
                    onChange={({ target: { value } }) => {
                      setNewId(value);
                      setRefused(null);
                    }}
                  />
                )}
              </Field>
            ) : null}
          </div>
          <div className={`${css.drop} ${dragged ? css.over : ''} no-print`}>
            <Field
              label="Tệp Word, Excel hoặc CSV"
              hint={`Chọn tệp hoặc kéo thả vào trang này; tối đa ${sizeText(maxFileBytes)}. Tệp được đọc ngay để xem trước.`}
            >
              {(control) => (
                <FileField
                  {...control}
                  accept=".docx,.xlsx,.csv,.tsv,.txt"
                  disabled={command.pending}
                  onChoose={(files) => void choose(files)}
                />
              )}
            </Field>
            <p role="status">
              {command.pending
                ? `Đang gửi và đọc “${file?.name}”…`
                : file !== null
                  ? `Đã chọn: ${file.name} (${sizeText(file.size)})`
                  : view === null
                    ? ''
                    : `Bản xem trước của ${view.file}; muốn chỉnh cách đọc thì chọn lại tệp.`}
            </p>
          </div>
          <p role="status" className={common.small}>
            {dropped === 0
              ? ''
              : `Tệp này có nội dung khác tệp trước nên ${number(dropped)} ô đã sửa được bỏ; hãy sửa lại ở bản xem trước nếu còn cần.`}
          </p>
          <Trouble refused={refused} error={command.error} />
          <div className={`${common.sending} no-print`}>
            <Button htmlType="submit" loading={command.pending} disabled={file === null}>
              Xem trước
            </Button>
          </div>
        </form>
      </Panel>
      {(file !== null && mendable) || (view !== null && view.result === null) ? (
        <Corrections
          view={view}
          said={said}
          onSay={setSaid}
          error={command.error}
          startsOpen={mendable || doubtful > 0}
          pending={command.pending}
          onRead={file === null ? null : () => read(file, said)}
        />
      ) : null}
      {open ? (
        <Answer query={preview} what="bản xem trước">
          {({ pages }) =>
            // While one preview is being read, the answer is still that of the one before.
            pages[0]?.id !== lan ? (
              <Loading what="bản xem trước" />
            ) : (
              <Preview
                key={lan}
                pages={pages}
                action={viec}
                onAction={(action) =>
                  void navigate({ to: '.', search: (before) => ({ ...before, viec: action }), replace: true })
                }
                onAgain={() => preview.refetch()}
                said={said}
                onSay={setSaid}
                onRead={file === null ? null : () => read(file, said, true)}
                takesFocus={fromPreview.current}
                reading={command.pending}
                more={moreOf(preview)}
                onOther={() => {
                  setFile(null);
                  setSaid(NOTHING_SAID);
                  show({});
                }}
              />
            )
          }
        </Answer>
      ) : null}
    </>
  );
}

interface TroubleProps {
  /** Why the file wasn't sent. */
  readonly refused: string | null;
  /** Why the server couldn't read it. */
  readonly error: unknown;
}

function Trouble({ refused, error }: TroubleProps) {
  const sentence = error === null ? '' : messageOf(error);
  const all = error instanceof ProblemError ? error.flaws : [];
  // Of one place alone the sentence says it already.
  const flaws = all.filter(({ detail }) => !sentence.includes(detail));
  return (
    <div role="alert">
      {refused === null ? null : <p className={common.problem}>{refused}</p>}
      {error === null ? null : (
        <div className={common.problem}>
          <p>{sentence}</p>
          {flaws.length > 0 ? (
            <ul>
              {flaws.map(({ at, detail }) => (
                <li key={`${at} ${detail}`}>
                  <strong>{at}</strong>: {detail}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      )}
    </div>
  );
}

/** Why a file isn't sent: it is over the server's limit. */
function tooLarge({ name, size }: File, maxFileBytes: number): string | null {
  if (size <= maxFileBytes) return null;
  return `“${name}” lớn ${sizeText(size)}, hơn giới hạn ${sizeText(maxFileBytes)} của máy chủ, nên chưa gửi. Hãy bỏ hình ảnh trong tệp hoặc tách phụ lục thành nhiều tệp.`;
}

/** An id after a file's name: “Phụ lục KH 57.docx” is `phu-luc-kh-57`. */
const proposedId = (name: string): string =>
  fold(name.replace(/\.[^.]*$/, ''))
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID)
    .replace(/^-|-$/g, '');

/** Takes files that are dropped anywhere on the page. @returns whether some are held over it */
function useDropOnPage(take: (files: readonly File[]) => void): boolean {
  const latest = useRef(take);
  latest.current = take;
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      // Else the browser leaves the page and opens the file.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}
