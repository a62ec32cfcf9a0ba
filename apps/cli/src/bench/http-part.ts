import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CredentialStore, generatePassword, operatorPrincipal, RegisterAccountCommand } from '#access';
import { type CommandResult, digestOf, EVENT_LOG, type EventLog, type Position } from '#event-log';
import { CLOCK, type Clock, localDate, periodOf, randomId } from '#kernel';
import { ReadModels } from '#projections';
import { ReportProgressCommand } from '#tasks';
import { WarningsProcess } from '#warnings';
import { createServer, readSettings } from '../../../api/src/index.js';
import { answerAsPart } from './part.js';

/** An assignment that is being worked on. */
export interface Duty {
  readonly assignment: string;
  /** Null for a task without an end, which has no percent to reach. */
  readonly due: string | null;
}

/** One sender: its session, and what it reports on. */
export interface Sender {
  readonly token: string;
  readonly duties: readonly Duty[];
}

export interface Opened {
  readonly port: number;
  /** The running month. */
  readonly period: string;
  readonly senders: readonly Sender[];
}

/** What the validating route answers in place of the command. */
const AT_ONCE: CommandResult = {
  revision: 12,
  position: '0000000000000057' as Position,
  eventIds: ['d3e90970-be2b-5bd0-be23-03e8c8fbb935'],
  repeated: false,
};
const PATIENCE_MS = 60_000;

/** Lets report-progress commands be answered before they reach their handler, as long as `answerOnly.on`. */
function interceptReports(bus: CommandBus): { on: boolean } {
  const answerOnly = { on: false };
  const execute = bus.execute.bind(bus) as (command: object, ...rest: unknown[]) => Promise<unknown>;
  bus.execute = ((command: object, ...rest: unknown[]) =>
    answerOnly.on && command instanceof ReportProgressCommand
      ? Promise.resolve(AT_ONCE)
      : execute(command, ...rest)) as typeof bus.execute;
  return answerOnly;
}

/** Units with work under way, dealt out to as many accounts as there will be connections. */
async function makeSenders(app: NestFastifyApplication, connections: number): Promise<Sender[]> {
  const readModels = app.get(ReadModels);
  const credentials = app.get(CredentialStore);
  const commands = app.get(CommandBus);
  const rows = readModels.db.$client
    .prepare<[], Duty & { unit: string }>(
      `SELECT id AS assignment, unit, current_due AS due FROM tasks_assignments
       WHERE status = 'in-progress' AND coalesce(percent, 0) <= 95 ORDER BY task, unit, programme`,
    )
    .all();
  const units = [...new Set(rows.map(({ unit }) => unit))].sort();
  return Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const own = units.filter((_unit, index) => index % connections === connection);
      const account = `bench.${connection}`;
      const commandId = randomId();
      const registration = {
        id: account,
        displayName: `Đầu mối ${connection}`,
        grants: own.map((unit) => ({ role: 'lead-unit' as const, unit })),
      };
      const principal = operatorPrincipal('van-hanh');
      const context = { principal, commandId, correlationId: commandId, digest: digestOf(registration) };
      await commands.execute(new RegisterAccountCommand(registration, context));
      const password = generatePassword();
      await credentials.setPassword(account, password, commandId);
      const { token } = await credentials.logIn(account, password, () => true);
      const duties = rows.flatMap(({ unit, assignment, due }) =>
        own.includes(unit) ? [{ assignment, due }] : [],
      );
      return { token, duties };
    }),
  );
}

/** The server in a process of its own, with the roles and settings that `npm start` gives it. */
export function httpPart(): void {
  let app: NestFastifyApplication;
  let answerOnly: { on: boolean };

  /** Waits until every row and warning that follows from the log is written. */
  const settle = async (): Promise<{ reports: number }> => {
    const readModels = app.get(ReadModels);
    await app.get(WarningsProcess).tick();
    const head = await app.get<EventLog>(EVENT_LOG).head();
    if (head && !(await readModels.waitFor(head, PATIENCE_MS))) {
      throw new Error('the read models do not keep up');
    }
    await app.get(WarningsProcess).tick();
    const reports = readModels.db.$client
      .prepare<[], number>('SELECT count(*) FROM tasks_reports')
      .pluck()
      .get();
    return { reports: reports ?? 0 };
  };

  answerAsPart(
    {
      open: async (connections: number): Promise<Opened> => {
        app = await createServer({ ...readSettings(), port: 0 });
        await app.listen(0, '127.0.0.1');
        answerOnly = interceptReports(app.get(CommandBus));
        await settle();
        const senders = await makeSenders(app, connections);
        await settle();
        const { port } = app.getHttpServer().address() as { port: number };
        const period = periodOf(localDate(app.get<Clock>(CLOCK).now()));
        return { port, period, senders };
      },
      answerOnly: async (on: boolean) => {
        answerOnly.on = on;
      },
      settle,
    },
    () => app.close(),
  );
}
