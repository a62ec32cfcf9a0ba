import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import {
  type CommandContext,
  type Grant,
  generatePassword,
  operatorPrincipal,
  type Principal,
  RegisterAccountCommand,
  SetPasswordCommand,
} from '#access';
import { LoadProgrammeCommand } from '#catalogue';
import { digestOf, EVENT_LOG, type EventLog } from '#event-log';
import { randomId } from '#kernel';
import { ReadModels } from '#projections';
import { AdoptPolicyCommand, adoptedPolicy } from '#reporting';
import { AssignTaskCommand, unitOfAssignment } from '#tasks';
import { type Settings, SystemModule } from '../../../apps/api/src/index.js';

const PROGRAMME = 'ctr-bcd-2026';
const POLICY = 'city-monthly';
const POLICY_FROM = '2026-01-01';
/** Tasks that every commune carries out: each caller has an assignment of each. */
const TASKS = ['8', '14', '27'];

export interface Login {
  readonly account: string;
  readonly password: string;
}

/** Who sends progress reports, and on what. */
export interface PreparedCaller extends Login {
  readonly assignments: readonly string[];
}

export interface Preparation {
  readonly callers: readonly PreparedCaller[];
  /** Who follows all changes. */
  readonly office: Login;
  /** Where the log stood afterwards. */
  readonly head: string;
}

/** A programme under way on an empty log: units, tasks, policy, assignments, an account for each caller and the office. */
export async function prepare(settings: Settings, callers: number): Promise<Preparation> {
  const app = await NestFactory.createApplicationContext(SystemModule.with({ ...settings, roles: [] }), {
    logger: false,
    abortOnError: false,
  });
  try {
    const [commands, readModels, log] = [
      app.get(CommandBus),
      app.get(ReadModels),
      app.get<EventLog>(EVENT_LOG),
    ];
    const operator = operatorPrincipal('van-hanh');
    const account = async (id: string, displayName: string, grant: Grant): Promise<Login> => {
      const password = generatePassword();
      await commands.execute(
        new RegisterAccountCommand({ id, displayName, grants: [grant] }, contextOf(operator)),
      );
      await commands.execute(new SetPasswordCommand(id, password, contextOf(operator)));
      return { account: id, password };
    };

    await commands.execute(new LoadProgrammeCommand(PROGRAMME, contextOf(operator)));
    await readModels.catchUp();
    const policy = adoptedPolicy(POLICY, POLICY_FROM);
    await commands.execute(new AdoptPolicyCommand(contextOf(operator), PROGRAMME, policy));
    const officeGrant: Grant = { role: 'standing-office', unit: null };
    const office = await account('thuong-truc', 'Chuyên viên Thường trực', officeGrant);
    const officer: Principal = {
      id: office.account,
      displayName: 'Chuyên viên Thường trực',
      grants: [officeGrant],
    };
    const byUnit = new Map<string, string[]>();
    for (const task of TASKS) {
      const command = new AssignTaskCommand(contextOf(officer), PROGRAMME, task);
      for (const id of (await commands.execute(command)).assigned) {
        const unit = unitOfAssignment(id);
        byUnit.set(unit, [...(byUnit.get(unit) ?? []), id]);
      }
    }
    const units = [...byUnit].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, callers);
    if (units.length < callers) throw new Error(`only ${units.length} units have assignments`);
    const prepared = await Promise.all(
      units.map(async ([unit, assignments], index) => {
        const login = await account(`dau-moi.${index + 1}`, `Đầu mối ${index + 1}`, {
          role: 'lead-unit',
          unit,
        });
        return { ...login, assignments };
      }),
    );
    // Who logs in as soon as the server answers must find the accounts.
    await readModels.catchUp();
    const head = await log.head();
    if (head === null) throw new Error('nothing was written');
    return { callers: prepared, office, head };
  } finally {
    await app.close();
  }
}

function contextOf(principal: Principal): CommandContext {
  const commandId = randomId();
  return { principal, commandId, correlationId: commandId, digest: digestOf(commandId) };
}
