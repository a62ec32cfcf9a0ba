import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Indicator } from '../domain/indicator.state.js';
import { configFolder } from '../loading/config-folder.js';
import { checkCatalogues } from './check-catalogues.js';
import { amountText } from './figures.js';
import { FINDING_KINDS, type FindingKind } from './findings.js';
import { readCatalogues } from './read-catalogues.js';

const FIVE = ['ctr-bcd-2026', 'ctr-skhcn-2026', 'kh-709-2026', 'kh-xa-chi-minh-2026', 'qd-32-skhcn-2022'];

/** Of the tables of docs/catalogues.md that have a row for each of the five. */
const COUNTS_COLUMNS = 6;
const MEASURING_COLUMNS = 8;

const { files, known } = readCatalogues(FIVE);
const result = checkCatalogues(files, known);

const ofKind = (kind: FindingKind) => result.findings.filter((finding) => finding.kind === kind);

/** `programme code`, each. */
const placesOf = (kind: FindingKind) =>
  ofKind(kind).map(({ sides }) => sides.map(({ programme, code }) => `${programme} ${code}`));

const codesOf = (kind: FindingKind, programme: string) =>
  ofKind(kind)
    .filter(({ sides }) => sides[0]?.programme === programme)
    .map(({ sides }) => sides.map(({ code }) => code).join(' + '));

describe('the five catalogues', () => {
  it('have the rows, groups and indicators of their documents', () => {
    expect(
      result.programmes.map(({ id, tasks, groups, indicators }) => [id, tasks, groups, indicators]),
    ).toEqual([
      ['ctr-bcd-2026', 40, 0, 35],
      ['ctr-skhcn-2026', 30, 0, 26],
      ['kh-709-2026', 68, 0, 29],
      ['kh-xa-chi-minh-2026', 53, 0, 11],
      ['qd-32-skhcn-2022', 142, 11, 83],
    ]);
  });

  it('have budgets in the decision of 2022 only: 56.972,91, of which 16.149 is counted once too often', () => {
    expect(
      result.programmes.map(({ budgetMillionVnd, countedTwice, netBudgetMillionVnd }) => [
        budgetMillionVnd,
        countedTwice.jobs,
        countedTwice.amountMillionVnd,
        netBudgetMillionVnd,
      ]),
    ).toEqual([
      [null, 0, 0, null],
      [null, 0, 0, null],
      [null, 0, 0, null],
      [null, 0, 0, null],
      [56_972.91, 18, 16_149, 40_823.91],
    ]);
  });
});

describe('two deadlines', () => {
  it('are the resolution on digital transformation, in March and in November', () => {
    expect(ofKind('two-deadlines').filter((finding) => finding.case === 'different')).toMatchObject([
      {
        severity: 'high',
        detail: 'Hai thời hạn lệch nhau 244 ngày.',
        sides: [
          { programme: 'kh-709-2026', code: '10.2', says: '“Tháng 11/2026” (hạn 30/11/2026)' },
          { programme: 'ctr-skhcn-2026', code: 'II.2', says: '“tháng 3 năm 2026” (hạn 31/03/2026)' },
        ],
      },
    ]);
  });

  it('are, beside it, days against no end, against a condition and against nothing', () => {
    const cases = ofKind('two-deadlines')
      .filter((finding) => finding.case !== 'different')
      .map(({ case: which, sides }) => [
        which,
        ...sides.map(({ programme, code }) => `${programme} ${code}`),
      ]);
    expect(cases).toEqual([
      ['no-end', 'ctr-bcd-2026 12', 'kh-709-2026 2.4'],
      ['missing', 'ctr-bcd-2026 14', 'kh-xa-chi-minh-2026 II.1/2'],
      ['missing', 'ctr-bcd-2026 14', 'kh-xa-chi-minh-2026 II.5/1'],
      ['no-end', 'ctr-bcd-2026 23', 'kh-709-2026 7.2'],
      ['conditional', 'ctr-bcd-2026 25', 'ctr-skhcn-2026 II.3'],
      ['no-end', 'ctr-bcd-2026 30', 'kh-709-2026 9.2'],
      ['no-end', 'ctr-bcd-2026 32', 'kh-709-2026 3.14'],
      ['conditional', 'kh-709-2026 3.1', 'ctr-skhcn-2026 III.1'],
      ['conditional', 'kh-709-2026 3.3', 'ctr-skhcn-2026 II.11'],
      ['conditional', 'kh-709-2026 10.3', 'ctr-skhcn-2026 III.1'],
    ]);
  });

  it('lie nowhere before the document itself', () => {
    expect(ofKind('before-issue')).toEqual([]);
  });
});

