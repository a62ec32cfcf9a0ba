import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { DETAIL_FIELDS } from '../domain/indicator.state.js';
import {
  ListIndicatorsHandler,
  ListIndicatorsQuery,
} from '../queries/list-indicators/list-indicators.query.js';
import { ProgrammeDirectory } from '../queries/programme-directory.js';
import {
  type Bench,
  benches,
  CATALOGUE,
  OPERATOR,
  refusalOf,
  temporaryFolder,
  UNITS,
  writeFiles,
} from '../testing/fixtures.js';
import { readCatalogueFile } from './catalogue-file.js';
import { configFolder } from './config-folder.js';

const folder = temporaryFolder();
const bench = benches();

const FIRST = '{ code: 1.(1)/1, group: 1.(1), name: Hồ sơ trực tuyến, ';

/** The catalogue with more said of its first indicator, and further ones behind the two. */
function saying(more: string, ...further: string[]): string {
  const text = CATALOGUE.replace(FIRST, `${FIRST}${more}${more === '' ? '' : ', '}`);
  return `${text}${further.map((one) => `  - ${one}\n`).join('')}`;
}

const share = (code: string, more: string) =>
  `{ code: ${code}, group: a, name: Phần ${code}, unit: '%', direction: at_least, target: 50, targetYear: 2026, ${more} }`;

function check(text: string) {
  writeFiles(folder(), { 'units/mau.yaml': UNITS, 'catalogues/mau-2026.yaml': text });
  return readCatalogueFile(join(folder(), 'catalogues/mau-2026.yaml'));
}

const detailsOf = (text: string) => check(text).flaws.map(({ detail }) => detail);

