import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventLog, RecordedEvent } from '#event-log';
import { IndicatorReader, type KnownIndicator, type MeasurementCorrected } from '#indicators';
import { addDays, endOfDay, instantAt, localDate } from '#kernel';
import { asKnownAt } from '#projections';
import { complianceByPeriod, type PeriodCompliance, SlotService } from '#reporting';
import { SIMULATED_ACCOUNTS, type SimulationReport } from '../../apps/cli/src/simulation/simulate.js';
import { simulated } from '../support/simulated.js';
import { PROGRAMME, settingsFor } from '../support/system.js';

const FROM = '2026-01-05';
const UNTIL = '2026-06-12';
const SEED = '57';
const SETUP_MS = 240_000;
const PAGE = 5_000;
/** A commune corrects a denominator with a digit too many. */
const AT_CORRECTION = instantAt('2026-05-19', '10:45');
const BEFORE_CORRECTION = instantAt('2026-05-19', '10:44');
const COMMUNES = 114;

interface Lived {
  readonly report: SimulationReport;
  readonly events: readonly RecordedEvent[];
  readonly compliance: readonly PeriodCompliance[];
  /** The indicators as of the last day, as they were known at some instants. */
  readonly indicatorsKnownAt: ReadonlyMap<string, readonly KnownIndicator[]>;
}

const folders: string[] = [];

async function readEverything(log: EventLog): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll(events.at(-1)?.position ?? null, PAGE);
    if (page.length === 0) return events;
    events.push(...page);
  }
}

function live(outage: boolean): Promise<Lived> {
  const folder = mkdtempSync(join(tmpdir(), 'nq57-simulation-'));
  folders.push(folder);
  return simulated(
    settingsFor(folder, []),
    { from: FROM, until: UNTIL, ...(outage ? {} : { outage }), explanations: false },
    async ({ report, log, clock, app }) => {
      const indicators = app.get(IndicatorReader);
      const indicatorsKnownAt = new Map<string, readonly KnownIndicator[]>();
      for (const instant of [BEFORE_CORRECTION, AT_CORRECTION]) {
        const known = await asKnownAt(instant, () => indicators.read(PROGRAMME, instant));
        indicatorsKnownAt.set(instant, known);
      }
      return {
        report,
        events: await readEverything(log),
        compliance: complianceByPeriod(app.get(SlotService), PROGRAMME, clock.now()),
        indicatorsKnownAt,
      };
    },
  );
}

const isWarning = ({ stream }: RecordedEvent) => stream.startsWith('warning-');
/** Sent late after an outage, or not any more: its revisions in the period's stream are not there either. */
const isReminder = ({ type }: RecordedEvent) => type === 'PeriodReminded';

/** What the system measures itself at a close is measured late after an outage too. */
const isOwnMeasurement = ({ metadata }: RecordedEvent) => metadata.actor.id === 'own-indicators';

/** A warning's turn as it was so, whenever it was written. */
const turnOf = ({ type, data }: RecordedEvent) =>
  [type, data.rule, data.assignment ?? data.indicator, data.period, data.at].join(' ');

let withOutage: Lived;
let without: Lived;
let warningsOf: (lived: Lived) => readonly RecordedEvent[];
let ofType: (type: string) => readonly RecordedEvent[];

beforeAll(async () => {
  withOutage = await live(true);
  without = await live(false);
  warningsOf = ({ events }) => events.filter(isWarning);
  ofType = (type) => withOutage.events.filter((event) => event.type === type);
}, SETUP_MS);

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a scheduler that was down for five weeks', () => {
  const outageOf = ({ report: { outage } }: Lived) => {
    if (!outage) throw new Error('the simulation had no outage');
    return { ...outage, begin: instantAt(outage.from), end: endOfDay(outage.until) };
  };

  it('was down in the one simulation and not in the other', () => {
    const { from, until } = outageOf(withOutage);
    expect(addDays(from, 34)).toBe(until);
    expect(without.report.outage).toBeNull();
  });

  it('changes no warning: each has the same type, rule, assignment, period and instant', () => {
    const turns = warningsOf(withOutage).map(turnOf).sort();
    expect(turns.length).toBeGreaterThan(1_000);
    expect(turns).toEqual(warningsOf(without).map(turnOf).sort());
  });

  it('changes nothing else: all other events are the same', () => {
    const others = ({ events }: Lived) =>
      events
        .filter((event) => !isWarning(event) && !isReminder(event) && !isOwnMeasurement(event))
        .map(({ stream, revision, id, rawData, rawMetadata }) => [
          stream,
          stream.startsWith('period-') ? null : revision,
          id,
          rawData,
          rawMetadata,
        ]);
    expect(others(withOutage)).toEqual(others(without));
  });

  it('changes nothing in what the system measures itself but when it was recorded', () => {
    const own = ({ events }: Lived) =>
      events.filter(isOwnMeasurement).map(({ stream, id, type, rawData }) => [stream, id, type, rawData]);
    expect(own(withOutage).map(([, , type]) => type)).toContain('MeasurementRecorded');
    expect(own(withOutage)).toEqual(own(without));
  });

  it('recorded nothing while it was down, though there was something to record', () => {
    const { begin, end } = outageOf(withOutage);
    const within = (lived: Lived) =>
      warningsOf(lived).filter(({ metadata: { recordedAt } }) => recordedAt >= begin && recordedAt < end);
    expect(within(withOutage)).toEqual([]);
    expect(within(without).length).toBeGreaterThan(0);
  });

  it('made up afterwards for what it had missed, with the true dates', () => {
    const { begin, end, until } = outageOf(withOutage);
    const missed = warningsOf(withOutage).filter(
      ({ data: { at } }) => String(at) >= begin && String(at) < end,
    );
    expect(missed.length).toBeGreaterThan(0);
    expect(new Set(missed.map(({ type }) => type))).toEqual(
      new Set(['WarningRaised', 'WarningEscalated', 'WarningCleared']),
    );
    for (const { data, metadata } of missed) {
      expect(metadata.recordedAt).toBe(instantAt(addDays(until, 1), '18:00'));
      expect(metadata.effectiveOn).toBe(localDate(String(data.at)));
    }
  });

  it('never dates a warning after its recording', () => {
    for (const { data, metadata } of warningsOf(withOutage)) {
      expect(String(data.at) <= metadata.recordedAt).toBe(true);
    }
  });
});

