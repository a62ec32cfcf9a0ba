import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type CommandContext, type Principal, scopeOf } from '#access';
import {
  IMPORT_SETTINGS,
  type ImportSettings,
  inChunks,
  ListIndicatorsQuery,
  PreviewStore,
  ProgrammeDirectory,
  type SourceDocument,
  UnitDirectory,
} from '#catalogue';
import {
  type CommandResult,
  digestOf,
  EVENT_LOG,
  type EventLog,
  type NewEvent,
  type Position,
} from '#event-log';
import { CLOCK, type Clock, derivedId, type Period, Refusal } from '#kernel';
import { CorrectMeasurementCommand } from '../commands/correct-measurement/correct-measurement.command.js';
import { RecordMeasurementCommand } from '../commands/record-measurement/record-measurement.command.js';
import {
  type CorrectMeasurement,
  correctMeasurement,
  type RecordMeasurement,
  recordMeasurement,
  sameFigures,
} from '../domain/indicator-measurement.decisions.js';
import { type IndicatorRef } from '../domain/indicator-measurement.state.js';
import { IndicatorRepository } from '../indicator.repository.js';
import {
  type CellFlaw,
  type ColumnLetters,
  flawAt,
  type ReadSheet,
  readSheet,
  type SheetRow,
  wrongPeriods,
} from './read-sheet.js';
import { fieldOfRefusal, type PlannedRow, type RowAction, type SheetPlan, unplanned } from './sheet-plan.js';

/** Folder of the sheets that wait, within that of the imports. */
const FOLDER = 'indicator-sheets';

/** A row that was carried out. */
export interface WrittenRow {
  readonly sheet: string;
  readonly row: number;
  readonly code: string;
  readonly unit: string | null;
  readonly action: 'new' | 'correction';
  readonly eventIds: readonly string[];
}

/** What confirming a sheet came to. */
export interface SheetResult {
  readonly programme: string;
  /** First figures recorded, and corrections of figures that stood. */
  readonly recorded: number;
  readonly corrected: number;
  /** Rows whose figures stood already, and rows without figures. */
  readonly unchanged: number;
  readonly empty: number;
  /** Each row that wrote something, in the order of the sheet. */
  readonly rows: readonly WrittenRow[];
  /** A position that all of it lies before; null for an empty log. */
  readonly position: Position | null;
}

interface StoredSheet {
  readonly id: string;
  readonly programme: string;
  /** What the sheet must be of; null: what it says itself. */
  readonly period: Period | null;
  readonly sheet: ReadSheet;
  readonly result: SheetResult | null;
}

/** A plan, and the id and digest by which it is confirmed. */
export interface PreparedSheet {
  readonly id: string;
  /** SHA-256 (hex) over all that confirming would write. */
  readonly digest: string;
  readonly file: string;
  readonly sha256: string;
  readonly plan: SheetPlan;
  /** Null until it is confirmed. */
  readonly result: SheetResult | null;
}

/** The command of a row. */
type RowContent =
  | { readonly action: 'new'; readonly content: RecordMeasurement }
  | { readonly action: 'correction'; readonly content: CorrectMeasurement };

interface Judged {
  readonly row: PlannedRow;
  readonly flaws: readonly CellFlaw[];
  /** Over what the row writes or has written; null: nothing. */
  readonly digest: string | null;
  /** What is still to be carried out; null: nothing. */
  readonly due: RowContent | null;
  /** Ids of the events that this very sheet wrote for the row before. */
  readonly written: readonly string[];
  /** Why the person may not, where that is the reason. */
  readonly forbidden: Refusal | null;
}