describe('an indicator of a catalogue file', () => {
  it('says everything that a document may say of it', () => {
    const { flaws, indicators } = check(
      saying(
        `strict: true, approximate: true, baseline: { value: 61.5, on: 2025-12-31 }, cadence: quarterly,
      timing: at-moment, owner: so-a, dataSource: Cổng dịch vụ công, verification: Đối chiếu với sổ,
      formula: { kind: ratio, numerator: Hồ sơ trực tuyến, denominator: Hồ sơ },
      path: { kind: by-hand, points: [{ on: 2026-06-30, value: 70 }, { on: 2026-12-31, value: 90 }] },
      targets: [{ year: 2027, target: 92 }, { year: 2030, target: 95, stretchTarget: 97 }], parentCode: a/1`,
        share('a/1', 'formula: { kind: weighted-average, of: { group: cac-xa } }, path: { kind: quarterly }'),
        share('a/2', 'formula: { kind: max, of: { codes: [a/1, a/3] } }, path: { kind: linear }'),
        share('a/3', 'formula: { kind: system, of: monthly-update-rate }'),
        share('a/4', 'formula: { kind: direct }, strict: false'),
      ),
    );
    expect(flaws).toEqual([]);
    const [first, , second, third, fourth, fifth] = indicators.map(({ value }) => value);
    expect(first).toMatchObject({
      strict: true,
      approximate: true,
      baseline: { value: 61.5, on: '2025-12-31' },
      cadence: 'quarterly',
      timing: 'at-moment',
      owner: 'so-a',
      dataSource: 'Cổng dịch vụ công',
      verification: 'Đối chiếu với sổ',
      formula: { kind: 'ratio', numerator: 'Hồ sơ trực tuyến', denominator: 'Hồ sơ' },
      path: {
        kind: 'by-hand',
        points: [
          { on: '2026-06-30', value: 70 },
          { on: '2026-12-31', value: 90 },
        ],
      },
      targets: [
        { year: 2027, target: 92, targetMax: null, stretchTarget: null },
        { year: 2030, target: 95, targetMax: null, stretchTarget: 97 },
      ],
      parentCode: 'a/1',
    });
    expect([second, third, fourth, fifth].map((one) => [one?.formula, one?.path])).toEqual([
      [{ kind: 'weighted-average', of: { group: 'cac-xa' } }, { kind: 'quarterly' }],
      [{ kind: 'max', of: { codes: ['a/1', 'a/3'] } }, { kind: 'linear' }],
      [{ kind: 'system', of: 'monthly-update-rate' }, null],
      [{ kind: 'direct' }, null],
    ]);
    expect(fifth?.strict).toBe(false);
  });

  it.each([
    ['a cadence of its own', 'cadence: weekly', '“cadence”: “weekly” không thuộc monthly, quarterly, yearly'],
    ['a timing of its own', 'timing: sometimes', '“timing”: “sometimes” không thuộc at-moment'],
    ['a word for a mark', 'strict: trên', '“strict”: phải là true hoặc false'],
    ['a baseline without its day', 'baseline: { value: 60 }', '“baseline”: thiếu trường “on”'],
    [
      'a baseline after the programme',
      'baseline: { value: 60, on: 2027-01-01 }',
      'ngày 2027-01-01 của “baseline” sau khi chương trình kết thúc',
    ],
    ['an owner that nobody knows', 'owner: so-z', '“owner”: không có đơn vị “so-z” trong units/mau.yaml'],
    ['a group as the owner', 'owner: cac-xa', '“owner”: “cac-xa” là nhóm; phải là một đơn vị'],
    [
      'a formula of its own',
      'formula: { kind: product }',
      '“kind”: “product” không thuộc direct, ratio, sum',
    ],
    ['a formula that is no mapping', 'formula: sum', '“formula”: phải gồm trường “kind”'],
    ['a ratio without a denominator', 'formula: { kind: ratio, numerator: a }', 'thiếu trường “denominator”'],
    [
      'words at a sum',
      'formula: { kind: sum, of: { group: cac-xa }, numerator: a }',
      'không có trường “numerator”',
    ],
    [
      'a sum of codes and of a group',
      'formula: { kind: sum, of: { codes: [a], group: b } }',
      'đúng một trong hai',
    ],
    [
      'a sum of neither',
      'formula: { kind: sum, of: {} }',
      '“of”: phải gồm đúng một trong hai trường codes, group',
    ],
    [
      'a sum over a group that nobody knows',
      'formula: { kind: sum, of: { group: cac-phuong } }',
      '“group”: không có nhóm đơn vị “cac-phuong” trong units/mau.yaml',
    ],
    [
      'a sum over a unit',
      'formula: { kind: sum, of: { group: so-a } }',
      '“group”: không có nhóm đơn vị “so-a” trong units/mau.yaml',
    ],
    [
      'a sum over a group that only describes',
      'formula: { kind: sum, of: { group: lien-quan } }',
      '“group”: nhóm “lien-quan” chỉ mô tả',
    ],
    ['a sum of what is not there', 'formula: { kind: sum, of: { codes: [a/9] } }', 'không có chỉ tiêu “a/9”'],
    [
      'a sum of what has no figures',
      "formula: { kind: sum, of: { codes: ['1.(1)/2'] } }",
      'chỉ tiêu “1.(1)/2” là định tính',
    ],
    [
      'a rate that the system does not count',
      'formula: { kind: system, of: happiness }',
      '“of”: “happiness” không',
    ],
    ['a part of what is not there', 'parentCode: a/9', '“parentCode”: không có chỉ tiêu “a/9”'],
    [
      'a path of its own',
      'path: { kind: zigzag }',
      '“kind”: “zigzag” không thuộc linear, quarterly, by-hand',
    ],
    ['a path by hand without points', 'path: { kind: by-hand }', '“path”: thiếu trường “points”'],
    ['points of a straight path', 'path: { kind: linear, points: [] }', '“path”: không có trường “points”'],
    [
      'a point before the programme',
      'path: { kind: by-hand, points: [{ on: 2025-12-31, value: 50 }] }',
      'ngày 2025-12-31 trước năm đầu của chương trình',
    ],
    [
      'a further year before the document',
      'targets: [{ year: 2025, target: 80 }]',
      '“year”: phải là số nguyên từ 2026',
    ],
    ['a further year without a figure', 'targets: [{ year: 2027 }]', 'chiều “at_least” cần có “target”'],
    [
      'a further year that is the target year',
      'targets: [{ year: 2026, target: 80 }]',
      'năm 2026 đã có ở “targetYear”',
    ],
  ])('with %s is not whole', (_name, more, detail) => {
    expect(check(saying(more)).flaws).toEqual([
      { at: expect.stringMatching(/^mau-2026\.yaml:\d+$/), detail: expect.stringContaining(detail) },
    ]);
  });

  it('answers each flaw at the line of what is wrong, all of them at once', () => {
    const text = `${CATALOGUE}  - code: a/1
    group: a
    name: Phần
    unit: người
    direction: at_least
    target: 50
    targetYear: 2026
    timing: never
    owner: so-z
  - code: a/2
    group: a
    name: Phần
    unit: người
    direction: at_least
    target: 50
    targetYear: 2026
    formula:
      kind: ratio
      numerator: a
      denominator: b
    path:
      kind: by-hand
      points:
        - { on: 2026-06-30, value: 40 }
        - { on: 2026-03-31, value: 50 }
    targets:
      - { year: 2027, target: 60 }
      - { year: 2028, target: 60, stretchTarget: 55 }
`;
    const line = (piece: string) => `mau-2026.yaml:${text.slice(0, text.indexOf(piece)).split('\n').length}`;
    expect(check(text).flaws).toEqual([
      { at: line('timing: never'), detail: expect.stringContaining('“never”') },
      { at: line('owner: so-z'), detail: expect.stringContaining('“so-z”') },
      { at: line('kind: ratio'), detail: 'công thức “ratio” chỉ dùng cho chỉ tiêu có đơn vị tính “%”' },
      { at: line('{ on: 2026-03-31'), detail: 'các ngày của “points” phải tăng dần' },
      { at: line('{ year: 2028'), detail: '“stretchTarget” phải lớn hơn “target”' },
    ]);
  });

  it('may not bear a code that is where the figures of a unit for another one stand', () => {
    expect(detailsOf(saying('', share('a', ''), share('a.xa-a', '')))).toEqual([
      'mã chỉ tiêu “a.xa-a” trùng với số liệu của đơn vị “xa-a” cho chỉ tiêu “a”',
    ]);
  });

  it.each([
    ['itself', [share('a/1', 'formula: { kind: sum, of: { codes: [a/1] } }')], 'a/1 → a/1'],
    [
      'one another',
      [
        share('a/1', 'formula: { kind: sum, of: { codes: [a/2] } }'),
        share('a/2', 'formula: { kind: max, of: { codes: [a/3] } }'),
        share('a/3', 'formula: { kind: min, of: { codes: [a/1] } }'),
      ],
      'a/1 → a/2 → a/3 → a/1',
    ],
    [
      'what it is a part of',
      [share('a/1', 'parentCode: a/2, formula: { kind: sum, of: { codes: [a/2] } }'), share('a/2', '')],
      'a/1 → a/2 → a/1',
    ],
  ])(
    'that would be computed from %s is refused by the names of the circle',
    async (_name, further, circle) => {
      const file = check(saying('', ...further));
      expect(file.circular).toBe(true);
      expect(file.flaws.map(({ detail }) => detail)).toEqual([`các chỉ tiêu tính vòng tròn: ${circle}`]);
      const { loader, events } = bench(folder());
      const refusal = await refusalOf(() =>
        loader.loadCatalogue(join(folder(), 'catalogues/mau-2026.yaml'), OPERATOR),
      );
      expect([refusal.kind, refusal.code]).toEqual(['unprocessable', 'indicator-cycle']);
      expect(refusal.detail).toContain('1 lỗi');
      expect(await events()).toEqual([]);
    },
  );

  it('of units that are not registered yet is refused, with the line that names them', async () => {
    const { loader } = bench(folder());
    check(saying('owner: so-a, formula: { kind: weighted-average, of: { group: cac-truong } }'));
    const refusal = await refusalOf(() =>
      loader.loadCatalogue(join(folder(), 'catalogues/mau-2026.yaml'), OPERATOR),
    );
    expect(refusal.code).toBe('invalid-catalogue');
    const line = CATALOGUE.slice(0, CATALOGUE.indexOf(FIRST)).split('\n').length;
    expect(
      refusal.flaws
        .filter(({ at }) => at === `mau-2026.yaml:${line}`)
        .map(({ detail }) => /“(.+)”/.exec(detail)?.[1]),
    ).toEqual(['so-a', 'cac-truong']);
  });
});

