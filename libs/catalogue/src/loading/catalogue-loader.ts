import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, envelopeFor } from '#access';
import {
  type CommandEnvelope,
  type CommandResult,
  comparePositions,
  digestOf,
  EVENT_LOG,
  type EventLog,
  executeCommand,
  foldStream,
  type NewEvent,
  type Position,
  type StreamState,
} from '#event-log';
import { CLOCK, type Clock, derivedId, type Flaw, Refusal } from '#kernel';
import { defineIndicator } from '../domain/indicator.decisions.js';
import { groupOf } from '../domain/indicator.flaws.js';
import { indicatorState, indicatorStream } from '../domain/indicator.state.js';
import { registerProgramme } from '../domain/programme.decisions.js';
import { programmeState, programmeStream } from '../domain/programme.state.js';
import { registerTask } from '../domain/task.decisions.js';
import { taskState, taskStream } from '../domain/task.state.js';
import { registerUnit } from '../domain/unit.decisions.js';
import { unitState, unitStream } from '../domain/unit.state.js';
import { defineUnitGroup } from '../domain/unit-group.decisions.js';
import { unitGroupState, unitGroupStream } from '../domain/unit-group.state.js';
import { type CatalogueFile, readCatalogueFile, refuseFaulty } from './catalogue-file.js';
import { configFolder } from './config-folder.js';
import { inChunks } from './in-chunks.js';
import { ID, readUnitsFile, type UnitsFile } from './units-file.js';

export interface LoadResult {
  /** Entries that were written. Of two identical loads at the same moment each may count one as its own. */
  readonly written: number;
  /** Entries that stood in the log already, with the same content. */
  readonly unchanged: number;
  /** The newest position written or found; null for an empty file. */
  readonly position: Position | null;
}

/** One entry of a file: one stream, one command. */
interface Entry {
  /** `name.yaml:57` */
  readonly at: string;
  /** For messages: "Nhiệm vụ 5". */
  readonly label: string;
  readonly stream: string;
  /** Compared content, for the command's id and digest. */
  readonly digest: string;
  /** What is left to do. @throws {Refusal} when the stream holds something else */
  plan(
    log: EventLog,
  ): Promise<{ readonly revision: number; readonly due: boolean; position: Position | null }>;
  write(log: EventLog, clock: Clock, envelope: CommandEnvelope): Promise<CommandResult>;
}

/**
 * Loads units and catalogues from the files of `config/`. A file is checked whole, and compared with what is
 * registered, before anything of it is written. Each entry is a command of its own with an id derived from its
 * content, so a load that broke off is completed by repeating it, and a repeated load writes nothing.
 */
@Injectable()
export class CatalogueLoader {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param path of a units file
   * @throws {Refusal} `unprocessable` `invalid-catalogue` with everything wrong with the file, by file and line;
   *   `conflict` `catalogue-differs` with every entry that is registered with other content; `not-found`
   */
  async loadUnits(path: string, context: CommandContext): Promise<LoadResult> {
    const envelope = envelopeFor(context, 'catalogue.load');
    const file = readUnitsFile(path);
    refuseFlaws(file.flaws);
    return this.#load(unitEntries(file), envelope);
  }

  /**
   * Loads a programme with its tasks and indicators. The units that it names must be registered.
   * @param path of a catalogue file; its units file lies in `../units/`
   * @throws {Refusal} as {@link loadUnits}, and `classified-matter`, `indicator-cycle`
   */
  async loadCatalogue(path: string, context: CommandContext): Promise<LoadResult> {
    const envelope = envelopeFor(context, 'catalogue.load');
    const file = readCatalogueFile(path);
    refuseFaulty([file], faultText);
    await this.#refuseUnregistered(file);
    return this.#load(catalogueEntries(file), envelope);
  }

  /**
   * Loads the catalogue of this id from the config folder, and its units first. Both files are checked before
   * anything is written.
   * @throws {Refusal} `not-found` `catalogue-missing`; as {@link loadCatalogue}
   */
  async loadProgramme(programme: string, context: CommandContext): Promise<LoadResult> {
    const envelope = envelopeFor(context, 'catalogue.load');
    const path = join(configFolder(), 'catalogues', `${programme}.yaml`);
    if (!ID.test(programme) || !existsSync(path)) {
      throw new Refusal('not-found', 'catalogue-missing', `Không có danh mục “${programme}” để nạp.`);
    }
    const file = readCatalogueFile(path);
    refuseFaulty([file], faultText);
    return this.#load([...(file.units ? unitEntries(file.units) : []), ...catalogueEntries(file)], envelope);
  }

