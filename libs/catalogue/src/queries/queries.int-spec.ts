import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SettableClock } from '#kernel';
import { tableHash } from '#projections';
import { expandLeadUnits } from '../domain/lead-units.js';
import { configFolder } from '../loading/config-folder.js';
import { catalogueReadModels } from '../read-models/read-models.js';
import {
  type Bench,
  benches,
  CATALOGUE,
  NOW,
  OPERATOR,
  refusalOf,
  temporaryFolder,
  UNITS,
  writeFiles,
} from '../testing/fixtures.js';
import { GetProgrammeHandler, GetProgrammeQuery } from './get-programme/get-programme.query.js';
import { GetTaskHandler, GetTaskQuery } from './get-task/get-task.query.js';
import { ListGroupsHandler } from './list-groups/list-groups.query.js';
import { ListIndicatorsHandler, ListIndicatorsQuery } from './list-indicators/list-indicators.query.js';
import { ListProgrammesHandler } from './list-programmes/list-programmes.query.js';
import { ListTasksHandler, ListTasksQuery } from './list-tasks/list-tasks.query.js';
import { ListUnitsHandler, ListUnitsQuery, type UnitFilter } from './list-units/list-units.query.js';
import { ProgrammeDirectory } from './programme-directory.js';
import { readTask } from './read-task.js';
import { UnitDirectory } from './unit-directory.js';

const folder = temporaryFolder();
const bench = benches();

async function sampleLoaded(): Promise<Bench> {
  writeFiles(folder(), { 'units/mau.yaml': UNITS, 'catalogues/mau-2026.yaml': CATALOGUE });
  const made = bench(folder());
  await made.loader.loadUnits(join(folder(), 'units/mau.yaml'), OPERATOR);
  await made.loader.loadCatalogue(join(folder(), 'catalogues/mau-2026.yaml'), OPERATOR);
  await made.readModels.catchUp();
  return made;
}

async function projectLoaded(): Promise<Bench> {
  const made = bench(folder());
  await made.loader.loadUnits(join(configFolder(), 'units/hai-phong.yaml'), OPERATOR);
  await made.loader.loadCatalogue(join(configFolder(), 'catalogues/ctr-bcd-2026.yaml'), OPERATOR);
  await made.readModels.catchUp();
  return made;
}

function queriesOf({ readModels }: Bench) {
  const units = new UnitDirectory(readModels);
  const programmes = new ProgrammeDirectory(readModels);
  return {
    units,
    listUnits: (filter?: UnitFilter) => new ListUnitsHandler(readModels).execute(new ListUnitsQuery(filter)),
    listGroups: () => new ListGroupsHandler(readModels).execute(),
    listProgrammes: () => new ListProgrammesHandler(programmes).execute(),
    getProgramme: (id: string) => new GetProgrammeHandler(programmes).execute(new GetProgrammeQuery(id)),
    listTasks: (id: string, q?: string) =>
      new ListTasksHandler(readModels, programmes, units).execute(new ListTasksQuery(id, { q })),
    getTask: (id: string, code: string) =>
      new GetTaskHandler(readModels, units).execute(new GetTaskQuery(id, code)),
    listIndicators: (id: string) =>
      new ListIndicatorsHandler(readModels, programmes).execute(new ListIndicatorsQuery(id)),
  };
}

