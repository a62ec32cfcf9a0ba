import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { asc, eq } from 'drizzle-orm';
import { type CommandContext, envelopeFor } from '#access';
import { digestOf, EVENT_LOG, type EventLog, executeCommand, foldStream } from '#event-log';
import { CLOCK, type Clock, derivedId, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { amendProgramme, registerProgramme } from '../domain/programme.decisions.js';
import { programmeState, programmeStream } from '../domain/programme.state.js';
import { amendTask, registerTask } from '../domain/task.decisions.js';
import { type Task, taskState, taskStream } from '../domain/task.state.js';
import { unitStream } from '../domain/unit.state.js';
import { unitGroupStream } from '../domain/unit-group.state.js';
import { CatalogueLoader } from '../loading/catalogue-loader.js';
import { configFolder } from '../loading/config-folder.js';
import { inChunks } from '../loading/in-chunks.js';
import { ID, readUnitsFile, type UnitsFile } from '../loading/units-file.js';
import { catalogueTasks } from '../read-models/tasks/tasks.table.js';
import { aboutOf } from './appendix/about.js';
import { type CellCorrection, type Draft, type Field, placeText } from './appendix/draft.js';
import { readAppendix } from './appendix/index.js';
import { IMPORT_SETTINGS, type ImportSettings } from './import-settings.js';
import { type ImportResult, ImportStore, type StoredImport } from './import-store.js';
import {
  type ImportPlan,
  type ImportRequest,
  type PlannedTask,
  planImport,
  type Registered,
} from './plan/import-plan.js';
import type { SourceDocument } from './source-document.js';

/** What may be said of a file that is to be imported. */
export interface PrepareRequest extends ImportRequest {
  /** The document's year, where it doesn't say. */
  readonly year?: number;
  /** Its day of issue, `YYYY-MM-DD`, where it doesn't say. */
  readonly issued?: string;
  /** Headings or column letters of fields whose column isn't found. */
  readonly map?: Readonly<Partial<Record<Field, string>>>;
  /** What is said in the place of single cells of the file. */
  readonly cells?: readonly CellCorrection[];
}

/** A plan, and the id and digest by which it is confirmed. */
export interface PreparedImport {
  readonly id: string;
  /** SHA-256 (hex) over all that confirming would write. */
  readonly digest: string;
  readonly plan: ImportPlan;
  /** Names of the units and groups that the plan speaks of, by id. */
  readonly unitNames: Readonly<Record<string, string>>;
  /** Null until it is confirmed. */
  readonly result: ImportResult | null;
}

/** Brings programmes in from the files that offices have: read, look, confirm. */
@Injectable()
export class ImportService {
  readonly #store: ImportStore;
  /** Confirmations go one after another: each plan is of what the one before has left. */
  #confirming: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IMPORT_SETTINGS) settings: ImportSettings,
    private readonly readModels: ReadModels,
    private readonly loader: CatalogueLoader,
  ) {
    this.#store = new ImportStore(settings.folder, clock);
  }

  /**
   * Reads what a file holds, compares it with what is registered and keeps it for its confirmation. Writes no event.
   * @throws {Refusal} `invalid` `invalid-programme-id`; `not-found` `units-file-missing`; `unprocessable`: a file that
   *   can't be read at all, or {@link readAppendix} finds no tasks in, or a correction of a cell that it doesn't hold
   */
  async prepare(
    { year, issued, map, cells, ...request }: PrepareRequest,
    document: SourceDocument,
    context: CommandContext,
  ): Promise<PreparedImport> {
    envelopeFor(context, 'catalogue.load');
    refuseId(request.programme);
    const { programme } = await this.#registered(request.programme, []);
    const { file, sha256 } = document;
    const units = this.#unitsOf(programme?.units ?? request.units);
    refuseUnknownIds(request, units);
    const own = aboutOf(document.paragraphs);
    const { about, ...rest } = readAppendix(document, {
      units: {
        units: units.units.map(({ value }) => value),
        groups: units.groups.map(({ value }) => value),
      },
      ...(map ? { map } : {}),
      ...(cells ? { cells } : {}),
      ...defined('year', programme?.documentYear ?? year),
      ...defined('issued', issued ?? own.issuedOn ?? programme?.issuedOn),
      ...defined('title', request.title),
    });
    // Phrases may count from the programme's day, but the day of this very file is another.
    const { issuedOn: _issuedOn, ...said } = about;
    const draft: Draft = { about: { ...said, ...defined('issuedOn', issued ?? own.issuedOn) }, ...rest };
    return this.#prepared(this.#store.add(request, { file, sha256 }, draft));
  }

  /**
   * The plan of an import as things stand now.
   * @throws {Refusal} `not-found` `import-not-found`
   */
  get(programme: string, id: string): Promise<PreparedImport> {
    return this.#prepared(this.#store.get(programme, id));
  }

  /**
   * Writes what the plan says: units that aren't registered yet, then each task as a command of its own with an id
   * derived from the import, the programme last, so that nobody sees one that is still being written. What broke off
   * is completed by confirming again; a confirmed import answers as it did.
   * @param digest of the plan that was looked at
   * @throws {Refusal} `not-found` `import-not-found`; `conflict` `import-changed`: what is registered has changed since;
   *   `unprocessable` `import-unreadable` with all that can't be read
   */
  confirm(
    programme: string,
    id: string,
    digest: string,
    context: CommandContext,
    onProgress?: (done: number, total: number) => void,
  ): Promise<ImportResult> {
    const act = () => this.#confirm(programme, id, digest, context, onProgress);
    const confirmed = this.#confirming.then(act, act);
    this.#confirming = confirmed;
    return confirmed;
  }

  async #confirm(
    programme: string,
    id: string,
    digest: string,
    context: CommandContext,
    onProgress: (done: number, total: number) => void = () => {},
  ): Promise<ImportResult> {
    envelopeFor(context, 'catalogue.load');
    const stored = this.#store.get(programme, id);
    const { plan, digest: now, result: before } = await this.#prepared(stored);
    if (before) return before;
    if (plan.unreadable.length > 0) {
      throw new Refusal(
        'unprocessable',
        'import-unreadable',
        `Tệp có ${plan.unreadable.length} chỗ không đọc được. Chưa ghi gì. Hãy sửa từng ô hoặc sửa tệp rồi gửi lại.`,
        plan.unreadable.map(({ at, detail }) => ({ at, detail })),
      );
    }
    if (now !== digest) {
      throw new Refusal(
        'conflict',
        'import-changed',
        'Nội dung đã đăng ký đã thay đổi từ khi xem trước. Chưa ghi gì. Hãy xem lại rồi xác nhận.',
      );
    }
    await this.#registerUnits(plan, context);
    const due = plan.tasks.filter(({ action }) => action !== 'keep');
    await inChunks(
      due,
      (task) => this.#writeTask(plan, task, id, context),
      (done) => onProgress(done, due.length),
    );
    await this.#writeProgramme(plan, id, context);
    const count = (action: PlannedTask['action']) =>
      plan.tasks.filter((task) => task.action === action).length;
    const result: ImportResult = {
      programme,
      isNew: plan.isNew,
      created: count('create'),
      changed: count('change'),
      kept: count('keep'),
    };
    this.#store.confirmed(stored, result);
    return result;
  }

  async #prepared({ id, draft, request, source, result }: StoredImport): Promise<PreparedImport> {
    const registered = await this.#registered(
      request.programme,
      draft.tasks.map(({ code }) => code).filter((code) => code !== ''),
    );
    const plan = planImport(draft, registered, request, source);
    const { definition, tasks, document, corrections } = plan;
    const written = tasks.map(({ action, code, ordinal, definition: task }) => [action, code, ordinal, task]);
    const { units, groups } = this.#unitsOf(definition.units);
    const named = new Set(
      tasks.flatMap(({ definition: { leadUnits, coordinatingUnits } }) => [
        ...leadUnits,
        ...coordinatingUnits,
      ]),
    );
    const unitNames = Object.fromEntries(
      [...units, ...groups]
        .filter(({ value }) => named.has(value.id))
        .map(({ value }) => [value.id, value.name]),
    );
    return { id, digest: digestOf([definition, written, document, ...corrections]), plan, unitNames, result };
  }

  async #registered(programme: string, codes: readonly string[]): Promise<Registered> {
    const { state } = await foldStream(this.log, programmeStream(programme), programmeState);
    const tasks = new Map<string, Task>();
    await inChunks(codes, async (code) => {
      const { state: task } = await foldStream(this.log, taskStream(programme, code), taskState);
      if (task) tasks.set(code, task);
    });
    const titles = this.readModels.db
      .select({ code: catalogueTasks.code, title: catalogueTasks.title })
      .from(catalogueTasks)
      .where(eq(catalogueTasks.programme, programme))
      .orderBy(asc(catalogueTasks.ordinal))
      .all();
    return { programme: state, tasks, titles };
  }

  #unitsPath(units: string): string {
    return join(configFolder(), 'units', `${units}.yaml`);
  }

  #unitsOf(units: string): UnitsFile {
    const path = this.#unitsPath(units);
    if (ID.test(units) && existsSync(path)) return readUnitsFile(path);
    throw new Refusal('not-found', 'units-file-missing', `Không có danh mục đơn vị “${units}”.`);
  }

  async #registerUnits({ tasks, definition }: ImportPlan, context: CommandContext): Promise<void> {
    const named = new Set(
      tasks.flatMap(({ definition: task }) => [...task.leadUnits, ...task.coordinatingUnits]),
    );
    const missing = await inChunks([...named], async (id) => {
      const streams = [unitStream(id), unitGroupStream(id)];
      const found = await Promise.all(streams.map((stream) => this.log.readStream(stream, { limit: 1 })));
      return found.every((events) => events.length === 0);
    });
    if (missing.includes(true)) await this.loader.loadUnits(this.#unitsPath(definition.units), context);
  }

  #writeTask(plan: ImportPlan, task: PlannedTask, id: string, context: CommandContext) {
    const { programme, document, source } = plan;
    const { code, ordinal, definition, action } = task;
    const corrections = task.corrections.map(({ place, field, from, to }) => ({
      place: placeText(place),
      field,
      from,
      to,
    }));
    const stream = taskStream(programme, code);
    return executeCommand({
      log: this.log,
      clock: this.clock,
      stream,
      envelope: this.#envelope(context, id, stream, [action, ordinal, definition, corrections]),
      state: taskState,
      decide: (state) =>
        action === 'create'
          ? registerTask(
              { programme, code, ordinal, ...definition, derivedFrom: [], classified: false, corrections },
              state,
            )
          : amendTask({ programme, code, definition, document, source, corrections }, state),
    });
  }

  #writeProgramme(
    { programme: id, isNew, definition, source }: ImportPlan,
    importId: string,
    context: CommandContext,
  ) {
    const stream = programmeStream(id);
    return executeCommand({
      log: this.log,
      clock: this.clock,
      stream,
      envelope: this.#envelope(context, importId, stream, definition),
      state: programmeState,
      decide: (state) =>
        isNew
          ? registerProgramme({ id, ...definition, classified: false, source }, state)
          : amendProgramme({ id, definition, source }, state),
    });
  }

  /** Each stream's command has an id of its own, the same however often the import is confirmed. */
  #envelope(context: CommandContext, id: string, stream: string, content: unknown) {
    return {
      ...envelopeFor(context, 'catalogue.load'),
      commandId: derivedId(`import:${id}:${stream}`),
      digest: digestOf(content),
    };
  }
}

const MAX_ID_LENGTH = 60;

function refuseId(programme: string): void {
  if (ID.test(programme) && programme.length <= MAX_ID_LENGTH) return;
  throw new Refusal(
    'invalid',
    'invalid-programme-id',
    `Mã chương trình “${programme}” phải gồm chữ thường không dấu, số và gạch nối, tối đa ${MAX_ID_LENGTH} ký tự.`,
  );
}

function refuseUnknownIds({ unitIds = {} }: ImportRequest, units: UnitsFile): void {
  const flaws = Object.entries(unitIds)
    .filter(([, id]) => !units.ids.has(id))
    .map(([text, id]) => ({
      at: text,
      detail: `không có đơn vị hay nhóm đơn vị “${id}” trong units/${units.id}.yaml`,
    }));
  if (flaws.length === 0) return;
  throw new Refusal(
    'unprocessable',
    'unknown-unit',
    'Có tên được gán cho đơn vị không có trong danh mục.',
    flaws,
  );
}

/** A property that is only there when it has a value. */
function defined<Key extends string, Value>(key: Key, value: Value | null | undefined) {
  return (value === null || value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
