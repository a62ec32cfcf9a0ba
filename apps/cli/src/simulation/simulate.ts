import type { CommandBus } from '@nestjs/cqrs';
import {
  type CommandContext,
  type Grant,
  operatorPrincipal,
  type Principal,
  RegisterAccountCommand,
} from '#access';
import { LoadProgrammeCommand } from '#catalogue';
import { digestOf, type EventLog } from '#event-log';
import type { OwnIndicatorsProcess } from '#indicators';
import { addDays, daysBetween, derivedId, instantAt, localDate, Refusal, type SettableClock } from '#kernel';
import type { ReadModels } from '#projections';
import { type AdoptedPolicy, AdoptPolicyCommand, adoptedPolicy, type PeriodReminders } from '#reporting';
import {
  AcceptAssignmentCommand,
  AssignTaskCommand,
  ChangeStatusCommand,
  ConfirmCompletionCommand,
  DecideExtensionCommand,
  ProposeCompletionCommand,
  ReleaseAssignmentCommand,
  ReportProgressCommand,
  RequestExtensionCommand,
  ReturnCompletionCommand,
  ReturnReportCommand,
} from '#tasks';
import type { WarningsProcess } from '#warnings';
import { AT_ONCE, plannedFigures } from './figures.js';
import { type Act, inOrder, MonthEnd } from './month-end.js';
import { type Action, type PlannedAssignment, planAssignment, twistsOf } from './plan.js';

export interface SimulationSettings {
  readonly programme: string;
  /** Day of assignment. */
  readonly from: string;
  /** Last day. */
  readonly until: string;
  readonly seed: string;
  /** Id in config/policies. */
  readonly policy: string;
  /** Whether a simulation that is long enough has its scheduler down for five weeks; default: true. */
  readonly outage?: boolean;
  /** Whether units are asked to explain warnings, which depends on when the scheduler runs; default: true. */
  readonly explanations?: boolean;
}

export interface SimulationParts {
  readonly clock: SettableClock;
  readonly log: EventLog;
  readonly commands: CommandBus;
  readonly readModels: ReadModels;
  readonly warnings: WarningsProcess;
  readonly reminders: PeriodReminders;
  readonly ownIndicators: OwnIndicatorsProcess;
}

export interface SimulationReport {
  readonly days: number;
  readonly assignments: number;
  readonly actions: number;
  /** Closings, reopenings, explanations asked for, given and judged; figures of indicators. */
  readonly monthEndActs: number;
  readonly warningEvents: number;
  /** First and last day on which the scheduler was down; null in a short simulation. */
  readonly outage: { readonly from: string; readonly until: string } | null;
  /** Day on which the standing office adopted a later cut-off; null in a short simulation. */
  readonly policyChangedOn: string | null;
}

/** The positions that act in a simulation; a unit's officer is named after the unit. */
export const SIMULATED_ACCOUNTS = {
  administrator: 'quan-tri',
  standingOffice: 'thuong-truc',
  /** The second person, where the policy asks for one. */
  standingOfficeHead: 'lanh-dao-thuong-truc',
  directingLeader: 'lanh-dao-chi-dao',
  inspector: 'kiem-tra',
  ofUnit: (unit: string) => `dm.${unit}`.slice(0, 64).replace(/[.-]+$/, ''),
} as const;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const OUTAGE_DAYS = 35;
const SHORTEST_WITH_OUTAGE = 120;
/** Earlier than anybody acts on that day. */
const BEFORE_WORK = '07:00';
const START_OF_WORK = '08:00';
const SCHEDULER_TIME = '18:00';
const OFFICE_HEAD = 'Lãnh đạo Cơ quan Thường trực';
const LEADER = 'Lãnh đạo chỉ đạo';
/** By how many days the second half-year's cut-off is later. */
const LATER_BY = 2;

/**
 * Lives through a programme day by day: loads and assigns it, lets its units report well and badly, has warnings
 * evaluated as time passes. The same settings give the same events, byte for byte; every event says that it is
 * simulated.
 */
export class Simulation {
  readonly #settings: SimulationSettings;
  readonly #parts: SimulationParts;
  readonly #reports = new Map<string, string>();

  constructor(settings: SimulationSettings, parts: SimulationParts) {
    this.#settings = settings;
    this.#parts = parts;
  }

