import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoadProgrammeCommand } from '#catalogue';
import { expectProblem } from '../support/expectations.js';
import { PEOPLE, TestSystem } from '../support/system.js';

const PROGRAMME = 'qd-32-skhcn-2022';
const TASK = 'PL4%2F7.5';

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open({ tasks: [] });
  await system.commands.execute(new LoadProgrammeCommand(PROGRAMME, system.context(PEOPLE.office)));
  await system.settled();
});

afterAll(() => system.close());

describe('a task whose code has a slash', () => {
  it('is read, assigned and followed under its encoded address', async () => {
    const task = await system.get<{ code: string; parentCode: string; budgetMillionVnd: number }>(
      `/programmes/${PROGRAMME}/tasks/${TASK}`,
      'inspector',
    );
    expect(task).toMatchObject({ code: 'PL4/7.5', parentCode: 'PL4/7', budgetMillionVnd: 1800 });
    const { body } = await system.post(`/programmes/${PROGRAMME}/tasks/${TASK}/assignments`, 'office');
    const [id] = (body as { assigned: string[] }).assigned;
    expect(id).toMatch(/^qd-32-skhcn-2022\.PL4\/7\.5\./);
    const path = `/assignments/${encodeURIComponent(String(id))}`;
    expect(await system.get(path, 'office')).toMatchObject({ id, task: 'PL4/7.5' });
    const history = await system.get<{ items: unknown[] }>(`${path}/history`, 'inspector');
    expect(history.items).toHaveLength(1);
    const trail = await system.call('GET', `/programmes/${PROGRAMME}/tasks/${TASK}/trail`, {
      as: 'inspector',
    });
    expect(trail.status).toBe(200);
  });

  it('is not assigned where it is a group row', async () => {
    const answer = await system.post(`/programmes/${PROGRAMME}/tasks/PL4%2F7/assignments`, 'office');
    expectProblem(answer, 422, 'group-task');
  });

  it('is not assigned where nobody is known to lead it', async () => {
    await system.commands.execute(
      new LoadProgrammeCommand('kh-xa-chi-minh-2026', system.context(PEOPLE.office)),
    );
    const answer = await system.post('/programmes/kh-xa-chi-minh-2026/tasks/II.1%2F1/assignments', 'office');
    expectProblem(answer, 422, 'lead-unit-missing');
  });
});
