import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Principal } from '#access';
import { openTestApp, type TestApp } from '#access/testing';
import { SettableClock } from '#kernel';
import { CatalogueModule } from '../catalogue.module.js';
import { DEFAULT_IMPORT_LIMITS } from '../importing/files/index.js';
import { IMPORT_SETTINGS } from '../importing/import-settings.js';
import { catalogueReadModels } from '../read-models/read-models.js';
import { NOW } from '../testing/fixtures.js';

const OFFICE: Principal = {
  id: 'thuong-truc',
  displayName: 'CQTT',
  grants: [{ role: 'standing-office', unit: null }],
};
const UNIT: Principal = {
  id: 'so-y-te',
  displayName: 'Sở Y tế',
  grants: [{ role: 'lead-unit', unit: 'so-y-te' }],
};

let system: TestApp;
let api: OpenAPIObject;

const call = (method: 'GET' | 'POST', url: string, { id } = UNIT, headers: Record<string, string> = {}) =>
  system.app.inject({ method, url, headers: { authorization: `Bearer ${id}`, ...headers } });

beforeAll(async () => {
  system = await openTestApp({
    name: 'catalogue-http',
    clock: new SettableClock(NOW),
    models: catalogueReadModels,
    people: [OFFICE, UNIT],
    imports: [CatalogueModule],
    providers: (folder) => [
      {
        provide: IMPORT_SETTINGS,
        useValue: { folder: join(folder, 'imports'), limits: DEFAULT_IMPORT_LIMITS },
      },
    ],
  });
  system.readModels.start();
  api = SwaggerModule.createDocument(system.app, new DocumentBuilder().setOpenAPIVersion('3.1.0').build());

  const loaded = await call('POST', '/programmes/ctr-bcd-2026/load', OFFICE);
  expect([loaded.statusCode, loaded.json().unchanged]).toEqual([201, 0]);
  await call('GET', '/units', UNIT, { 'read-after': loaded.json().position });
});

afterAll(() => system.close());

describe('the catalogue over HTTP', () => {
  it('loads a second time with nothing to write', async () => {
    const answer = await call('POST', '/programmes/ctr-bcd-2026/load', OFFICE);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      written: 0,
      unchanged: expect.any(Number),
      position: await system.log.head(),
    });
  });

  it('answers 404 for a catalogue that is not in the config folder', async () => {
    const answer = await call('POST', '/programmes/khong-co/load', OFFICE);
    expect([answer.statusCode, answer.json().type]).toEqual([404, 'urn:nq57:problem:catalogue-missing']);
  });

  it('lets nobody load who may only read', async () => {
    expect((await call('POST', '/programmes/ctr-bcd-2026/load', UNIT)).statusCode).toBe(403);
  });

  it.each([
    '/units',
    '/programmes',
    '/programmes/ctr-bcd-2026',
    '/programmes/ctr-bcd-2026/tasks',
    '/programmes/ctr-bcd-2026/indicators',
  ])('answers %s to who is logged in and to nobody else', async (url) => {
    expect((await call('GET', url)).statusCode).toBe(200);
    expect((await system.app.inject({ method: 'GET', url })).statusCode).toBe(401);
  });

  it('finds units without marks and by kind', async () => {
    const answer = await call('GET', '/units?q=so%20khoa%20hoc&kind=department');
    expect(answer.json().map(({ id }: { id: string }) => id)).toEqual(['so-khoa-hoc-va-cong-nghe']);
  });

  it('answers the tasks of a section, a leader or a unit, also where a group brings the unit in', async () => {
    const codes = async (query: string): Promise<string[]> =>
      (await call('GET', `/programmes/ctr-bcd-2026/tasks?${query}`))
        .json()
        .items.map((task: { code: string }) => task.code);
    expect(await codes('section=VIII')).toEqual(['32', '33']);
    expect(await codes('unit=ban-to-chuc-thanh-uy&section=I')).toEqual(['1', '2', '3', '6', '7']);
    expect(await codes(`leader=${encodeURIComponent('Trưởng Ban Tổ chức Thành ủy')}`)).toEqual(['3']);
    expect(await codes('unit=no-such-unit')).toEqual([]);
  });

  it('answers the tasks page by page, without gap or repeat', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: { items: { code: string }[]; next: string | null } = (
        await call('GET', `/programmes/ctr-bcd-2026/tasks?limit=7${next === null ? '' : `&cursor=${next}`}`)
      ).json();
      seen.push(...page.items.map((task: { code: string }) => task.code));
      next = page.next;
    } while (next !== null);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => String(index + 1)));
  });

  it.each(['/units?kind=school', '/units?colour=red', '/programmes/ctr-bcd-2026/tasks?q=a&q=b'])(
    'refuses %s',
    async (url) => {
      expect((await call('GET', url)).statusCode).toBe(400);
    },
  );

  it('answers tasks in the document’s order, and those that a search finds', async () => {
    const all = (await call('GET', '/programmes/ctr-bcd-2026/tasks')).json().items;
    expect(all).toHaveLength(40);
    expect(Object.keys(all[0])).toEqual([
      'code',
      'section',
      'title',
      'directingLeaders',
      'leadUnits',
      'coordinatingUnits',
      'deliverables',
      'schedule',
    ]);
    const found = (await call('GET', '/programmes/ctr-bcd-2026/tasks?q=binh%20dan%20hoc%20vu%20so')).json()
      .items;
    expect(found.map(({ code }: { code: string }) => code)).toContain('2');
    expect(found.length).toBeLessThan(all.length);
  });

  it('answers 404 for a programme that is not registered', async () => {
    for (const path of ['', '/tasks', '/indicators']) {
      expect((await call('GET', `/programmes/khong-co${path}`)).statusCode).toBe(404);
    }
  });

  it('describes every field of its answers in the API pages', async () => {
    const schemas = api.components?.schemas as Record<string, { properties: object; required?: string[] }>;
    const answers = {
      UnitDto: (await call('GET', '/units')).json(),
      ProgrammeDto: (await call('GET', '/programmes')).json(),
      TaskDto: (await call('GET', '/programmes/ctr-bcd-2026/tasks')).json().items,
      IndicatorDto: (await call('GET', '/programmes/ctr-bcd-2026/indicators')).json(),
    };
    for (const [name, rows] of Object.entries(answers)) {
      const fields = new Set(rows.flatMap((row: object) => Object.keys(row)));
      const described = Object.keys(schemas[name]?.properties ?? {});
      expect(described).toEqual(expect.arrayContaining([...fields]));
      for (const required of schemas[name]?.required ?? []) {
        expect(rows.every((row: object) => Object.hasOwn(row, required))).toBe(true);
      }
    }
  });
});
