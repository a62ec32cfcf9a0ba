import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digestOf, type EventLog, EventLogUnavailableError, type RecordedEvent } from '#event-log';
import { SettableClock } from '#kernel';
import { isMember } from '../domain/unit-group.state.js';
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
import { readCatalogueFile } from './catalogue-file.js';
import { CatalogueLoader } from './catalogue-loader.js';
import { configFolder } from './config-folder.js';

const folder = temporaryFolder();
const bench = benches();

const UNITS_WRITTEN = 6;
const CATALOGUE_WRITTEN = 5;

/** A bench whose config folder holds these files. */
function benchWith(catalogue = CATALOGUE, units = UNITS): Bench & { units: string; catalogue: string } {
  writeFiles(folder(), { 'units/mau.yaml': units, 'catalogues/mau-2026.yaml': catalogue });
  return {
    ...bench(folder()),
    units: join(folder(), 'units/mau.yaml'),
    catalogue: join(folder(), 'catalogues/mau-2026.yaml'),
  };
}

/** Acts while the config folder is the test's own. */
async function withOwnConfig<T>(act: () => Promise<T>): Promise<T> {
  const before = process.env.NQ57_CONFIG_DIR;
  process.env.NQ57_CONFIG_DIR = folder();
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env.NQ57_CONFIG_DIR;
    else process.env.NQ57_CONFIG_DIR = before;
  }
}

/** The log, but for appends after the first few, which fail before anything is written. */
function failingAfter(log: EventLog, appends: number): EventLog {
  let left = appends;
  const append: EventLog['append'] = (...args) => {
    left -= 1;
    return left >= 0 ? log.append(...args) : Promise.reject(new EventLogUnavailableError('no space left'));
  };
  return new Proxy(log, {
    get: (target, name) => (name === 'append' ? append : Reflect.get(target, name).bind(target)),
  });
}

