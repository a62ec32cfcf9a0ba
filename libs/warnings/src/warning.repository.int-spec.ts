import { describe, expect, it } from '@jest/globals';
import type { CommandContext, Principal } from '#access';
import { digestOf } from '#event-log';
import { requestExplanation, submitExplanation } from './domain/explanation.decisions.js';
import { assigned, fullPolicy, idOfHistory, local, policy, type Step } from './domain/testing/history.js';
import { adopt, type Bench, benches, factsOf, warningEvents } from './testing/bench.js';
import { WarningRepository } from './warning.repository.js';

const { folder, open } = benches();

const OFFICE: Principal = {
  id: 'thuong-truc',
  displayName: 'Cơ quan Thường trực',
  grants: [{ role: 'standing-office', unit: null }],
};
const unit = (id: string): Principal => ({
  id: `dau-moi-${id}`,
  displayName: 'Đầu mối',
  grants: [{ role: 'lead-unit', unit: id }],
});

let sent = 0;
function context(principal: Principal, fields: Partial<CommandContext> = {}): CommandContext {
  sent += 1;
  const commandId = `command-${sent}`;
  return { principal, commandId, correlationId: commandId, digest: digestOf(commandId), ...fields };
}

const SILENT: readonly Step[] = [assigned(local('2026-02-10 09:00'), { unit: 'xa-a' })];
const WARNING = `update-missing.${idOfHistory(SILENT)}.2026-02`;
const ASKED = local('2026-03-06 09:00');

async function prepared(adopted = fullPolicy()): Promise<Bench & { repository: WarningRepository }> {
  const bench = open(folder());
  await adopt(bench.log, adopted, 0, local('2026-01-05 08:00'));
  for (const fact of factsOf([SILENT])) await fact.append(bench.log);
  await bench.tickAt(ASKED);
  return { ...bench, repository: new WarningRepository(bench.log, bench.clock, bench.slots) };
}

const asking =
  (question = 'Vì sao?', dueOn: string | null = null): Parameters<WarningRepository['execute']>[3] =>
  (state, days) =>
    requestExplanation(state, question, dueOn, days);
const explaining: Parameters<WarningRepository['execute']>[3] = (state) =>
  submitExplanation(state, { text: 'Mất điện', cause: 'objective', documents: [] });

const ofWarning = async ({ log }: Bench) =>
  (await log.readStream(`warning-${WARNING}`)).map(({ type }) => type);

describe('What people do about a warning', () => {
  it('stands in its stream under the person’s name, the day counted in working days of the policy', async () => {
    const { repository, ...bench } = await prepared();
    await repository.execute(WARNING, context(OFFICE), 'explanation.request', asking());
    const asked = (await bench.log.readStream(`warning-${WARNING}`)).at(-1);
    expect(asked).toMatchObject({
      type: 'ExplanationRequested',
      data: { rule: 'update-missing', unit: 'xa-a', question: 'Vì sao?', dueOn: '2026-03-13' },
      metadata: { actor: { id: 'thuong-truc', role: 'standing-office', unit: null } },
    });
    expect(asked?.metadata.rule).toBeUndefined();
  });

  it('needs a day, where the policy gives none', async () => {
    const { repository } = await prepared(policy());
    await expect(
      repository.execute(WARNING, context(OFFICE), 'explanation.request', asking()),
    ).rejects.toMatchObject({ code: 'explanation-due-missing' });
  });

  it('is written once when it is sent twice', async () => {
    const { repository, ...bench } = await prepared();
    const same = context(OFFICE);
    const first = await repository.execute(WARNING, same, 'explanation.request', asking());
    const again = await repository.execute(WARNING, same, 'explanation.request', asking());
    expect([first.repeated, again.repeated]).toStrictEqual([false, true]);
    expect(await ofWarning(bench)).toStrictEqual(['WarningRaised', 'ExplanationRequested']);
  });

  it('is refused for somebody else’s warning, before anything is read', async () => {
    const { repository } = await prepared();
    const stranger = () =>
      repository.execute(WARNING, context(unit('xa-b')), 'explanation.submit', explaining);
    expect(stranger).toThrow(expect.objectContaining({ kind: 'forbidden' }));
  });

  it('is not found without a warning', async () => {
    const { repository } = await prepared();
    const none = WARNING.replace('2026-02', '2026-01');
    await expect(
      repository.execute(none, context(OFFICE), 'explanation.request', asking()),
    ).rejects.toMatchObject({ kind: 'not-found', code: 'warning-not-found' });
  });

  it('is refused where the sender has seen another revision', async () => {
    const { repository } = await prepared();
    await expect(
      repository.execute(WARNING, context(OFFICE, { demandedRevision: 7 }), 'explanation.request', asking()),
    ).rejects.toMatchObject({ code: 'precondition-failed' });
  });

  it('and what the scheduler writes at the same moment both stand, whichever comes first', async () => {
    const { repository, ...bench } = await prepared();
    bench.clock.set(local('2026-03-30 09:00'));
    bench.warnings.changed(idOfHistory(SILENT));
    await Promise.all([
      bench.warnings.tick(),
      repository.execute(WARNING, context(OFFICE), 'explanation.request', asking('Vì sao?', '2026-04-03')),
      repository.execute(WARNING, context(unit('xa-a')), 'explanation.submit', explaining),
    ]).catch((error: unknown) => {
      // The explanation may have come first: then the request has to wait for its judgement.
      expect(error).toMatchObject({ code: 'explanation-waiting' });
    });
    await bench.warnings.tick();
    const types = await ofWarning(bench);
    expect(types.filter((type) => type === 'WarningEscalated')).toHaveLength(2);
    expect(types).toContain('ExplanationSubmitted');
  });

  it('does not keep the scheduler from writing, later, exactly what it would have written', async () => {
    const explained = await prepared();
    await explained.repository.execute(WARNING, context(OFFICE), 'explanation.request', asking());
    const plain = await prepared();
    const later = local('2026-06-08 09:00');
    const turns = async (bench: Bench) => {
      bench.warnings.changed(idOfHistory(SILENT));
      await bench.tickAt(later);
      return (await warningEvents(bench.log))
        .filter(({ type }) => type.startsWith('Warning'))
        .map(({ type, stream, data }) => [stream, type, data]);
    };
    const written = await turns(plain);
    expect(await turns(explained)).toStrictEqual(written);
    expect(written.map(([, type]) => type)).toContain('WarningEscalated');
  });
});