describe('what the catalogue answers', () => {
  it('units stand in the order of their file and are found by words without marks, by code and by kind', async () => {
    const { listUnits } = queriesOf(await sampleLoaded());
    expect(await listUnits()).toEqual([
      { id: 'so-a', name: 'Sở A', kind: 'department', code: null, aliases: ['SA'] },
      { id: 'xa-a', name: 'Xã A', kind: 'commune', code: '10507', aliases: [] },
      { id: 'xa-b', name: 'Xã B', kind: 'commune', code: '10508', aliases: [] },
    ]);
    const ids = async (filter: UnitFilter) => (await listUnits(filter)).map(({ id }) => id);
    expect(await ids({ q: 'XA' })).toEqual(['xa-a', 'xa-b']);
    expect(await ids({ q: ' b  xã ' })).toEqual(['xa-b']);
    expect(await ids({ q: 'sa' })).toEqual(['so-a']);
    expect(await ids({ q: '10508' })).toEqual(['xa-b']);
    expect(await ids({ kind: 'commune', q: 'a' })).toEqual(['xa-a', 'xa-b']);
    expect(await ids({ q: '%' })).toEqual([]);
    expect(await ids({ q: null, kind: null })).toEqual(['so-a', 'xa-a', 'xa-b']);
  });

  it('groups name their members; one that only describes has none', async () => {
    const { listGroups } = queriesOf(await sampleLoaded());
    const groups = await listGroups();
    expect(groups.map(({ id, members }) => [id, members.map((member) => member.id)])).toEqual([
      ['cac-xa', ['xa-a', 'xa-b']],
      ['cac-truong', ['so-a', 'xa-a']],
      ['lien-quan', []],
    ]);
    expect(groups[2]).toEqual({
      id: 'lien-quan',
      name: 'Các đơn vị liên quan',
      aliases: [],
      kinds: [],
      units: [],
      exclude: [],
      descriptive: true,
      members: [],
    });
  });

  it('a unit that comes after its group becomes a member, and a redefined group changes its members', async () => {
    const made = await sampleLoaded();
    const later = UNITS.replace('groups:', '  - { id: xa-c, name: Xã C, kind: commune }\ngroups:').replace(
      'exclude: [xa-b]',
      'exclude: [xa-a]',
    );
    writeFiles(folder(), { 'units/mau.yaml': later });
    await made.loader.loadUnits(join(folder(), 'units/mau.yaml'), OPERATOR);
    await made.readModels.catchUp();
    const groups = await queriesOf(made).listGroups();
    expect(groups.map(({ members }) => members.map(({ id }) => id))).toEqual([
      ['xa-a', 'xa-b', 'xa-c'],
      ['so-a', 'xa-b', 'xa-c'],
      [],
    ]);
  });

  it('a programme comes with its sections and counts', async () => {
    const { listProgrammes, getProgramme } = queriesOf(await sampleLoaded());
    const programme = {
      id: 'mau-2026',
      title: 'Chương trình mẫu',
      issuer: 'Ban Chỉ đạo',
      documentYear: 2026,
      period: { from: '2026-01-01', until: '2026-12-31' },
      units: 'mau',
      policy: 'city-monthly',
      number: null,
      issuedOn: null,
      basis: [],
      sections: [
        { code: 'I', title: 'Chỉ đạo' },
        { code: 'II', title: 'Chuyển đổi số' },
      ],
      taskCount: 2,
      indicatorCount: 2,
    };
    expect(await listProgrammes()).toEqual([programme]);
    expect(await getProgramme('mau-2026')).toEqual(programme);
  });

  it('a task can be reached from its origin and back', async () => {
    const made = await sampleLoaded();
    const derived = CATALOGUE.replaceAll('mau-2026', 'xa-2026').replace(
      "code: '2'",
      "code: II.1/2\n    derivedFrom: [{ programme: mau-2026, task: '1' }]\n    budgetMillionVnd: 12.5",
    );
    writeFiles(folder(), { 'catalogues/xa-2026.yaml': derived });
    await made.loader.loadCatalogue(join(folder(), 'catalogues/xa-2026.yaml'), OPERATOR);
    await made.readModels.catchUp();
    const { getTask } = queriesOf(made);
    expect(await getTask('mau-2026', '1')).toMatchObject({
      carriedOutBy: [{ programme: 'xa-2026', task: 'II.1/2' }],
    });
    expect(await getTask('xa-2026', 'II.1/2')).toMatchObject({
      derivedFrom: [{ programme: 'mau-2026', task: '1' }],
      budgetMillionVnd: 12.5,
    });
  });

  it('tasks come in the document’s order with the names of their units and the schedule understood', async () => {
    const { listTasks, getTask } = queriesOf(await sampleLoaded());
    const [first, second] = await listTasks('mau-2026');
    expect(first).toStrictEqual({
      code: '1',
      section: 'II',
      title: 'Số hóa hồ sơ',
      directingLeaders: ['Phó Chủ tịch UBND thành phố'],
      leadUnits: [
        { id: 'so-a', name: 'Sở A' },
        { id: 'cac-xa', name: 'Các xã' },
      ],
      coordinatingUnits: [{ id: 'lien-quan', name: 'Các đơn vị liên quan' }],
      deliverables: ['Kế hoạch'],
      schedule: { phrase: 'Quý I/2026', kind: 'quarter', start: '2026-01-01', due: '2026-03-31' },
    });
    expect(second?.code).toBe('2');
    expect(await getTask('mau-2026', '2')).toStrictEqual(second);
  });

  it('tasks are found by words of title, deliverable or leader', async () => {
    const { listTasks } = queriesOf(await sampleLoaded());
    const codes = async (q: string) => (await listTasks('mau-2026', q)).map(({ code }) => code);
    expect(await codes('so hoa')).toEqual(['1']);
    expect(await codes('ke hoach pho chu tich')).toEqual(['1']);
    expect(await codes('kiểm')).toEqual(['2']);
    expect(await codes('không có')).toEqual([]);
  });

  it('indicators come in the document’s order and leave out what they have not', async () => {
    const { listIndicators } = queriesOf(await sampleLoaded());
    expect(await listIndicators('mau-2026')).toStrictEqual([
      {
        code: '1.(1)/1',
        group: '1.(1)',
        name: 'Hồ sơ trực tuyến',
        unit: '%',
        direction: 'at_least',
        target: 90,
        stretchTarget: 95,
        targetYear: 2026,
      },
      {
        code: '1.(1)/2',
        group: '1.(1)',
        name: 'Nền nếp',
        unit: null,
        direction: 'qualitative',
        target: null,
        targetYear: 2026,
      },
    ]);
  });

  it('what is not registered is not found', async () => {
    const { getProgramme, listTasks, getTask, listIndicators } = queriesOf(await sampleLoaded());
    const codes = await Promise.all(
      [
        () => getProgramme('khac'),
        () => listTasks('khac'),
        () => listIndicators('khac'),
        () => getTask('mau-2026', '3'),
      ].map(async (act) => {
        const { kind, code } = await refusalOf(act);
        return [kind, code];
      }),
    );
    expect(codes).toEqual([
      ['not-found', 'programme-not-found'],
      ['not-found', 'programme-not-found'],
      ['not-found', 'programme-not-found'],
      ['not-found', 'task-not-found'],
    ]);
  });

  it('the directory knows units by id, and groups are none', async () => {
    const { units } = queriesOf(await sampleLoaded());
    expect(['so-a', 'cac-xa', 'so-z'].map((id) => [units.has(id), units.name(id)])).toEqual([
      [true, 'Sở A'],
      [false, null],
      [false, null],
    ]);
  });

  it('a task read from its stream is the task that was registered', async () => {
    const { log } = await sampleLoaded();
    expect(await readTask(log, 'mau-2026', '1')).toMatchObject({
      title: 'Số hóa hồ sơ',
      leadUnits: ['so-a', 'cac-xa'],
    });
    expect(await readTask(log, 'mau-2026', '9')).toBeNull();
  });

  it('a renamed unit is shown under its new name and found under both', async () => {
    const made = await sampleLoaded();
    const recordedAt = new SettableClock(NOW).now();
    await made.log.append('unit-so-a', 0, [
      {
        id: '00000000-0000-5000-8000-000000000001',
        type: 'UnitRenamed',
        data: { from: 'Sở A', to: 'Sở Tổ chức', document: null },
        metadata: {
          actor: { id: 'tester', role: 'standing-office', unit: null },
          commandId: 'rename',
          correlationId: 'rename',
          recordedAt,
          effectiveOn: '2026-01-05',
          schemaVersion: 1,
        },
      },
    ]);
    await made.readModels.catchUp();
    const { listUnits, listTasks } = queriesOf(made);
    expect(await listUnits({ q: 'to chuc' })).toMatchObject([{ id: 'so-a', aliases: ['SA', 'Sở A'] }]);
    expect(await listUnits({ q: 'so a' })).toMatchObject([{ id: 'so-a', name: 'Sở Tổ chức' }]);
    expect((await listTasks('mau-2026'))[0]?.leadUnits[0]).toEqual({ id: 'so-a', name: 'Sở Tổ chức' });
  });
});