const kinds = (events: readonly RecordedEvent[]) => {
  const counts: Record<string, number> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

describe('loading', () => {
  it('writes one event for each entry, in the order of the files, under the name of who loads', async () => {
    const { loader, units, catalogue, events, log } = benchWith();
    const first = await loader.loadUnits(units, OPERATOR);
    const second = await loader.loadCatalogue(catalogue, OPERATOR);
    expect([first.written, first.unchanged]).toEqual([UNITS_WRITTEN, 0]);
    expect([second.written, second.unchanged]).toEqual([CATALOGUE_WRITTEN, 0]);
    expect(second.position).toBe(await log.head());
    const written = await events();
    expect(written.map(({ stream }) => stream)).toEqual([
      'unit-so-a',
      'unit-xa-a',
      'unit-xa-b',
      'unitgroup-cac-xa',
      'unitgroup-cac-truong',
      'unitgroup-lien-quan',
      'programme-mau-2026',
      'task-mau-2026.1',
      'task-mau-2026.2',
      'indicator-mau-2026.1._1_/1',
      'indicator-mau-2026.1._1_/2',
    ]);
    for (const { metadata } of written) {
      expect(metadata.actor).toEqual({ id: 'van-hanh', role: 'operator', unit: null });
      expect(metadata.correlationId).toBe('load-1');
    }
  });

  it('twice writes nothing the second time, under another command as well', async () => {
    const { loader, units, catalogue, events } = benchWith();
    await loader.loadUnits(units, OPERATOR);
    await loader.loadCatalogue(catalogue, OPERATOR);
    const before = await events();
    const again = { ...OPERATOR, commandId: 'load-2', correlationId: 'load-2' };
    for (const context of [OPERATOR, again]) {
      expect(await loader.loadUnits(units, context)).toMatchObject({ written: 0, unchanged: UNITS_WRITTEN });
      expect(await loader.loadCatalogue(catalogue, context)).toEqual({
        written: 0,
        unchanged: CATALOGUE_WRITTEN,
        position: before.at(-1)?.position,
      });
    }
    expect(await events()).toEqual(before);
  });

  it('twice at the same time writes everything once', async () => {
    const { loader, units, events } = benchWith();
    await Promise.all([loader.loadUnits(units, OPERATOR), loader.loadUnits(units, OPERATOR)]);
    expect(await events()).toHaveLength(UNITS_WRITTEN);
  });

  it.each([0, 1, 4, 8])('that broke off after %d appends is completed by the next', async (appends) => {
    const { log, loader, events } = benchWith();
    const broken = new CatalogueLoader(failingAfter(log, appends), new SettableClock(NOW));
    await withOwnConfig(async () => {
      await expect(broken.loadProgramme('mau-2026', OPERATOR)).rejects.toThrow(EventLogUnavailableError);
      expect(await events()).toHaveLength(appends);
      expect(await loader.loadProgramme('mau-2026', OPERATOR)).toMatchObject({
        written: UNITS_WRITTEN + CATALOGUE_WRITTEN - appends,
        unchanged: appends,
      });
    });
    expect(kinds(await events())).toEqual({
      UnitRegistered: 3,
      UnitGroupDefined: 3,
      ProgrammeRegistered: 1,
      TaskRegistered: 2,
      IndicatorDefined: 2,
    });
  });

  it('a changed task is refused as a whole, naming file, line and field, and writes nothing', async () => {
    const { loader, units, catalogue, events } = benchWith();
    await loader.loadUnits(units, OPERATOR);
    await loader.loadCatalogue(catalogue, OPERATOR);
    const before = await events();
    const changed = CATALOGUE.replace('Kiểm tra định kỳ', 'Kiểm tra đột xuất').replace(
      'target: 90',
      'target: 80',
    );
    const added = `${changed}  - { code: moi/1, group: moi, name: Mới, direction: qualitative, targetYear: 2026 }\n`;
    writeFiles(folder(), { 'catalogues/mau-2026.yaml': added });
    const refusal = await refusalOf(() => loader.loadCatalogue(catalogue, OPERATOR));
    expect([refusal.kind, refusal.code]).toEqual(['conflict', 'catalogue-differs']);
    expect(refusal.flaws).toEqual([
      {
        at: 'mau-2026.yaml:21',
        detail: 'Nhiệm vụ 2: tên nhiệm vụ: đã đăng ký “Kiểm tra định kỳ”, nay ghi “Kiểm tra đột xuất”',
      },
      { at: 'mau-2026.yaml:30', detail: 'Chỉ tiêu 1.(1)/1: mục tiêu: đã đăng ký “90”, nay ghi “80”' },
    ]);
    expect(await events()).toEqual(before);
  });

  it('a group that changed there and back is stated each time', async () => {
    const { loader, units, events } = benchWith();
    const other = UNITS.replace('name: Các xã,', 'name: Các xã và phường,');
    for (const text of [UNITS, other, UNITS, other]) {
      writeFiles(folder(), { 'units/mau.yaml': text });
      await loader.loadUnits(units, OPERATOR);
    }
    const stated = (await events()).filter(({ stream }) => stream === 'unitgroup-cac-xa');
    expect(stated.map(({ data }) => data.name)).toEqual([
      'Các xã',
      'Các xã và phường',
      'Các xã',
      'Các xã và phường',
    ]);
  });

  it('a file with faults writes nothing, not even its sound entries', async () => {
    const { loader, units, events } = benchWith(CATALOGUE, UNITS.replace('kind: department', 'kind: school'));
    const refusal = await refusalOf(() => loader.loadUnits(units, OPERATOR));
    expect([refusal.kind, refusal.code]).toEqual(['unprocessable', 'invalid-catalogue']);
    expect(refusal.flaws.map(({ at }) => at)).toEqual(['mau.yaml:2']);
    expect(await events()).toEqual([]);
  });

  it('a sound units file beside a faulty catalogue writes nothing of either', async () => {
    const { loader, events } = benchWith(CATALOGUE.replace('Quý I/2026', 'Lúc nào đó'));
    const refusal = await withOwnConfig(() => refusalOf(() => loader.loadProgramme('mau-2026', OPERATOR)));
    expect(refusal.code).toBe('invalid-catalogue');
    expect(await events()).toEqual([]);
  });

  it('classified matter is refused and leaves no trace', async () => {
    const { loader, events } = benchWith(CATALOGUE.replace('classified: false', 'classified: true'));
    const refusal = await withOwnConfig(() => refusalOf(() => loader.loadProgramme('mau-2026', OPERATOR)));
    expect([refusal.kind, refusal.code]).toEqual(['unprocessable', 'classified-matter']);
    expect(await events()).toEqual([]);
  });

  it('a catalogue whose units are not registered is refused, with the lines that name them', async () => {
    const { loader, catalogue, events } = benchWith();
    const refusal = await refusalOf(() => loader.loadCatalogue(catalogue, OPERATOR));
    expect(refusal.code).toBe('invalid-catalogue');
    expect(refusal.flaws.map(({ at, detail }) => [at, /“(.+)”/.exec(detail)?.[1]])).toEqual([
      ['mau-2026.yaml:13', 'so-a'],
      ['mau-2026.yaml:13', 'cac-xa'],
      ['mau-2026.yaml:13', 'lien-quan'],
      ['mau-2026.yaml:21', 'xa-b'],
    ]);
    expect(await events()).toEqual([]);
  });

  it.each(['khong-co', '../units/mau', ''])('a catalogue “%s” that is not there is not found', async (id) => {
    const { loader } = benchWith();
    const refusal = await withOwnConfig(() => refusalOf(() => loader.loadProgramme(id, OPERATOR)));
    expect([refusal.kind, refusal.code]).toEqual(['not-found', 'catalogue-missing']);
  });

  it('is refused to who may not load, before any file is read', async () => {
    const { loader } = benchWith();
    const grants = [{ role: 'lead-unit', unit: 'so-a' }] as const;
    const principal = { id: 'so-a', displayName: 'Sở A', grants };
    const refusal = await refusalOf(() => loader.loadUnits('/none', { ...OPERATOR, principal }));
    expect(refusal.kind).toBe('forbidden');
  });
});

describe('the project’s own files', () => {
  it('load whole: 9 sections, 40 tasks, 35 indicators, and every phrase is understood', async () => {
    const { loader, events } = bench(folder());
    await loader.loadUnits(join(configFolder(), 'units/hai-phong.yaml'), OPERATOR);
    const before = (await events()).length;
    const result = await loader.loadCatalogue(join(configFolder(), 'catalogues/ctr-bcd-2026.yaml'), OPERATOR);
    expect(result).toMatchObject({ written: 76, unchanged: 0 });
    const written = (await events()).slice(before);
    expect(kinds(written)).toEqual({ ProgrammeRegistered: 1, TaskRegistered: 40, IndicatorDefined: 35 });
    expect(written[0]?.data.sections).toHaveLength(9);
    const schedules = written
      .filter(({ type }) => type === 'TaskRegistered')
      .map(({ data }) => data.schedule as { kind: string; phrase: string });
    expect(schedules.filter(({ kind, phrase }) => kind === 'none' || phrase === '')).toEqual([]);
  });

  it('have one goal that the system counts, and four that all communes feed', async () => {
    const { indicators, units } = readCatalogueFile(join(configFolder(), 'catalogues/ctr-bcd-2026.yaml'));
    const counted = indicators.flatMap(({ value: { code, formula } }) =>
      formula && formula.kind !== 'ratio' ? [[code, formula]] : [],
    );
    const fed = { kind: 'weighted-average', of: { group: 'cac-xa-phuong-dac-khu' } };
    expect(counted).toEqual([
      ['1.2.1.(1)/2', fed],
      ['1.2.1.(3)/4', fed],
      ['1.2.1.(3)/5', fed],
      ['1.2.1.(4)/2', fed],
      ['1.2.2.(4)/2', { kind: 'system', of: 'monthly-update-rate' }],
    ]);
    const group = units?.groups.find(({ value }) => value.id === fed.of.group)?.value;
    expect(units?.units.filter(({ value }) => group && isMember(group, value))).toHaveLength(114);
  });

  it('load to the same events in the same order each time', async () => {
    const digests: string[] = [];
    for (const name of ['a', 'b']) {
      const { loader, events } = bench(join(folder(), name));
      await loader.loadProgramme('ctr-bcd-2026', OPERATOR);
      digests.push(digestOf((await events()).map(({ rawData, rawMetadata, ...event }) => event)));
    }
    expect(digests[1]).toBe(digests[0]);
  });
});