describe('budgets of the decision of 2022', () => {
  it('are counted twice in 18 pairs, and in these only', () => {
    expect(codesOf('counted-twice', 'qd-32-skhcn-2022')).toEqual([
      'PL2/5.1 + PL9/7',
      'PL2/5.2 + PL10/4',
      'PL4/7.1 + PL10/3.1',
      'PL4/7.2 + PL10/3.2',
      'PL4/7.3 + PL10/3.3',
      'PL4/7.4 + PL10/3.4',
      'PL4/7.5 + PL10/3.5',
      'PL4/8.1 + PL10/7.2',
      'PL4/8.2 + PL10/7.1',
      'PL4/8.3 + PL10/7.3',
      'PL4/8.4 + PL10/7.4',
      'PL4/8.5 + PL10/7.5',
      'PL4/8.6 + PL10/7.6',
      'PL5/5 + PL9/6.8',
      'PL5/9.2 + PL10/6.1',
      'PL8/9.1 + PL11/4.1',
      'PL8/10 + PL9/6.9',
      'PL9/6.10 + PL10/8',
    ]);
    expect(ofKind('counted-twice').map(({ amountMillionVnd }) => amountMillionVnd)).toEqual([
      280, 1200, 450, 500, 789, 560, 1800, 230, 530, 900, 300, 1400, 200, 350, 160, 1000, 3000, 2500,
    ]);
  });

  it('are worded as different spans in four of them', () => {
    const remarked = ofKind('counted-twice').filter(({ remark }) => remark !== undefined);
    expect(remarked.map(({ sides }) => sides[0]?.code)).toEqual(['PL2/5.2', 'PL4/7.4', 'PL4/8.3', 'PL4/8.4']);
  });

  it('are swapped between the portal and the support zone: 530 and 230', () => {
    expect(codesOf('swapped-budgets', 'qd-32-skhcn-2022')).toEqual([
      'PL4/8.1 + PL10/7.2 + PL4/8.2 + PL10/7.1',
    ]);
    expect(ofKind('swapped-budgets')[0]?.sides.map(({ budgetMillionVnd }) => budgetMillionVnd)).toEqual([
      530, 230, 230, 530,
    ]);
  });

  it('overlap in the enterprises to be founded, and in nothing else', () => {
    expect(codesOf('overlapping-jobs', 'qd-32-skhcn-2022')).toEqual(['PL6/12.1 + PL10/5']);
  });

  it('stand on no group row, so that no sum can be wrong, and no pair has two budgets unexchanged', () => {
    expect([...ofKind('group-sum'), ...ofKind('two-budgets')]).toEqual([]);
  });
});

describe('leads and targets', () => {
  it('differ in the budget for science, and in a memorandum that two units of the department have', () => {
    expect(placesOf('two-leads')).toEqual([
      ['ctr-bcd-2026 32', 'kh-709-2026 3.14'],
      ['ctr-skhcn-2026 III.5', 'ctr-skhcn-2026 III.11'],
    ]);
  });

  it('have the commune below the city in one share and above it in another', () => {
    expect(
      ofKind('two-targets').map(({ severity, sides }) => [
        severity,
        ...sides.map(({ code, says }) => `${code}: ${says}`),
      ]),
    ).toEqual([
      ['medium', '1.2.1.(3)/4: ít nhất 90 %; năm 2026', 'I.2.3/5: ít nhất 80 %; năm 2026'],
      ['low', '1.2.1.(3)/5: ít nhất 95 %; năm 2026', 'I.2.3/4: ít nhất 100 %; năm 2026'],
    ]);
  });

  it('stand twice in one line of the decision of 2022', () => {
    expect(placesOf('doubled-title')).toEqual([['qd-32-skhcn-2022 PL10-6', 'qd-32-skhcn-2022 PL10-7']]);
  });
});

