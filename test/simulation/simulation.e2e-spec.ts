import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { EVENT_LOG, type EventLog, type RecordedEvent } from '#event-log';
import { addDays, endOfDay, instantAt, localDate, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import { complianceByPeriod, type PeriodCompliance, PeriodReminders, SlotService } from '#reporting';
import { WarningsProcess } from '#warnings';
import {
  SIMULATED_ACCOUNTS,
  Simulation,
  type SimulationReport,
} from '../../apps/cli/src/simulation/simulate.js';
import { PROGRAMME, settingsFor } from '../support/system.js';

// After Nest: a package of the server's is CommonJS and requires it.
const { SystemModule } = await import('../../apps/api/src/index.js');

const FROM = '2026-01-05';
const UNTIL = '2026-06-12';
const SEED = '57';
const SETUP_MS = 240_000;
const PAGE = 5_000;

interface Lived {
  readonly report: SimulationReport;
  readonly events: readonly RecordedEvent[];
  readonly compliance: readonly PeriodCompliance[];
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

async function live(outage: boolean): Promise<Lived> {
  const folder = mkdtempSync(join(tmpdir(), 'nq57-simulation-'));
  folders.push(folder);
  const clock = new SettableClock(instantAt(FROM));
  const app = await NestFactory.createApplicationContext(SystemModule.with(settingsFor(folder, []), clock), {
    logger: false,
    abortOnError: false,
  });
  try {
    const log = app.get<EventLog>(EVENT_LOG);
    const simulation = new Simulation(
      {
        programme: PROGRAMME,
        from: FROM,
        until: UNTIL,
        seed: SEED,
        policy: 'city-monthly',
        ...(outage ? {} : { outage }),
        explanations: false,
      },
      {
        clock,
        log,
        commands: app.get(CommandBus),
        readModels: app.get(ReadModels),
        warnings: app.get(WarningsProcess),
        reminders: app.get(PeriodReminders),
      },
    );
    const report = await simulation.run();
    const compliance = complianceByPeriod(app.get(SlotService), PROGRAMME, clock.now());
    return { report, events: await readEverything(log), compliance };
  } finally {
    await app.close();
  }
}

const isWarning = ({ stream }: RecordedEvent) => stream.startsWith('warning-');
/** Sent late after an outage, or not any more: its revisions in the period's stream are not there either. */
const isReminder = ({ type }: RecordedEvent) => type === 'PeriodReminded';

/** A warning's turn as it was so, whenever it was written. */
const turnOf = ({ type, data }: RecordedEvent) =>
  [type, data.rule, data.assignment, data.period, data.at].join(' ');

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
        .filter((event) => !isWarning(event) && !isReminder(event))
        .map(({ stream, revision, id, rawData, rawMetadata }) => [
          stream,
          stream.startsWith('period-') ? null : revision,
          id,
          rawData,
          rawMetadata,
        ]);
    expect(others(withOutage)).toEqual(others(without));
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

  it('holds figures of most indicators for the first quarter, each for a figure that it asks for', () => {
    const figured = ofType('IndicatorDefined').filter(({ data }) => data.target !== null);
    const recorded = ofType('MeasurementRecorded').map(({ stream }) => stream);
    expect(recorded.length).toBeGreaterThan(figured.length / 2);
    expect(recorded.length).toBeLessThan(figured.length);
    expect(figured.map(({ stream }) => stream)).toEqual(expect.arrayContaining([...new Set(recorded)]));
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
        expect([{ id: 'warnings' }, { id: 'reminders' }]).toContainEqual({ id: actor.id });
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
