import { Inject, Injectable } from '@nestjs/common';
import { indicatorStream } from '#catalogue';
import type { JsonObject } from '#event-log';
import { type IndicatorOverTime, IndicatorReader } from '#indicators';
import { asKnownAt, ReadModels } from '#projections';
import { type IndicatorCourse, offTrackInputs } from '../domain/indicator-course.js';
import type { ClearingCause } from '../domain/warning.events.js';

/** The course of one indicator, and what the process needs beside it. */
export interface KnownCourse {
  readonly course: IndicatorCourse;
  /** The instant of the newest fact. */
  readonly newestAt: string;
  /** The stream whose first event says how it is simulated; null: it is not. */
  readonly simulatedBy: string | null;
}

interface MomentRow {
  readonly eventId: string;
  /** Null, with `code`, of units and their groups. */
  readonly programme: string | null;
  readonly code: string | null;
  readonly cause: ClearingCause;
  readonly at: string;
  readonly simulated: number;
}

type ByCode = ReadonlyMap<string, IndicatorOverTime>;

/** How a programme's indicators were defined until an instant (null: still). */
interface Span {
  readonly until: string | null;
  readonly indicators: ByCode;
}

/** What was found at instants of an indicator's course: it stays so unless something is recorded before them. */
interface Remembered {
  moments: readonly MomentRow[];
  /** What its judgement rested on, null where it was not off its track, by `<year> <instant>`. */
  readonly found: Map<string, { readonly at: string; readonly inputs: JsonObject | null }>;
  readonly owners: Map<string, string | null>;
  /** The latest instant that was asked for. */
  latest: string;
}

const momentBefore = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();

/**
 * The courses of indicators: the one place where this lib asks `#indicators` how they are judged. Figures and targets
 * are known there with their instants; definitions, groups and their members are asked for as they were known before
 * each of their changes.
 */
@Injectable()
export class IndicatorCourses {
  readonly #remembered = new Map<string, Remembered>();

  constructor(
    private readonly readModels: ReadModels,
    @Inject(IndicatorReader) private readonly indicators: Pick<IndicatorReader, 'overTime'>,
  ) {}

  /** Programmes that have adopted a policy. */
  programmes(): string[] {
    return this.readModels.db.$client
      .prepare<[], string>('SELECT DISTINCT programme FROM reporting_policies ORDER BY programme')
      .pluck()
      .all() as unknown as string[];
  }

  /** What was found is to be found anew: a policy was adopted, which may ask for a second person for figures. */
  forget(): void {
    this.#remembered.clear();
  }

  /** The indicators of a programme since its first figure; none before that. */
  async of(programme: string): Promise<KnownCourse[]> {
    const rows = this.#moments(programme);
    const first = rows.find(({ cause }) => cause === 'measurement')?.at;
    if (first === undefined) return [];
    const now: ByCode = await this.#indicators(programme);
    const known = [...now.values()].flatMap((indicator) => {
      const moments = momentsOf(indicator, rows);
      if (moments.length === 0) return [];
      return { indicator, moments, remembered: this.#remember(programme, indicator.indicator.code, moments) };
    });
    const since = known.reduce((earliest, { remembered: { latest } }) => min(earliest, latest), LAST);
    const spans = await this.#spans(programme, rows, since > first ? since : first, now);
    return known.map(({ indicator: { indicator, years }, moments, remembered }) => {
      const { code } = indicator;
      const isSimulated = rows.some((row) => row.code === code && row.simulated === 1);
      return {
        course: courseOf(programme, code, years, remembered, (at) =>
          spans.find(({ until }) => until === null || at < until)?.indicators.get(code),
        ),
        newestAt: moments.at(-1)?.at ?? first,
        simulatedBy: isSimulated ? indicatorStream(programme, code) : null,
      };
    });
  }

  #moments(programme: string): MomentRow[] {
    return this.readModels.db.$client
      .prepare<[string], MomentRow>(
        `SELECT event_id AS eventId, programme, code, cause, at, simulated FROM warnings_indicator_moments
         WHERE programme = ? OR programme IS NULL ORDER BY at, event_id`,
      )
      .all(programme);
  }

  async #indicators(programme: string): Promise<ByCode> {
    const found = await this.indicators.overTime(programme);
    return new Map(found.map((one) => [one.indicator.code, one]));
  }

  /** The definitions from an instant on, each until the next change. */
  async #spans(programme: string, rows: readonly MomentRow[], since: string, now: ByCode): Promise<Span[]> {
    const changes = rows.filter(({ cause, at }) => cause === 'definition' && at > since).map(({ at }) => at);
    const spans: Span[] = [];
    for (const until of new Set(changes)) {
      const indicators = await asKnownAt(momentBefore(until), () => this.#indicators(programme));
      spans.push({ until, indicators });
    }
    return [...spans, { until: null, indicators: now }];
  }

  /** What is remembered of an indicator, without what was found at instants since which something else is known. */
  #remember(programme: string, code: string, moments: readonly MomentRow[]): Remembered {
    const key = `${programme}.${code}`;
    const remembered: Remembered = this.#remembered.get(key) ?? {
      moments: [],
      found: new Map(),
      owners: new Map(),
      latest: '',
    };
    this.#remembered.set(key, remembered);
    const differs = moments.findIndex(({ eventId }, index) => eventId !== remembered.moments[index]?.eventId);
    const changedAt = differs < 0 ? LAST : (moments[differs]?.at ?? LAST);
    for (const [asked, { at }] of remembered.found) if (at >= changedAt) remembered.found.delete(asked);
    remembered.moments = moments;
    remembered.latest = min(remembered.latest, momentBefore(changedAt === LAST ? END : changedAt));
    return remembered;
  }
}

/** After every instant. */
const LAST = '\u{10FFFF}';
const END = '9999-12-31T00:00:00.000Z';

const min = (a: string, b: string) => (a < b ? a : b);

/** What was recorded of an indicator and of what it is made of, from the first figure among that on. */
function momentsOf({ codes, ofUnits }: IndicatorOverTime, rows: readonly MomentRow[]): readonly MomentRow[] {
  const own = new Set(codes);
  const moments = rows.filter(({ code }) => (code === null ? ofUnits : own.has(code)));
  const first = moments.findIndex(({ cause }) => cause === 'measurement');
  return first < 0 ? [] : moments.slice(first);
}

/** @param definitionAt the indicator as it was defined at an instant; undefined: it was not */
function courseOf(
  programme: string,
  code: string,
  years: readonly number[],
  remembered: Remembered,
  definitionAt: (at: string) => IndicatorOverTime | undefined,
): IndicatorCourse {
  const { moments, found, owners } = remembered;
  return {
    programme,
    code,
    years,
    moments: moments.map(({ at, cause, eventId }) => ({ at, cause, event: eventId })),
    offTrackAt(at, year) {
      const key = `${year} ${at}`;
      const before = found.get(key);
      if (before) return before.inputs;
      const defined = definitionAt(at);
      const inputs = defined
        ? offTrackInputs({ judgement: defined.judgedAt(at, year), unit: defined.indicator.unit }, year)
        : null;
      found.set(key, { at, inputs });
      owners.set(at, defined?.indicator.owner ?? null);
      if (at > remembered.latest) remembered.latest = at;
      return inputs;
    },
    ownerAt: (at) => owners.get(at) ?? null,
  };
}