/** Enters many figures at once: read, look, confirm. */
@Injectable()
export class SheetService {
  readonly #store: PreviewStore<StoredSheet>;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) clock: Clock,
    @Inject(IMPORT_SETTINGS) settings: ImportSettings,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly programmes: ProgrammeDirectory,
    private readonly units: UnitDirectory,
    private readonly indicators: IndicatorRepository,
  ) {
    this.#store = new PreviewStore(join(settings.folder, FOLDER), clock);
  }

  /**
   * Reads a sheet, compares it with what stands and keeps it for its confirmation. Writes no event.
   * @param period what the sheet must be of; null: what it says itself
   * @throws {Refusal} `not-found` `programme-not-found`; `forbidden`; `unprocessable`: {@link readSheet} can't read it,
   *   `sheet-of-other-programme`
   */
  async prepare(
    programme: string,
    document: SourceDocument,
    period: Period | null,
    context: CommandContext,
  ): Promise<PreparedSheet> {
    scopeOf(context.principal, 'indicator.report-own');
    this.programmes.get(programme);
    const sheet = readSheet(document);
    if (sheet.programme !== null && sheet.programme !== programme) {
      throw new Refusal(
        'unprocessable',
        'sheet-of-other-programme',
        `${sheet.file}: là biểu của chương trình “${sheet.programme}”, không phải “${programme}”.`,
      );
    }
    const stored = this.#store.add({ programme, period, sheet, result: null });
    return this.#prepared(stored, await this.#judge(stored, context.principal, null));
  }

  /**
   * What confirming would do as things stand now.
   * @param principal who would confirm
   * @throws {Refusal} `forbidden`; `not-found` `sheet-not-found`
   */
  async get(programme: string, id: string, principal: Principal): Promise<PreparedSheet> {
    scopeOf(principal, 'indicator.report-own');
    const stored = this.#find(programme, id);
    return this.#prepared(stored, await this.#judge(stored, principal, null));
  }

  /**
   * Writes what the plan says, each row as a command of its own, whose id is derived from the digest and the row: what
   * broke off is completed by confirming again, nothing is written twice. A confirmed sheet answers as it did.
   * @param digest of the plan that was looked at
   * @param onProgress told how many rows are written, of how many
   * @throws {Refusal} `forbidden`, for all where it is for one row; `not-found` `sheet-not-found`; `conflict`
   *   `sheet-outdated`: a row would now do something else; `unprocessable` `sheet-has-errors` with all of them
   */
  async confirm(
    programme: string,
    id: string,
    digest: string,
    context: CommandContext,
    onProgress: (done: number, total: number) => void = () => {},
  ): Promise<SheetResult> {
    const { principal } = context;
    scopeOf(principal, 'indicator.report-own');
    const stored = this.#find(programme, id);
    if (stored.result) return stored.result;
    const judged = await this.#judge(stored, principal, digest);
    const { plan, digest: now } = this.#prepared(stored, judged);
    if (now !== digest) {
      throw judged.find(({ forbidden }) => forbidden)?.forbidden ?? outdated('Chưa ghi gì.');
    }
    if (plan.flaws.length > 0) {
      throw new Refusal(
        'unprocessable',
        'sheet-has-errors',
        `Biểu còn ${plan.flaws.length} lỗi. Chưa ghi gì. Hãy sửa tệp rồi gửi lại.`,
        plan.flaws,
      );
    }
    const results = await inChunks(
      judged.map((one, index) => ({ ...one, index })),
      (one) => this.#carryOut(programme, one, digest, context),
      (done) => onProgress(done, judged.length),
    );
    const rows = results.flatMap((result) => result ?? []);
    const count = (action: RowAction) => rows.filter((row) => row.action === action).length;
    const left = (action: RowAction) => plan.rows.filter((row) => row.action === action).length;
    const result: SheetResult = {
      programme,
      recorded: count('new'),
      corrected: count('correction'),
      unchanged: left('unchanged'),
      empty: left('empty'),
      rows,
      position: await this.log.head(),
    };
    this.#store.replace({ ...stored, result });
    return result;
  }

  #find(programme: string, id: string): StoredSheet {
    const stored = this.#store.find(id);
    if (stored?.programme === programme) return stored;
    throw new Refusal(
      'not-found',
      'sheet-not-found',
      'Không có biểu này; bản xem trước chỉ được giữ bảy ngày. Hãy gửi lại tệp.',
    );
  }

  #prepared({ id, sheet, result }: StoredSheet, judged: readonly Judged[]): PreparedSheet {
    const { file, sha256 } = sheet;
    const rows = judged.map(({ row }) => row);
    const written = judged.map((one) => one.digest);
    const places = new Set(sheet.rows.map(placeOf));
    // Above the table and in its head there are no rows.
    const above = sheet.flaws.filter((flaw) => !places.has(placeOf(flaw)));
    const flaws = [...above, ...judged.flatMap((one) => one.flaws)];
    return { id, digest: digestOf([id, written]), file, sha256, plan: { rows, flaws }, result };
  }

  async #carryOut(
    programme: string,
    { row, due, written, index }: Judged & { readonly index: number },
    digest: string,
    context: CommandContext,
  ): Promise<WrittenRow | null> {
    const { sheet, row: number, code, unit, action } = row;
    if (action !== 'new' && action !== 'correction') return null;
    const answer = { sheet, row: number, code, unit, action };
    if (!due) return { ...answer, eventIds: written };
    const { demandedRevision: _, ...own } = context;
    const asked = { ...own, commandId: rowCommandId(digest, index), digest: digestOf(due.content) };
    try {
      const { eventIds } = await this.#execute(refOf(programme, row), due, asked);
      return { ...answer, eventIds };
    } catch (error) {
      // Somebody else was faster since the rows were compared.
      if (!(error instanceof Refusal && error.kind === 'conflict')) throw error;
      throw outdated('Đã ghi một phần; những gì đã ghi không bị ghi lại.');
    }
  }

  #execute(ref: IndicatorRef, due: RowContent, context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(
      due.action === 'new'
        ? new RecordMeasurementCommand(context, ref, due.content)
        : new CorrectMeasurementCommand(context, ref, due.content),
    );
  }

  /** @param digest of the confirmation that may have written rows before; null: none */
  async #judge(
    { programme, period, sheet }: StoredSheet,
    principal: Principal,
    digest: string | null,
  ): Promise<Judged[]> {
    const indicators = await this.queries.execute(new ListIndicatorsQuery(programme));
    const names = new Map(indicators.map(({ code, name }) => [code, name]));
    const units = this.units.names();
    const flaws = Map.groupBy([...sheet.flaws, ...wrongPeriods(sheet, period)], placeOf);
    const judge = async (row: SheetRow, index: number): Promise<Judged> => {
      const known = {
        ...unplanned(row),
        name: names.get(row.code) ?? null,
        unitName: row.unit === null ? null : (units.get(row.unit) ?? null),
      };
      if (row.empty) return { ...NOTHING, row: { ...known, action: 'empty' } };
      const own = [...(flaws.get(placeOf(row)) ?? [])];
      if (row.code !== '' && known.name === null) {
        own.push(
          flawAt(sheet.columns[row.sheet], row, 'code', `chương trình không có chỉ tiêu “${row.code}”`),
        );
      }
      if (row.unit !== null && known.unitName === null) {
        own.push(flawAt(sheet.columns[row.sheet], row, 'unit', `không có đơn vị “${row.unit}”`));
      }
      if (own.length > 0) return { ...NOTHING, row: { ...known, action: 'error' }, flaws: own };
      const commandId = digest === null ? null : rowCommandId(digest, index);
      return this.#compare(refOf(programme, row), row, known, principal, {
        commandId,
        columns: sheet.columns[row.sheet],
      });
    };
    const numbered = sheet.rows.map((row, index) => ({ row, index }));
    return inChunks(numbered, ({ row, index }) => judge(row, index));
  }

  /** A row that is right in itself, held against what stands. */
  async #compare(
    ref: IndicatorRef,
    row: SheetRow,
    known: Omit<PlannedRow, 'action'>,
    principal: Principal,
    {
      commandId,
      columns,
    }: { readonly commandId: string | null; readonly columns: ColumnLetters | undefined },
  ): Promise<Judged> {
    try {
      const { events, state, facts } = await this.indicators.look(ref, principal);
      const written = events.filter(({ metadata }) => metadata.commandId === commandId);
      const [first] = written;
      if (first) {
        return {
          ...NOTHING,
          row: { ...known, action: first.type === 'MeasurementCorrected' ? 'correction' : 'new' },
          digest: digestOfEvents(written),
          written: written.map(({ id }) => id),
        };
      }
      const standing = state.standing.get(row.period!) ?? null;
      const compared = {
        ...known,
        standing: standing && { eventId: standing.eventId, figures: standing.figures },
      };
      if (standing && sameFigures(standing.figures, row.filled!.figures)) {
        return { ...NOTHING, row: { ...compared, action: 'unchanged' } };
      }
      const due = contentOf(row, standing?.eventId ?? null);
      const decided =
        due.action === 'new'
          ? recordMeasurement(state, due.content, facts)
          : correctMeasurement(state, due.content, facts);
      return {
        ...NOTHING,
        row: { ...compared, action: due.action },
        digest: digestOfEvents(decided),
        due,
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return {
        ...NOTHING,
        row: { ...known, action: 'error' },
        flaws: [flawAt(columns, row, fieldOfRefusal(error.code), error.detail)],
        forbidden: error.kind === 'forbidden' ? error : null,
      };
    }
  }
}

