import { describe, expect, it } from '@jest/globals';
import { LACK_TEXT, type Lack, lacksOf, needsOf, type ReportFacts } from './sufficiency.js';
import { samplePolicy } from './testing/sample-policy.js';

const FULL: ReportFacts = {
  kind: 'progress',
  percent: 40,
  summary: 'Đã khảo sát xong 12/20 đơn vị',
  deliverables: 0,
  documents: 0,
  scheduleKind: 'quarter',
  difficulties: false,
  disbursedVnd: null,
  hasBudget: false,
  due: null,
  period: '2026-03',
};

const EMPTY: ReportFacts = { ...FULL, percent: null, summary: '' };

const ROWS: readonly (readonly [name: string, report: ReportFacts, lacks: readonly Lack[]])[] = [
  ['holds everything', FULL, []],
  ['is empty', EMPTY, ['summary-too-short', 'percent-missing']],
  ['says “nothing to report” and nothing else', { ...EMPTY, kind: 'nothing-to-report' }, []],
  ['has a summary of 19 characters', { ...FULL, summary: 'Đã khảo sát 12 xã ạ' }, ['summary-too-short']],
  ['has a summary of 20 characters', { ...FULL, summary: 'Đã khảo sát 12 xã ạ.' }, []],
  ['fills its summary with spaces', { ...FULL, summary: `Xong.${' '.repeat(30)}` }, ['summary-too-short']],
  ['counts a character beyond the BMP once', { ...FULL, summary: '𝒳'.repeat(19) }, ['summary-too-short']],
  ['states 0 %', { ...FULL, percent: 0 }, []],
  ['states no percent', { ...FULL, percent: null }, ['percent-missing']],
  ['claims 100 % without proof', { ...FULL, percent: 100 }, ['proof-missing']],
  ['claims 100 % with a deliverable', { ...FULL, percent: 100, deliverables: 1 }, []],
  ['claims 100 % with a document', { ...FULL, percent: 100, documents: 1 }, []],
  ['claims 99 % without proof', { ...FULL, percent: 99 }, []],
  [
    'claims 100 % of a task without an end, without proof',
    { ...FULL, percent: 100, scheduleKind: 'ongoing' },
    ['proof-missing'],
  ],
  ['lacks two things', { ...FULL, percent: 100, summary: 'Xong' }, ['summary-too-short', 'proof-missing']],
];

describe('What an update lacks', () => {
  it.each(ROWS)('when it %s', (_name, report, lacks) => {
    expect(lacksOf(report, samplePolicy())).toStrictEqual(lacks);
  });

  it.each(['ongoing', 'annual', 'monthly', 'none'])(
    'is no percent for a task that is “%s”',
    (scheduleKind) => {
      expect(lacksOf({ ...FULL, percent: null, scheduleKind }, samplePolicy())).toStrictEqual([]);
    },
  );

  it.each(['month', 'quarter', 'year', 'period', 'range', 'conditional', 'compound'])(
    'is the percent for a task that is “%s”',
    (scheduleKind) => {
      expect(lacksOf({ ...FULL, percent: null, scheduleKind }, samplePolicy())).toStrictEqual([
        'percent-missing',
      ]);
    },
  );

  it('is only what the policy demands', () => {
    const lenient = samplePolicy({
      sufficiency: { summaryMinLength: 0, percent: false, proofAtFull: false },
    });
    expect(lacksOf(EMPTY, lenient)).toStrictEqual([]);
    expect(lacksOf({ ...FULL, percent: 100 }, lenient)).toStrictEqual([]);
  });

  describe('where the policy asks for more', () => {
    const policy = samplePolicy({
      sufficiency: {
        summaryMinLength: 20,
        percent: true,
        proofAtFull: true,
        ongoingSummaryMinLength: 5,
        disbursementWithBudget: true,
        deliverableWhenDue: true,
      },
    });
    it.each<[string, Partial<ReportFacts>, Lack[]]>([
      ['a budget and no money stated', { hasBudget: true }, ['disbursement-missing']],
      ['a budget and 0 đồng stated', { hasBudget: true, disbursedVnd: 0 }, []],
      ['no budget and no money stated', {}, []],
      ['an end that is due in the period and nothing named', { due: '2026-03-31' }, ['deliverable-missing']],
      ['an end that fell due before and nothing named', { due: '2026-01-31' }, ['deliverable-missing']],
      ['an end in the period after', { due: '2026-04-01' }, []],
      ['an end that is due and a deliverable', { due: '2026-03-31', deliverables: 1 }, []],
      ['an end that is due and a document', { due: '2026-03-31', documents: 1 }, []],
      ['an end that is due and difficulties', { due: '2026-03-31', difficulties: true }, []],
      [
        'no end and a summary of five characters',
        { scheduleKind: 'ongoing', percent: null, summary: '12345' },
        [],
      ],
      [
        'no end and one of four',
        { scheduleKind: 'ongoing', percent: null, summary: '1234' },
        ['summary-too-short'],
      ],
      ['an end and a summary of five characters', { summary: '12345' }, ['summary-too-short']],
    ])('%s', (_name, facts, lacks) => {
      expect(
        lacksOf({ ...FULL, deliverables: 0, documents: 0, percent: 50, ...facts }, policy),
      ).toStrictEqual(lacks);
    });
  });

  it('has words for people, each of its own', () => {
    const lacks = [...ROWS.flatMap(([, , all]) => all), 'disbursement-missing', 'deliverable-missing'];
    expect(new Set(lacks)).toStrictEqual(new Set(Object.keys(LACK_TEXT)));
    expect(new Set(Object.values(LACK_TEXT)).size).toBe(Object.keys(LACK_TEXT).length);
  });
});

describe('What an update must hold', () => {
  const needs = (about: Partial<ReportFacts>) => {
    const policy = samplePolicy();
    const sufficiency = {
      ...policy.sufficiency,
      ongoingSummaryMinLength: 50,
      disbursementWithBudget: true,
      deliverableWhenDue: true,
    };
    return needsOf({ ...FULL, ...about }, { ...policy, sufficiency });
  };

  it('is a summary and a percent, and money, a deliverable or difficulties where they are due', () => {
    const plain = {
      summaryMinLength: 20,
      percent: true,
      proofAtFull: true,
      disbursement: false,
      deliverableOrDifficulties: false,
    };
    expect(needs({})).toStrictEqual(plain);
    expect(needs({ hasBudget: true })).toStrictEqual({ ...plain, disbursement: true });
    expect(needs({ due: '2026-03-31' })).toStrictEqual({ ...plain, deliverableOrDifficulties: true });
    expect(needs({ due: '2026-04-01' })).toStrictEqual(plain);
  });

  it('is more to read and no percent for a task without an end', () => {
    expect(needs({ scheduleKind: 'ongoing' })).toMatchObject({ summaryMinLength: 50, percent: false });
  });
});