  async #load(entries: readonly Entry[], envelope: CommandEnvelope): Promise<LoadResult> {
    const plans = await inChunks(entries, (entry) => planOrFlaws(entry, this.log));
    const conflicts = plans.flatMap(({ flaws }) => flaws);
    if (conflicts.length > 0) {
      throw new Refusal(
        'conflict',
        'catalogue-differs',
        `Tệp có nội dung khác với nội dung đã đăng ký (${conflicts.length} chỗ). Chưa ghi gì. Hãy khôi phục nội dung cũ trong tệp.`,
        conflicts,
      );
    }
    const due = plans.filter((plan) => plan.due);
    const results = await inChunks(due, ({ entry, revision }) =>
      entry.write(this.log, this.clock, {
        ...envelope,
        commandId: derivedId(`load:${entry.stream}:${revision}:${entry.digest}`),
        digest: entry.digest,
      }),
    );
    const written = results.filter(({ repeated, eventIds }) => !repeated && eventIds.length > 0).length;
    return {
      written,
      unchanged: entries.length - written,
      position: newest([...plans, ...results].map(({ position }) => position)),
    };
  }

  async #refuseUnregistered(file: CatalogueFile): Promise<void> {
    const groups = new Set(file.units?.groups.map(({ value }) => value.id));
    const named = [
      ...file.tasks.map(({ value, at }) => ({ ids: [...value.leadUnits, ...value.coordinatingUnits], at })),
      ...file.indicators.map(({ value: { owner, formula }, at }) => ({
        ids: [owner, groupOf(formula)].filter((id) => typeof id === 'string'),
        at,
      })),
    ];
    const ids = new Set(named.flatMap((entry) => entry.ids));
    const missing = new Set<string>();
    await inChunks([...ids], async (id) => {
      const stream = groups.has(id) ? unitGroupStream(id) : unitStream(id);
      if ((await this.log.readStream(stream, { limit: 1 })).length === 0) missing.add(id);
    });
    const flaws = named.flatMap((entry) =>
      [...new Set(entry.ids)]
        .filter((id) => missing.has(id))
        .map((id) => ({
          at: entry.at,
          detail: `đơn vị hay nhóm đơn vị “${id}” chưa được đăng ký; hãy nạp tệp đơn vị trước`,
        })),
    );
    refuseFlaws(flaws);
  }
}

const faultText = (count: number) => `Tệp danh mục có ${count} lỗi. Chưa ghi gì.`;

function refuseFlaws(flaws: readonly Flaw[]): void {
  if (flaws.length === 0) return;
  throw new Refusal('unprocessable', 'invalid-catalogue', faultText(flaws.length), flaws);
}

async function planOrFlaws(entry: Entry, log: EventLog) {
  try {
    return { entry, ...(await entry.plan(log)), flaws: [] as Flaw[] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const details = error.flaws.length > 0 ? error.flaws.map(({ detail }) => detail) : [error.detail];
    const flaws = details.map((detail) => ({ at: entry.at, detail: `${entry.label}: ${detail}` }));
    return { entry, revision: -1, due: false, position: null, flaws };
  }
}

function newest(positions: readonly (Position | null)[]): Position | null {
  return positions.reduce(
    (last, position) =>
      position && (last === null || comparePositions(position, last) > 0) ? position : last,
    null,
  );
}

function entryOf<State>(
  at: string,
  label: string,
  stream: string,
  compared: unknown,
  state: StreamState<State>,
  decide: (state: State) => readonly NewEvent[],
): Entry {
  return {
    at,
    label,
    stream,
    digest: digestOf(compared),
    async plan(log) {
      const folded = await foldStream(log, stream, state);
      const due = decide(folded.state).length > 0;
      if (due) return { revision: folded.revision, due, position: null };
      const [last] = await log.readStream(stream, { direction: 'backwards', limit: 1 });
      return { revision: folded.revision, due, position: last?.position ?? null };
    },
    write: (log, clock, envelope) => executeCommand({ log, clock, stream, envelope, state, decide }),
  };
}

function unitEntries({ units, groups }: UnitsFile): Entry[] {
  return [
    ...units.map(({ value: unit, at }) => {
      const { ordinal: _ordinal, ...compared } = unit;
      return entryOf(at, `Đơn vị “${unit.id}”`, unitStream(unit.id), compared, unitState, (state) =>
        registerUnit(unit, state),
      );
    }),
    ...groups.map(({ value: group, at }) => {
      const { ordinal: _ordinal, ...compared } = group;
      const label = `Nhóm “${group.id}”`;
      return entryOf(at, label, unitGroupStream(group.id), compared, unitGroupState, (state) =>
        defineUnitGroup(group, state),
      );
    }),
  ];
}

function catalogueEntries({ programme, tasks, indicators }: CatalogueFile): Entry[] {
  if (!programme) return [];
  const { source, ...compared } = programme.value;
  return [
    entryOf(
      programme.at,
      `Chương trình “${programme.value.id}”`,
      programmeStream(programme.value.id),
      compared,
      programmeState,
      (state) => registerProgramme(programme.value, state),
    ),
    ...tasks.map(({ value: task, at }) => {
      const { ordinal: _ordinal, ...content } = task;
      const stream = taskStream(task.programme, task.code);
      return entryOf(at, `Nhiệm vụ ${task.code}`, stream, content, taskState, (state) =>
        registerTask(task, state),
      );
    }),
    ...indicators.map(({ value: indicator, at }) => {
      const { ordinal: _ordinal, ...content } = indicator;
      const stream = indicatorStream(indicator.programme, indicator.code);
      return entryOf(at, `Chỉ tiêu ${indicator.code}`, stream, content, indicatorState, (state) =>
        defineIndicator({ ...indicator, source }, state),
      );
    }),
  ];
}