describe('what the tasks lack', () => {
  it('is a lead for the 40 solutions of the commune and for the last task of the department', () => {
    expect(codesOf('no-lead', 'ctr-skhcn-2026')).toEqual(['III.14']);
    expect(codesOf('no-lead', 'kh-xa-chi-minh-2026')).toHaveLength(40);
    expect(ofKind('no-lead')).toHaveLength(41);
  });

  it('is a product in 32 of the 131 tasks of 2022, and in many of the department and the commune', () => {
    expect(codesOf('no-product', 'qd-32-skhcn-2022')).toEqual(
      (
        'PL1/8 PL4/7.1 PL4/7.2 PL4/8.1 PL4/8.2 PL4/8.8 PL5/4 PL5/9.2 PL5/9.3 PL6/5 PL6/12.2 PL6/12.3 PL7/5 PL7/7 PL8/4 ' +
        'PL8/9.1 PL9/3 PL9/6.1 PL10/1 PL10/2 PL10/3.1 PL10/3.2 PL10/6.1 PL10/6.2 PL10/7.1 PL10/7.2 PL10/9 PL10/10 ' +
        'PL11/1 PL11/2 PL11/3 PL11/4.1'
      ).split(' '),
    );
    expect(codesOf('no-product', 'ctr-skhcn-2026')).toHaveLength(19);
    expect(codesOf('no-product', 'kh-xa-chi-minh-2026')).toHaveLength(49);
    expect(codesOf('no-product', 'kh-709-2026')).toEqual(['9.4']);
  });

  it('is a time in all of the commune’s and in three of 2022', () => {
    expect(codesOf('no-time', 'kh-xa-chi-minh-2026')).toHaveLength(53);
    expect(codesOf('no-time', 'qd-32-skhcn-2022')).toEqual(['PL4/8.6', 'PL7/2', 'PL10/7.6']);
    expect(ofKind('no-time')).toHaveLength(56);
  });
});

describe('a part of the catalogues', () => {
  it('is checked alone: what stands within a document is found as well', () => {
    const alone = readCatalogues(['qd-32-skhcn-2022']);
    expect(checkCatalogues(alone.files, alone.known)).toEqual({
      ...result,
      programmes: result.programmes.filter(({ id }) => id === 'qd-32-skhcn-2022'),
      findings: result.findings.filter(({ sides }) =>
        sides.some(({ programme }) => programme === 'qd-32-skhcn-2022'),
      ),
    });
  });

  it('has no broken links to those that are left out', () => {
    const alone = readCatalogues(['ctr-skhcn-2026']);
    expect(
      checkCatalogues(alone.files, alone.known).findings.filter(({ severity }) => severity === 'high'),
    ).toEqual([]);
  });
});