describe('what is simulated', () => {
  it('is labelled with its seed, event by event', () => {
    const labels = new Set(withOutage.events.map(({ metadata }) => JSON.stringify(metadata.simulated)));
    expect([...labels]).toEqual([JSON.stringify({ seed: SEED })]);
  });

  it('holds good updates, late ones, thin ones and silence', () => {
    const months = withOutage.compliance.filter(({ state }) => state !== 'open');
    expect(months.map(({ period }) => period)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
    ]);
    for (const { period, byAssignment } of months) {
      const { onTime, nothingToReport, late, insufficient, missing, notYetDue } = byAssignment;
      expect([period, notYetDue]).toEqual([period, 0]);
      for (const count of [onTime, nothingToReport, late, insufficient, missing]) {
        expect(count).toBeGreaterThan(0);
      }
      expect(onTime).toBeGreaterThan(late + insufficient + missing);
    }
  });

  it('holds three requests for an extension: two granted, one refused', () => {
    expect(
      [ofType('ExtensionRequested'), ofType('ExtensionGranted'), ofType('ExtensionRefused')].map(
        ({ length }) => length,
      ),
    ).toEqual([3, 2, 1]);
  });

  it('holds returned updates, a returned completion and a reopening by an authority document', () => {
    expect(ofType('ProgressReportReturned').length).toBeGreaterThan(0);
    expect(ofType('CompletionReturned').length).toBeGreaterThan(0);
    const reopened = ofType('AssignmentStatusChanged').filter(
      ({ data }) => data.from === 'completed' && data.to === 'in-progress',
    );
    expect(reopened.length).toBeGreaterThan(0);
    for (const { data } of reopened) {
      expect(data).toMatchObject({ reason: expect.any(String), document: { number: expect.any(String) } });
    }
  });
});

