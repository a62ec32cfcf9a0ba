import { parseSchedule, type Schedule, UnknownSchedulePhraseError } from '../../domain/schedule/index.js';
import type { RawTask } from './assembly.js';
import { type MoneyUnit, readBudget } from './budget.js';
import { shownCell, shownCorrection } from './cell-corrections.js';
import { headingOf } from './columns.js';
import { readDeliverables } from './deliverables.js';
import {
  type DraftFlaw,
  type DraftNote,
  type DraftTask,
  type Field,
  type Place,
  placeText,
  rowKey,
  type UnitMention,
} from './draft.js';
import { readLeaders } from './leaders.js';
import type { TaskNumber } from './numbering.js';
import { withoutTitledNames } from './persons.js';
import { isNothing, oneLine } from './text.js';
import type { UnitIndex } from './unit-index.js';
import { readUnits, splitRoles } from './unit-mentions.js';

const SHOWN_TEXT = 120;
const REMEMBERED = 20_000;
/** What a spreadsheet shows in a cell whose formula failed. */
const CELL_ERROR = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|####)/;
/** Of a sentence that stands alone; “…” is no end. */
const CLOSING = /(?<!\.)[.;,]$/;
/** Longer than any task is called; what is longer are rows run together. */
const LONGEST_TITLE = 2_000;
const NONE: Schedule = { kind: 'none' };

/** Turns rows into drafts of tasks; what can't be read is left empty and told. */
export class TaskDrafter {
  readonly flaws: DraftFlaw[] = [];
  readonly notes: DraftNote[] = [];
  readonly #schedules = new Map<string, Schedule | string>();
  readonly #units = new Map<string, readonly UnitMention[]>();

  /**
   * @param year of the document; undefined where nothing says it: no phrase can be read then
   * @param issuedOn day of the document, from which relative phrases count
   * @param money unit of money of the whole document, where it says one outside of the tables
   */
  constructor(
    private readonly index: UnitIndex,
    private readonly year: number | undefined,
    private readonly issuedOn: string | undefined,
    private readonly money: MoneyUnit | undefined,
  ) {}

  draft({ task, code, section, isGroup, parentCode }: TaskNumber): DraftTask {
    this.#tellErrors(task);
    const roles = splitRoles(this.#text(task, 'lead') || task.defaults.lead);
    const coordinating = [this.#text(task, 'coordinating'), roles.coordinating].filter(
      (text) => !isNothing(text),
    );
    const phrase = this.#phrase(task);
    const budget = this.#budget(task);
    const note = oneLine(this.#nameless(task, 'note'));
    const notes = [isNothing(note) ? '' : note, budget.words].filter((text) => text !== '');
    return {
      place: task.place,
      code,
      section,
      title: this.#title(task),
      directingLeaders: this.#leaders(task),
      leadUnits: this.#mentions(roles.lead),
      coordinatingUnits: this.#mentions(
        coordinating.length > 0 ? coordinating.join(';\n') : task.defaults.coordinating,
      ),
      deliverables: readDeliverables(this.#text(task, 'product')),
      phrase,
      schedule: this.#schedule(task, phrase),
      budgetMillionVnd: budget.millionVnd,
      isGroup,
      parentCode,
      note: notes.length > 0 ? notes.join('; ') : null,
      cells: cellsOf(task),
      corrections: task.corrected.map(shownCorrection),
    };
  }

  #text({ texts }: RawTask, field: Field): string {
    const text = texts[field] ?? '';
    return CELL_ERROR.test(text) ? '' : text;
  }

  #tellErrors(task: RawTask): void {
    for (const [field, text] of Object.entries(task.texts) as [Field, string][]) {
      if (CELL_ERROR.test(text))
        this.#flaw(task, field, `ô báo lỗi của bảng tính “${text.slice(0, SHOWN_TEXT)}”`);
    }
  }

  #title(task: RawTask): string {
    const title = oneLine(this.#nameless(task, 'title')).replace(CLOSING, '');
    if (title.length > LONGEST_TITLE) {
      const length = title.length.toLocaleString('vi-VN');
      const most = LONGEST_TITLE.toLocaleString('vi-VN');
      this.#flaw(task, 'title', `tên nhiệm vụ dài ${length} ký tự, nhiều nhất ${most}: hãy rút gọn`);
    }
    if (!isNothing(title)) return title;
    this.#flaw(task, 'title', 'dòng không có tên nhiệm vụ');
    return '';
  }

  #leaders(task: RawTask): readonly string[] {
    const { positions, namesLeftOut } = readLeaders(this.#text(task, 'leaders'));
    if (namesLeftOut) this.#tellName(task, 'leaders');
    return positions;
  }

