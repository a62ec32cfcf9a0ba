import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import {
  type CommandContext,
  LogInCommand,
  operatorPrincipal,
  type Principal,
  RegisterAccountCommand,
  SetPasswordCommand,
} from '#access';
import { LoadProgrammeCommand } from '#catalogue';
import { digestOf, EVENT_LOG, type EventLog, type Position, readWholeStream } from '#event-log';
import {
  instantAt,
  localDate,
  type Period,
  periodOf,
  previousPeriod,
  randomId,
  SettableClock,
  SystemClock,
} from '#kernel';
import { ReadModels } from '#projections';
import { AssignTaskCommand, assignmentStream, ReportProgressCommand, unitOfAssignment } from '#tasks';
import type { Settings } from '../../apps/api/src/index.js';
import { PASSWORD, PEOPLE, PROGRAMME } from '../support/system.js';

// A package of the server's is CommonJS and requires Nest, which Jest allows only once Nest stands.
const { SystemModule } = await import('../../apps/api/src/index.js');

/** Tasks that every commune carries out, with and without an end. */
const TASKS = ['1', '8', '14', '15', '27', '30'];
/** Every third assignment has reported its first month in time, every sixth of them all too thinly. */
const REPORTED = { every: 3, thin: 6 };
const CALLERS = 12;
/** Commands that are given at the same time share durable writes. */
const AT_ONCE = 64;

export interface CallerAssignment {
  readonly id: string;
  /** Where its stream stood when all was prepared. */
  readonly revision: number;
}

/** An account with a session that was opened before any server ran: it is good at every replica. */
export interface Session {
  readonly account: string;
  /** The bearer token. */
  readonly token: string;
}

/** Who reports on the assignments of one unit. */
export interface Caller extends Session {
  readonly assignments: readonly CallerAssignment[];
}

export interface Preparation {
  readonly office: Session;
  readonly callers: readonly Caller[];
  /** The first day of the months that have passed. */
  readonly from: string;
  /** Past months, each of which has its cut-off behind it, oldest first. */
  readonly periods: readonly Period[];
  /** The log's head when all was prepared. */
  readonly head: Position;
}

const inTurns = async <Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>) => {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
  }
};

/**
 * A programme that has run for months without a scheduler and without a policy, on an empty log: assigned to some hundred
 * units three months ago, a few reports of the first month, nothing since. Once a policy from {@link Preparation.from}
 * is adopted, thousands of warnings are due at once.
 */
export async function prepare(settings: Settings): Promise<Preparation> {
  const now = new SystemClock();
  const current = periodOf(localDate(now.now()));
  const third = previousPeriod(previousPeriod(previousPeriod(current)));
  const clock = new SettableClock(instantAt(`${third}-02`, '08:00'));
  const app = await NestFactory.createApplicationContext(
    SystemModule.with({ ...settings, roles: [] }, clock),
    {
      logger: false,
      abortOnError: false,
    },
  );
  try {
    const commands = app.get(CommandBus);
    const readModels = app.get(ReadModels);
    const log = app.get<EventLog>(EVENT_LOG);
    const operator = operatorPrincipal('van-hanh');
    await commands.execute(new LoadProgrammeCommand(PROGRAMME, contextOf(operator)));
    await readModels.catchUp();
    const assigned: string[] = [];
    for (const task of TASKS) {
      const command = new AssignTaskCommand(contextOf(PEOPLE.office), PROGRAMME, task);
      assigned.push(...(await commands.execute(command)).assigned);
    }
    await readModels.catchUp();

    clock.set(instantAt(`${third}-27`, '10:00'));
    const reported = [...assigned.entries()].filter(([index]) => index % REPORTED.every === 0);
    await inTurns(reported, ([index, id]) =>
      commands.execute(
        new ReportProgressCommand(contextOf(officerOf(unitOfAssignment(id))), id, {
          period: third,
          kind: 'progress',
          percent: FIRST_PERCENT,
          percentDownReason: null,
          summary:
            index % REPORTED.thin === 0 ? 'Đang làm.' : 'Đã lập kế hoạch và phân công cán bộ thực hiện.',
          difficulties: '',
          proposals: '',
          documents: [],
          disbursedVnd: null,
          deliverables: [],
        }),
      ),
    );

    clock.set(now.now());
    const byUnit = [...Map.groupBy(assigned, unitOfAssignment)]
      .filter(([, own]) => own.length === TASKS.length)
      .slice(0, CALLERS);
    if (byUnit.length < CALLERS) throw new Error(`only ${byUnit.length} units carry out all of the tasks`);
    await Promise.all(
      [PEOPLE.office, ...byUnit.map(([unit]) => officerOf(unit))].map(async (account) => {
        await commands.execute(new RegisterAccountCommand(account, contextOf(operator)));
        await commands.execute(new SetPasswordCommand(account.id, PASSWORD, contextOf(operator)));
      }),
    );
    // Who logs in must be found.
    await readModels.catchUp();
    const session = async (account: string): Promise<Session> => {
      const { token } = await commands.execute(new LogInCommand(account, PASSWORD));
      return { account, token };
    };
    const callers = await Promise.all(
      byUnit.map(async ([unit, own]) => {
        const assignments = own.map(async (id) => {
          const { length } = await readWholeStream(log, assignmentStream(id));
          return { id, revision: length - 1 };
        });
        return { ...(await session(officerOf(unit).id)), assignments: await Promise.all(assignments) };
      }),
    );
    const head = await log.head();
    if (head === null) throw new Error('nothing was written');
    const office = await session(PEOPLE.office.id);
    const periods = [third, previousPeriod(previousPeriod(current))];
    return { office, callers, from: `${third}-01`, periods, head };
  } finally {
    await app.close();
  }
}

/** The percent of the first reports, from which the later ones go up. */
const FIRST_PERCENT = 10;

function officerOf(unit: string): Principal {
  return { id: `dm.${unit}`, displayName: `Đầu mối ${unit}`, grants: [{ role: 'lead-unit', unit }] };
}

function contextOf(principal: Principal): CommandContext {
  const commandId = randomId();
  return { principal, commandId, correlationId: commandId, digest: digestOf(commandId) };
}