  /** @throws {Refusal} when the log holds anything already */
  async run(onDay: (done: number, days: number) => void = () => {}): Promise<SimulationReport> {
    const { programme, from, until } = this.#settings;
    const { log, clock, readModels, warnings, reminders, ownIndicators } = this.#parts;
    if (from > until) {
      throw new Refusal('invalid', 'invalid-range', `Ngày bắt đầu ${from} sau ngày kết thúc ${until}.`);
    }
    if ((await log.head()) !== null) {
      throw new Refusal(
        'conflict',
        'log-not-empty',
        'Thư mục dữ liệu đã có nhật ký sự kiện; mô phỏng chỉ chạy trên thư mục trống.',
      );
    }
    const policies = this.#policies();
    const [adopted] = policies;
    clock.set(instantAt(addDays(from, -1), START_OF_WORK));
    await this.#prepare(adopted);
    clock.set(instantAt(from, START_OF_WORK));
    const assignments = await this.#assign();
    const settings = { seed: this.#settings.seed, from, until, policies, calendar: adopted.calendar };
    const twists = twistsOf(settings, assignments);
    const actions = assignments
      .flatMap((assignment) => planAssignment(settings, assignment, twists.get(assignment.id)))
      .sort((a, b) => compare(a.at, b.at) || compare(a.assignment, b.assignment));

    const days = [...daysBetween(from, until)];
    const outage = this.#outage(days);
    const monthEnd = this.#monthEnd(policies);
    let figures = this.#figures(adopted);
    const later = (act: Act) => figures.push(act);
    let next = 0;
    let warningEvents = 0;
    let monthEndActs = 0;
    for (const [index, day] of days.entries()) {
      const isDown = outage !== null && day >= outage.from && day <= outage.until;
      if (day === this.#changeDay()) await this.#changePolicy(policies.slice(1));
      const schedulerAt = instantAt(day, SCHEDULER_TIME);
      const due: Action[] = [];
      const done = new Set<Action>();
      for (; next < actions.length; next += 1) {
        const action = actions[next];
        if (!action || action.at >= schedulerAt) break;
        due.push(action);
      }
      const measured = figures.filter(({ at }) => localDate(at) === day);
      figures = figures.filter(({ at }) => localDate(at) !== day);
      const acts = inOrder([
        ...measured,
        ...monthEnd.actsOf(day, !isDown && this.#settings.explanations !== false),
      ]);
      for (const { at, run } of acts) {
        await this.#carryOut(due.filter((action) => action.at < at && !done.has(action)));
        for (const action of due) if (action.at < at) done.add(action);
        clock.set(at);
        await readModels.catchUp();
        await run(later);
      }
      await this.#carryOut(due.filter((action) => !done.has(action)));
      monthEndActs += acts.length;
      for (const { assignment } of due) warnings.changed(assignment);
      if (acts.length > 0) ownIndicators.changed(programme);
      if (measured.length > 0) warnings.indicatorsChanged({ data: { programme } });
      if (!isDown) {
        clock.set(schedulerAt);
        await readModels.catchUp();
        await reminders.tick();
        if ((await ownIndicators.tick()) > 0) warnings.indicatorsChanged({ data: { programme } });
        warningEvents += await warnings.tick();
      }
      onDay(index + 1, days.length);
    }
    await readModels.catchUp();
    return {
      days: days.length,
      assignments: assignments.length,
      actions: next,
      monthEndActs,
      warningEvents,
      outage,
      policyChangedOn: policies.length > 1 ? this.#changeDay() : null,
    };
  }

  /** Accounts, units, programme, policy. */
  async #prepare(policy: AdoptedPolicy): Promise<void> {
    const { commands, readModels } = this.#parts;
    const { programme } = this.#settings;
    const operator = operatorPrincipal('van-hanh');
    await commands.execute(new LoadProgrammeCommand(programme, this.#context(operator, 'load')));
    await readModels.catchUp();
    await commands.execute(new AdoptPolicyCommand(this.#context(operator, 'policy'), programme, policy));
    const units = readModels.db.$client
      .prepare<[], { id: string; name: string }>('SELECT id, name FROM catalogue_units ORDER BY ordinal, id')
      .all();
    const account = (id: string, displayName: string, grants: readonly Grant[]) =>
      commands.execute(
        new RegisterAccountCommand({ id, displayName, grants }, this.#context(operator, `account/${id}`)),
      );
    const { administrator, standingOffice, standingOfficeHead, directingLeader, inspector, ofUnit } =
      SIMULATED_ACCOUNTS;
    await account(administrator, 'Quản trị hệ thống', [{ role: 'administrator', unit: null }]);
    await account(standingOffice, 'Chuyên viên Cơ quan Thường trực', [
      { role: 'standing-office', unit: null },
    ]);
    await account(standingOfficeHead, OFFICE_HEAD, [{ role: 'standing-office', unit: null }]);
    await account(directingLeader, LEADER, [{ role: 'directing-leader', unit: null }]);
    await account(inspector, 'Chuyên viên Ủy ban Kiểm tra', [{ role: 'inspector', unit: null }]);
    await this.#inChunks(units, ({ id, name }) =>
      account(ofUnit(id), `Đầu mối ${name}`, [{ role: 'lead-unit', unit: id }]),
    );
    await readModels.catchUp();
  }

  async #assign(): Promise<PlannedAssignment[]> {
    const { commands, readModels } = this.#parts;
    const { programme } = this.#settings;
    const tasks = readModels.db.$client
      .prepare<[string], { code: string; deliverables: string }>(
        'SELECT code, deliverables FROM catalogue_tasks WHERE programme = ? ORDER BY ordinal',
      )
      .all(programme);
    for (const { code } of tasks) {
      const context = this.#context(this.#standingOffice(), `assign/${code}`);
      await commands.execute(new AssignTaskCommand(context, programme, code));
    }
    await readModels.catchUp();
    const deliverables = new Map(
      tasks.map(({ code, deliverables: list }) => [code, JSON.parse(list) as string[]]),
    );
    return readModels.db.$client
      .prepare<
        [string],
        { id: string; task: string; unit: string; viaGroup: string | null; due: string | null }
      >(
        `SELECT id, task, unit, via_group AS viaGroup, current_due AS due FROM tasks_assignments
         WHERE programme = ? ORDER BY id`,
      )
      .all(programme)
      .map(({ task, ...assignment }) => ({ ...assignment, deliverables: deliverables.get(task) ?? [] }));
  }

  /** Carries actions out in order; those of one instant at once. */
  async #carryOut(actions: readonly Action[]): Promise<void> {
    for (let start = 0; start < actions.length; ) {
      const at = actions[start]?.at ?? '';
      let end = start;
      while (end < actions.length && actions[end]?.at === at && end - start < AT_ONCE) end += 1;
      this.#parts.clock.set(at);
      await Promise.all(actions.slice(start, end).map((action) => this.#act(action)));
      start = end;
    }
  }

  async #act(action: Action): Promise<void> {
    const { commands } = this.#parts;
    const { assignment } = action;
    const name = `${action.kind}/${assignment}/${action.at}`;
    const unit = this.#context(this.#unit(action.unit), name);
    const office = this.#context(this.#standingOffice(), name);
    switch (action.kind) {
      case 'accept':
        await commands.execute(new AcceptAssignmentCommand(unit, assignment));
        return;
      case 'report': {
        const result = await commands.execute(new ReportProgressCommand(unit, assignment, action.report));
        if (action.tag) {
          // A first report also accepts the assignment, an event before it.
          const events = await this.#parts.log.readStream(`assignment-${assignment}`, {
            from: result.revision - result.eventIds.length + 1,
          });
          const report = events.find(({ type }) => type === 'ProgressReported');
          if (report) this.#reports.set(action.tag, report.id);
        }
        return;
      }
      case 'return': {
        const report = this.#reports.get(action.tag);
        if (report)
          await commands.execute(new ReturnReportCommand(office, assignment, report, action.reason));
        return;
      }
      case 'propose':
        await commands.execute(new ProposeCompletionCommand(unit, assignment, action.proposal));
        return;
      case 'confirm':
        await commands.execute(new ConfirmCompletionCommand(office, assignment, ''));
        return;
      case 'return-completion':
        await commands.execute(new ReturnCompletionCommand(office, assignment, action.reason));
        return;
      case 'request-extension':
        await commands.execute(new RequestExtensionCommand(unit, assignment, action.to, action.reason));
        return;
      case 'decide-extension':
        await commands.execute(
          new DecideExtensionCommand(office, assignment, action.decision, null, action.reason, null),
        );
        return;
      case 'change-status':
        await commands.execute(
          new ChangeStatusCommand(office, assignment, action.to, action.reason, action.document),
        );
        return;
      case 'release':
        await commands.execute(new ReleaseAssignmentCommand(office, assignment, action.reason));
    }
  }

  async #inChunks<Item>(items: readonly Item[], run: (item: Item) => Promise<unknown>): Promise<void> {
    for (let start = 0; start < items.length; start += AT_ONCE) {
      await Promise.all(items.slice(start, start + AT_ONCE).map(run));
    }
  }

  /**
   * The policy that was asked for, from the year's first day, so that the programme's months are whole; in a simulation
   * that is long enough another from July, with its cut-off some days later.
   */
  #policies(): readonly [AdoptedPolicy, ...AdoptedPolicy[]] {
    const { policy: id, from, until } = this.#settings;
    const year = from.slice(0, 4);
    const first = adoptedPolicy(id, `${year}-01-01`);
    const { policy } = first;
    const { day } = policy.cutOff;
    const isMonthly = policy.period === 'calendar-month' && day !== undefined;
    if (!isMonthly || from > this.#changeDay() || until < `${year}-08-31`) return [first];
    const title = `${policy.title}, chốt muộn hơn ${LATER_BY} ngày từ tháng 7`;
    const later = { ...policy, id: `${id}-2`, title, cutOff: { ...policy.cutOff, day: day + LATER_BY } };
    return [first, { ...first, policy: later, from: `${year}-07-01` }];
  }

  #changeDay(): string {
    return `${this.#settings.from.slice(0, 4)}-06-15`;
  }

  async #changePolicy(later: readonly AdoptedPolicy[]): Promise<void> {
    const { clock, commands, readModels } = this.#parts;
    clock.set(instantAt(this.#changeDay(), BEFORE_WORK));
    for (const policy of later) {
      const context = this.#context(this.#standingOffice(), `policy/${policy.policy.id}`);
      await commands.execute(new AdoptPolicyCommand(context, this.#settings.programme, policy));
    }
    await readModels.catchUp();
  }

  #figures(adopted: AdoptedPolicy): Act[] {
    const { commands, readModels } = this.#parts;
    const { programme, seed, from } = this.#settings;
    const parts = {
      programme,
      seed,
      calendar: adopted.calendar,
      commands,
      readModels,
      office: this.#standingOffice(),
      ofUnit: (unit: string) => this.#unit(unit),
      context: (principal: Principal, name: string) => this.#context(principal, name),
    };
    return plannedFigures(parts, from.slice(0, 4));
  }

  #monthEnd(policies: readonly AdoptedPolicy[]): MonthEnd {
    const { commands, readModels } = this.#parts;
    const { programme, seed, from, until } = this.#settings;
    const holder = (id: string, displayName: string, role: Grant['role']): Principal => ({
      id,
      displayName,
      grants: [{ role, unit: null }],
    });
    return new MonthEnd({
      programme,
      seed,
      from,
      until,
      policies,
      commands,
      readModels,
      people: {
        office: this.#standingOffice(),
        officeHead: holder(SIMULATED_ACCOUNTS.standingOfficeHead, OFFICE_HEAD, 'standing-office'),
        leader: holder(SIMULATED_ACCOUNTS.directingLeader, LEADER, 'directing-leader'),
        ofUnit: (unit) => this.#unit(unit),
      },
      context: (principal, name) => this.#context(principal, name),
    });
  }

  #outage(days: readonly string[]): SimulationReport['outage'] {
    if (this.#settings.outage === false || days.length < SHORTEST_WITH_OUTAGE) return null;
    const start = days[Math.floor(days.length * 0.5)];
    return start ? { from: start, until: addDays(start, OUTAGE_DAYS - 1) } : null;
  }

  #standingOffice(): Principal {
    return {
      id: SIMULATED_ACCOUNTS.standingOffice,
      displayName: 'Chuyên viên Cơ quan Thường trực',
      grants: [{ role: 'standing-office', unit: null }],
    };
  }

  #unit(unit: string): Principal {
    return {
      id: SIMULATED_ACCOUNTS.ofUnit(unit),
      displayName: `Đầu mối ${unit}`,
      grants: [{ role: 'lead-unit', unit }],
    };
  }

  #context(principal: Principal, name: string): CommandContext {
    const { seed, programme } = this.#settings;
    const commandId = derivedId(`simulation/${seed}/${programme}/${name}`);
    return {
      principal,
      commandId,
      correlationId: commandId,
      digest: digestOf(name),
      simulated: { seed },
    };
  }
}