describe('the figures of a simulation', () => {
  type Defined = {
    readonly code: string;
    readonly target: number | null;
    readonly formula?: { kind: string };
  };
  const measurements = () => ofType('MeasurementRecorded').filter((event) => !isOwnMeasurement(event));
  const goals = (wanted: (kind: string) => boolean) =>
    ofType('IndicatorDefined')
      .map(({ data }) => data as unknown as Defined)
      .filter(({ target, formula }) => target !== null && wanted(formula?.kind ?? 'direct'))
      .map(({ code }) => code);
  const codesOf = (events: readonly RecordedEvent[]) => new Set(events.map(({ data }) => String(data.code)));

  it('are recorded by the standing office for most goals that nobody else measures, and for no other', () => {
    const own = goals((kind) => kind === 'direct' || kind === 'ratio');
    const recorded = measurements().filter(({ data }) => data.unit === undefined);
    expect(own).toEqual(expect.arrayContaining([...codesOf(recorded)]));
    expect(recorded.length).toBeGreaterThan(own.length / 2);
    expect(recorded.length).toBeLessThan(own.length);
    expect(new Set(recorded.map(({ metadata }) => metadata.actor.id))).toEqual(
      new Set([SIMULATED_ACCOUNTS.standingOffice]),
    );
  });

  it('are recorded by the communes for each goal that they feed, their own ones alone', () => {
    const recorded = measurements().filter(({ data }) => data.unit !== undefined);
    expect([...codesOf(recorded)].sort()).toEqual(goals((kind) => kind === 'weighted-average').sort());
    for (const { data, metadata } of recorded) {
      expect([metadata.actor.unit, metadata.actor.role]).toEqual([data.unit, 'lead-unit']);
      expect(Number(data.numerator)).toBeLessThanOrEqual(Number(data.denominator));
    }
  });

  it('lack some communes in each period, some others in the next', () => {
    const reporting = (code: string, period: string) =>
      measurements()
        .filter(({ data }) => data.code === code && data.period === period)
        .map(({ data }) => String(data.unit));
    for (const code of goals((kind) => kind === 'weighted-average')) {
      const [first, second] = [reporting(code, '2026-02'), reporting(code, '2026-04')];
      for (const { length } of [first, second]) {
        expect(length).toBeGreaterThan(COMMUNES / 2);
        expect(length).toBeLessThan(COMMUNES);
      }
      expect(first.toSorted()).not.toEqual(second.toSorted());
    }
  });

  it('come with a reason where they come after the close', () => {
    const late = measurements().filter(({ data }) => data.reason !== undefined);
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(measurements().length / 2);
  });

  it('are put right, each with a reason, some by a document; one is withdrawn', () => {
    const corrected = ofType('MeasurementCorrected').filter((event) => !isOwnMeasurement(event));
    const data = corrected.map((event) => event.data as unknown as MeasurementCorrected);
    expect(data.every(({ reason }) => reason.trim() !== '')).toBe(true);
    expect(new Set(data.map(({ documents }) => documents.length))).toEqual(new Set([0, 1]));
    for (const { issuer } of data.flatMap(({ documents }) => documents)) expect(issuer).toMatch(/mô phỏng/);
    expect(ofType('MeasurementWithdrawn')).toHaveLength(1);
  });

  it('are measured against a target that a simulated document raises', () => {
    expect(ofType('TargetSet').map(({ data, metadata }) => [data, localDate(metadata.recordedAt)])).toEqual([
      [
        expect.objectContaining({
          year: 2026,
          from: expect.objectContaining({ target: 70 }),
          to: expect.objectContaining({ target: 80 }),
          document: expect.objectContaining({
            number: expect.stringMatching(/\/QĐ-MP$/),
            issuer: expect.stringMatching(/mô phỏng/),
          }),
        }),
        '2026-06-03',
      ],
    ]);
  });

  it('show what one commune’s correction did to the whole city’s figure, before and after it was known', () => {
    const corrections = ofType('MeasurementCorrected')
      .filter(({ data, metadata }) => data.unit !== undefined && metadata.recordedAt === AT_CORRECTION)
      .map(({ data }) => data as unknown as MeasurementCorrected);
    const shown = corrections.find((one) => one.from.numerator === one.to.numerator);
    if (!shown) throw new Error('no denominator was corrected at that instant');
    const { code, from, to } = shown;
    expect(from.denominator).toBe(10 * Number(to.denominator));
    const cityAt = (instant: string) => {
      const city = withOutage.indicatorsKnownAt.get(instant)?.find((one) => one.code === code);
      return { verdict: city?.judgement.verdict, ...city?.rollUp };
    };
    const [before, after] = [cityAt(BEFORE_CORRECTION), cityAt(AT_CORRECTION)];
    expect([before.verdict, after.verdict]).toEqual(['at-risk', 'on-track']);
    expect([before.period, before.reported]).toEqual([after.period, after.reported]);
    expect(before.numerator).toBe(after.numerator);
    expect(Number(before.denominator) - Number(after.denominator)).toBe(9 * Number(to.denominator));
  });
});

describe('who acts in a simulation', () => {
  it('is a simulated account, the operator who set it up, or a rule', () => {
    const { administrator, standingOffice, standingOfficeHead, directingLeader, inspector, ofUnit } =
      SIMULATED_ACCOUNTS;
    const registered = ofType('AccountRegistered').map(({ stream }) => stream.slice('account-'.length));
    const fixed = [administrator, standingOffice, standingOfficeHead, directingLeader, inspector];
    expect(registered).toEqual(expect.arrayContaining(fixed));
    const acts = new Map<string, RecordedEvent['metadata']>();
    for (const { metadata } of withOutage.events)
      acts.set(JSON.stringify([metadata.actor, metadata.rule]), metadata);
    for (const { actor, rule } of acts.values()) {
      if (rule) {
        expect(['warnings', 'reminders', 'own-indicators']).toContain(actor.id);
        expect([actor.role, actor.unit]).toEqual(['rule', null]);
      } else if (actor.role === 'lead-unit')
        expect([actor.id, registered.includes(actor.id)]).toEqual([ofUnit(String(actor.unit)), true]);
      else expect([standingOffice, standingOfficeHead, directingLeader, 'van-hanh']).toContain(actor.id);
    }
    expect(new Set([...acts.values()].map(({ actor }) => actor.role))).toContain('rule');
  });

  it('is called by a position, a unit by its registered name', () => {
    const units = new Set(ofType('UnitRegistered').map(({ data }) => data.name));
    const positions = [
      'Quản trị hệ thống',
      'Chuyên viên Cơ quan Thường trực',
      'Lãnh đạo Cơ quan Thường trực',
      'Lãnh đạo chỉ đạo',
      'Chuyên viên Ủy ban Kiểm tra',
    ];
    const names = ofType('AccountRegistered').map(({ data }) => String(data.displayName));
    expect(names.length).toBeGreaterThan(positions.length);
    for (const name of names) {
      const position = name.startsWith('Đầu mối ')
        ? units.has(name.slice('Đầu mối '.length))
        : positions.includes(name);
      expect([name, position]).toEqual([name, true]);
    }
  });
});
