import { useClocks } from '../../api/clocks.js';
import { useRead } from '../../api/reads.js';
import { useToday } from '../../api/session.js';
import type { AssignmentDto, ScheduleDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { day, dayOf, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Answer } from '../../ui/states.js';
import { taskOf } from './task.reads.js';
import css from './times.module.css';

type Kind = 'given' | 'milestone' | 'original' | 'due' | 'asked' | 'proposed' | 'done' | 'today';

/** One day on the line. */
interface Mark {
  readonly kind: Kind;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly text: string;
}

const SIGNS: Readonly<Record<Kind, string>> = {
  given: '○',
  milestone: '▽',
  original: '◇',
  due: '◆',
  asked: '?',
  proposed: '△',
  done: '✓',
  today: '│',
};

const DAY_MS = 86_400_000;

const at = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

function marksOf(
  assignment: AssignmentDto,
  schedule: ScheduleDto,
  [today, todayText]: readonly [string, string],
): readonly Mark[] {
  const { assignedAt, originalDue, currentDue, extensionAsked, proposedOn, completedOn } = assignment;
  const moved = originalDue !== currentDue;
  const mark = (kind: Kind, on: string | null | undefined, text: string): Mark[] =>
    on ? [{ kind, on, text }] : [];
  const marks = [
    ...mark('given', dayOf(assignedAt), 'Giao nhiệm vụ'),
    ...(schedule.milestones ?? []).flatMap(({ what, due }) =>
      mark('milestone', due, what ?? 'Mốc trong văn bản'),
    ),
    ...(moved ? mark('original', originalDue, 'Hạn gốc') : []),
    ...mark('due', currentDue, moved ? 'Hạn hiện hành' : 'Hạn, chưa thay đổi từ khi giao'),
    ...mark('asked', extensionAsked, 'Đơn vị đề nghị gia hạn đến, chờ quyết định'),
    ...(completedOn === null ? mark('proposed', proposedOn, 'Đề nghị công nhận hoàn thành') : []),
    ...mark('done', completedOn, 'Hoàn thành'),
    ...mark('today', today, todayText),
  ];
  return marks.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** The time allowed: as the document says it, as it is read, and as it stands. */
export function Times({ assignment }: { readonly assignment: AssignmentDto }) {
  const query = useRead(taskOf(assignment.programme, assignment.task));
  const { asOf } = useClocks();
  const serverDate = useToday();
  const today = asOf === null ? ([serverDate, 'Hôm nay'] as const) : ([asOf, 'Ngày đang xem'] as const);
  return (
    <Panel title="Thời gian">
      <Answer query={query} what="thời gian thực hiện">
        {({ schedule }) => (
          <>
            <Phrase schedule={schedule} />
            <Line assignment={assignment} marks={marksOf(assignment, schedule, today)} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

const KIND_TEXT: Readonly<Partial<Record<ScheduleDto['kind'], string>>> = {
  ongoing: 'việc thường xuyên, không có hạn cuối',
};

function Phrase({ schedule: { phrase, kind, start, due, condition } }: { readonly schedule: ScheduleDto }) {
  const read =
    start && due
      ? `từ ${day(start)} đến ${day(due)}`
      : due
        ? `đến ${day(due)}`
        : (KIND_TEXT[kind] ?? 'không có hạn cuối');
  return (
    <div>
      <p>
        Nguyên văn: <q>{phrase}</q>
      </p>
      <p className={common.small}>
        Hiểu là: {read}
        {condition ? `; điều kiện: ${condition}` : ''}
      </p>
    </div>
  );
}

const ROOM = 4;
/** Marks nearer to each other than this, in per cent of the line, stand one above the other. */
const NEAR = 5;

interface LineProps {
  readonly assignment: AssignmentDto;
  readonly marks: readonly Mark[];
}

function Line({ assignment: { originalDue, currentDue, assignedAt }, marks }: LineProps) {
  const first = at(marks[0]?.on ?? '');
  const span = Math.max(1, at(marks.at(-1)?.on ?? '') - first);
  const place = (on: string) => ROOM + ((at(on) - first) / span) * (100 - 2 * ROOM);
  const stretch = (from: string, until: string) => ({
    left: `${place(from)}%`,
    width: `${Math.max(0, place(until) - place(from))}%`,
  });
  const given = dayOf(assignedAt);
  let last = Number.NEGATIVE_INFINITY;
  let lane = 0;
  const placed = marks.map((mark) => {
    const x = place(mark.on);
    lane = x - last < NEAR ? lane + 1 : 0;
    last = x;
    return { ...mark, x, lane };
  });
  const lanes = Math.max(...placed.map((one) => one.lane)) + 1;
  return (
    <>
      <div className={css.line} style={{ blockSize: `${1.25 + lanes * 1.5}rem` }} aria-hidden="true">
        <span className={css.axis} />
        {currentDue !== null && originalDue !== null ? (
          <>
            <span className={css.allowed} style={stretch(given, originalDue)} />
            {currentDue > originalDue ? (
              <span className={css.extended} style={stretch(originalDue, currentDue)} />
            ) : null}
          </>
        ) : null}
        {placed.map(({ kind, on, x, lane: above }) => (
          <span
            key={`${kind} ${on}`}
            className={`${css.mark} ${css[kind]}`}
            style={{ left: `${x}%`, insetBlockEnd: `${0.75 + above * 1.5}rem` }}
          >
            {SIGNS[kind]}
          </span>
        ))}
      </div>
      <ol className={css.marks}>
        {marks.map(({ kind, on, text }) => (
          <li key={`${kind} ${on} ${text}`}>
            <span aria-hidden="true" className={css[kind]}>
              {SIGNS[kind]}
            </span>
            <time dateTime={on}>{day(on)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {currentDue !== null && originalDue !== null && currentDue > originalDue ? (
        <p className={common.small}>
          Được gia hạn {number((at(currentDue) - at(originalDue)) / DAY_MS)} ngày so với hạn gốc.
        </p>
      ) : null}
    </>
  );
}