  #nameless(task: RawTask, field: Field): string {
    const text = this.#text(task, field);
    const nameless = withoutTitledNames(text);
    if (nameless !== text) this.#tellName(task, field);
    return nameless;
  }

  #tellName(task: RawTask, field: Field): void {
    this.notes.push({ place: this.#place(task, field), detail: 'đã bỏ họ tên người, chỉ giữ chức vụ' });
  }

  #mentions(text: string): readonly UnitMention[] {
    if (isNothing(text)) return [];
    let mentions = this.#units.get(text);
    if (!mentions) {
      mentions = readUnits(text, this.index);
      if (this.#units.size >= REMEMBERED) this.#units.clear();
      this.#units.set(text, mentions);
    }
    return mentions;
  }

  /** Of a pair of columns “Từ … đến …”. */
  #phrase(task: RawTask): string {
    const single = oneLine(this.#text(task, 'schedule')).replace(CLOSING, '');
    if (!isNothing(single)) return single;
    const start = oneLine(this.#text(task, 'start')).replace(/^từ\s+/iu, '');
    const finish = oneLine(this.#text(task, 'finish')).replace(/^(?:đến(?: hết)?)\s+/iu, '');
    const [hasStart, hasFinish] = [!isNothing(start), !isNothing(finish)];
    if (hasStart && hasFinish)
      return start === finish ? start : `Từ ${withDay(start)} đến ${withDay(finish)}`;
    if (hasStart) return `Từ ${withDay(start)}`;
    if (hasFinish) return /^\p{L}/u.test(finish) ? finish : `Đến ${withDay(finish)}`;
    return single;
  }

  #schedule(task: RawTask, phrase: string): Schedule | null {
    const field = this.#fieldOfTime(task);
    for (const formulaField of task.formulas) {
      const detail = `ô có công thức ở chỗ cần ngày hay thời hạn (giá trị đang thấy: “${shown(task.texts[formulaField] ?? '')}”)`;
      this.#flaw(task, formulaField, detail);
    }
    if (task.formulas.length > 0) return null;
    if (isNothing(phrase)) return NONE;
    if (this.year === undefined) return null;
    const schedule = this.#parse(phrase, this.year);
    if (typeof schedule !== 'string') return schedule;
    this.#flaw(task, field, schedule);
    return null;
  }

  #parse(phrase: string, year: number): Schedule | string {
    const known = this.#schedules.get(phrase);
    if (known !== undefined) return known;
    let schedule: Schedule | string;
    try {
      schedule = parseSchedule(phrase, year, this.issuedOn);
    } catch (error) {
      if (!(error instanceof UnknownSchedulePhraseError)) throw error;
      schedule = error.message;
    }
    if (this.#schedules.size >= REMEMBERED) this.#schedules.clear();
    this.#schedules.set(phrase, schedule);
    return schedule;
  }

  #fieldOfTime({ layout }: RawTask): Field {
    const fields: readonly Field[] = ['schedule', 'finish', 'start'];
    return fields.find((field) => layout.columns.has(field)) ?? 'schedule';
  }

  #budget(task: RawTask): { readonly millionVnd: number | null; readonly words: string } {
    const none = { millionVnd: null, words: '' };
    const text = oneLine(this.#text(task, 'budget'));
    if (isNothing(text)) return none;
    if (task.sharesBudget) {
      const place = this.#place(task, 'budget');
      this.notes.push({ place, detail: 'kinh phí ghi chung với dòng trên, chỉ tính một lần' });
      return none;
    }
    const budget = readBudget(text, task.layout.money ?? task.money ?? this.money);
    switch (budget.kind) {
      case 'amount':
        return { ...none, millionVnd: budget.millionVnd };
      case 'words':
        return { ...none, words: `Kinh phí: ${text}` };
      case 'broken':
        this.#flaw(task, 'budget', budget.why);
        return none;
    }
  }

  #place({ place, layout }: RawTask, field: Field): Place {
    const column = headingOf(layout, field);
    return column === undefined ? place : { ...place, column };
  }

  #flaw(task: RawTask, field: Field, detail: string): void {
    const cell = { place: task.place, field };
    this.flaws.push({ at: placeText(this.#place(task, field)), detail, cell });
  }
}

/** What the file says of a task, without names of persons. */
function cellsOf(task: RawTask): NonNullable<DraftTask['cells']> {
  const inFile: Partial<Record<Field, string>> = { ...task.texts };
  if (task.label) inFile.number ??= task.label.code;
  for (const { place, field, from } of task.corrected) {
    if (rowKey(place) === rowKey(task.place)) inFile[field] = from;
  }
  const said = (Object.entries(inFile) as [Field, string][])
    .map(([field, text]) => [field, shownCell(field, text)] as const)
    .filter(([, text]) => text !== '');
  return Object.fromEntries(said);
}

/** A bare date after “từ” and “đến”. */
function withDay(time: string): string {
  const small = time.charAt(0).toLowerCase() + time.slice(1);
  return /^\d{1,2}\/\d{1,2}(?:\/\d{4})?$/.test(time) ? `ngày ${time}` : small;
}

function shown(text: string): string {
  const line = oneLine(text);
  return line.length > SHOWN_TEXT ? `${line.slice(0, SHOWN_TEXT)}…` : line;
}