const NOTHING: Omit<Judged, 'row'> = { flaws: [], digest: null, due: null, written: [], forbidden: null };

const placeOf = ({ sheet, row }: Pick<SheetRow, 'sheet' | 'row'>) => `${row} ${sheet}`;

const digestOfEvents = (events: readonly NewEvent[]) =>
  digestOf(events.map(({ type, data }) => [type, data]));

function refOf(programme: string, { code, unit }: Pick<SheetRow, 'code' | 'unit'>): IndicatorRef {
  return { programme, code, ...(unit === null ? {} : { unit }) };
}

/** The same however often the sheet is confirmed; another one once anything in it would do something else. */
function rowCommandId(digest: string, index: number): string {
  return derivedId(`indicator-sheet:${digest}:${index}`);
}

/** @param standing event id of the figures that stand for the period; null: none */
function contentOf({ period, measure, filled }: SheetRow, standing: string | null): RowContent {
  const { figures, source, reason, documents } = filled!;
  return standing === null
    ? {
        action: 'new',
        content: {
          period: period!,
          ...figures,
          source: source ?? '',
          documents,
          reason,
          unitOfMeasure: measure,
        },
      }
    : {
        action: 'correction',
        content: {
          measurement: standing,
          to: figures,
          reason: reason ?? '',
          documents,
          unitOfMeasure: measure,
        },
      };
}

function outdated(what: string): Refusal {
  return new Refusal(
    'conflict',
    'sheet-outdated',
    `Số liệu đã ghi đã thay đổi từ khi xem trước. ${what} Hãy xem lại rồi xác nhận.`,
  );
}