describe('reading', () => {
  let folder: string | undefined;
  afterEach(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** A config folder of one catalogue. */
  function folderWith(change: (text: string) => string): string {
    folder = mkdtempSync(join(tmpdir(), 'nq57-check-'));
    for (const name of ['catalogues', 'units']) mkdirSync(join(folder, name));
    const copy = (path: string, edit: (text: string) => string) =>
      writeFileSync(join(folder as string, path), edit(readFileSync(join(configFolder(), path), 'utf8')));
    copy('catalogues/ctr-bcd-2026.yaml', change);
    copy('units/hai-phong.yaml', (text) => text);
    return folder;
  }

  it('takes all catalogues of the folder when none is named', () => {
    expect(
      readCatalogues(
        [],
        folderWith((text) => text),
      ).files,
    ).toHaveLength(1);
    expect([...readCatalogues().known]).toEqual(expect.arrayContaining(FIVE));
  });

  it('takes a file by its path', () => {
    const path = join(
      folderWith((text) => text),
      'catalogues',
      'ctr-bcd-2026.yaml',
    );
    expect(readCatalogues([path]).files[0]?.programme?.value.id).toBe('ctr-bcd-2026');
  });

  it('refuses a programme that has no catalogue, and names those that have', () => {
    const config = folderWith((text) => text);
    expect(() => readCatalogues(['la-2026'], config)).toThrow(
      expect.objectContaining({ code: 'catalogue-missing', detail: expect.stringContaining('ctr-bcd-2026') }),
    );
  });

  it('refuses files with flaws, and lists them', () => {
    const config = folderWith((text) => text.replace('schedule: 12/2026', 'schedule: khi nào xong thì xong'));
    expect(() => readCatalogues([], config)).toThrow(
      expect.objectContaining({
        code: 'invalid-catalogue',
        flaws: [
          {
            at: expect.stringMatching(/^ctr-bcd-2026\.yaml:\d+$/),
            detail: expect.stringContaining('khi nào xong'),
          },
        ],
      }),
    );
  });

  it('refuses classified matter', () => {
    const config = folderWith((text) => text.replace('classified: false', 'classified: true'));
    expect(() => readCatalogues([], config)).toThrow(expect.objectContaining({ code: 'classified-matter' }));
  });
});

describe('docs/catalogues.md', () => {
  const text = readFileSync(join(configFolder(), '..', 'docs', 'catalogues.md'), 'utf8');

  /** Cells of the rows of a table whose first cell is code: `| `id` | … |`. */
  const rows = text.split('\n').flatMap((line) => {
    const [, first, rest] = /^\| `([^`]+)` +\|(.*)\|$/.exec(line) ?? [];
    return first === undefined || rest === undefined
      ? []
      : [[first, ...rest.split('|').map((cell) => cell.trim())]];
  });

  it('gives the counts and sums that the command gives', () => {
    expect(
      rows
        .filter((row) => FIVE.includes(row[0] ?? '') && row.length === COUNTS_COLUMNS)
        .map(([id, , ...figures]) => [id, ...figures]),
    ).toEqual(
      result.programmes.map(({ id, tasks, groups, indicators, budgetMillionVnd }) => [
        id,
        String(tasks),
        String(groups),
        String(indicators),
        budgetMillionVnd === null ? '–' : amountText(budgetMillionVnd),
      ]),
    );
  });

  it('counts what the catalogues say of how indicators are measured', () => {
    const told = rows.filter((row) => FIVE.includes(row[0] ?? '') && row.length === MEASURING_COLUMNS);
    expect(told).toEqual(
      files.map(({ programme, indicators }) => {
        const count = (says: (indicator: Indicator) => unknown) =>
          indicators.filter(({ value }) => says(value)).length;
        const figures = [
          count(({ timing }) => timing),
          count(({ cadence }) => cadence),
          count(({ owner }) => owner),
          count(({ formula }) => formula?.kind === 'ratio'),
          count(({ formula }) => formula?.kind === 'weighted-average'),
          count(({ formula }) => formula?.kind === 'system'),
          count(({ targets }) => targets.length > 0),
        ];
        return [programme?.value.id, ...figures.map((figure) => (figure === 0 ? '–' : String(figure)))];
      }),
    );
  });

  it('gives the numbers of findings that the command gives, for every kind', () => {
    const kinds: readonly string[] = FINDING_KINDS;
    const told = rows
      .filter(([kind]) => kinds.includes(kind ?? ''))
      .map(([kind, , ...figures]) => [kind, ...figures]);
    expect(told).toEqual(
      FINDING_KINDS.map((kind) => [
        kind,
        ...result.programmes.map(({ findings }) => String(findings[kind] ?? '–')),
        String(ofKind(kind).length),
      ]),
    );
  });

  it('shows a catalogue of one’s own that is read without flaws and lacks nothing', () => {
    const [, example = ''] = /```yaml\n(id: (?:.|\n)*?)```/.exec(text) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'nq57-check-'));
    try {
      for (const name of ['catalogues', 'units']) mkdirSync(join(folder, name));
      for (const path of ['units/hai-phong.yaml', 'units/xa-chi-minh.yaml', 'catalogues/ctr-bcd-2026.yaml']) {
        writeFileSync(join(folder, path), readFileSync(join(configFolder(), path)));
      }
      writeFileSync(join(folder, 'catalogues', 'kh-mau-2026.yaml'), example);
      const own = readCatalogues(['kh-mau-2026'], folder);
      expect(checkCatalogues(own.files, own.known)).toMatchObject({
        programmes: [{ tasks: 2, groups: 1, indicators: 1, budgetMillionVnd: 250 }],
        findings: [],
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('gives the sums of what is counted too often', () => {
    expect(text).toContain('16.149,00');
    expect(text).toContain('40.823,91');
  });
});