async function listed({ readModels }: Bench, programme: string) {
  await readModels.catchUp();
  const directory = new ProgrammeDirectory(readModels);
  return new ListIndicatorsHandler(readModels, directory).execute(new ListIndicatorsQuery(programme));
}

describe('a log from before catalogues said how indicators are measured', () => {
  const PROGRAMMES = [
    'ctr-bcd-2026',
    'ctr-skhcn-2026',
    'kh-709-2026',
    'kh-xa-chi-minh-2026',
    'qd-32-skhcn-2022',
  ];
  const later = DETAIL_FIELDS.filter((field) => field !== 'parentCode');

  it.each(PROGRAMMES)(
    'takes what %s says by now as amendments, with what stood before, once',
    async (programme) => {
      const catalogue = join(folder(), `catalogues/${programme}.yaml`);
      const now = readFileSync(join(configFolder(), `catalogues/${programme}.yaml`), 'utf8');
      const content = parse(now);
      const said = content.indicators.map((one: object) =>
        later.filter((field) => Object.hasOwn(one, field)),
      );
      for (const one of content.indicators) for (const field of later) delete one[field];
      cpSync(join(configFolder(), 'units'), join(folder(), 'units'), { recursive: true });
      writeFiles(folder(), { [`catalogues/${programme}.yaml`]: stringify(content) });
      const old = bench(join(folder(), 'old'));
      await old.loader.loadUnits(join(folder(), `units/${content.units}.yaml`), OPERATOR);
      await old.loader.loadCatalogue(catalogue, OPERATOR);
      const before = (await old.events()).length;
      expect((await listed(old, programme)).filter((one) => later.some((field) => field in one))).toEqual([]);

      writeFiles(folder(), { [`catalogues/${programme}.yaml`]: now });
      const amended = said.filter((fields: string[]) => fields.length > 0);
      expect((await old.loader.loadCatalogue(catalogue, OPERATOR)).written).toBe(amended.length);
      const written = (await old.events()).slice(before);
      expect(written.map(({ type }) => type)).toEqual(amended.map(() => 'IndicatorAmended'));
      expect(
        written.map(({ data }) => (data.changes as readonly { field: string }[]).map(({ field }) => field)),
      ).toEqual(amended);
      expect((await old.loader.loadCatalogue(catalogue, OPERATOR)).written).toBe(0);

      const fresh = bench(join(folder(), 'fresh'));
      await fresh.loader.loadUnits(join(folder(), `units/${content.units}.yaml`), OPERATOR);
      await fresh.loader.loadCatalogue(catalogue, OPERATOR);
      expect(await listed(old, programme)).toEqual(await listed(fresh, programme));
    },
  );
});