describe('the project’s own catalogue', () => {
  it('is answered whole: 40 tasks in order, 35 indicators, 9 sections, 114 communes', async () => {
    const { listTasks, listIndicators, getProgramme, listUnits } = queriesOf(await projectLoaded());
    const tasks = await listTasks('ctr-bcd-2026');
    expect(tasks.map(({ code }) => code)).toEqual(
      Array.from({ length: 40 }, (_, index) => String(index + 1)),
    );
    expect(tasks.filter(({ leadUnits }) => leadUnits.some(({ id, name }) => id === name))).toEqual([]);
    expect(await listIndicators('ctr-bcd-2026')).toHaveLength(35);
    expect(await getProgramme('ctr-bcd-2026')).toMatchObject({ taskCount: 40, indicatorCount: 35 });
    expect((await getProgramme('ctr-bcd-2026')).sections).toHaveLength(9);
    expect(await listUnits({ kind: 'commune' })).toHaveLength(114);
  });

  it('every task comes down to at least one unit that answers for it', async () => {
    const made = await projectLoaded();
    const { units, listTasks } = queriesOf(made);
    const { units: all, groups } = units.unitsAndGroups();
    for (const { leadUnits } of await listTasks('ctr-bcd-2026')) {
      const expanded = expandLeadUnits(
        leadUnits.map(({ id }) => id),
        groups,
        all,
      );
      expect(expanded.length).toBeGreaterThan(0);
    }
  });

  it('rebuilt from the log has the very rows of the live one', async () => {
    const { readModels } = await projectLoaded();
    const hashes = () =>
      catalogueReadModels.flatMap(({ tables }) =>
        tables.map((table) => tableHash(readModels.db.$client, table)),
      );
    const live = hashes();
    await readModels.rebuild();
    expect(hashes()).toEqual(live);
  });
});
