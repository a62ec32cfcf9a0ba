import { describe, expect, it } from '@jest/globals';
import {
  DRAFT_NOTICE,
  DRAFT_SHAPE,
  type DraftFacts,
  draftOf,
  draftUnits,
  PROVISIONAL_NOTICE,
  SIMULATED_NOTICE,
} from './drafts.js';
import type { UnitFacts } from './facts.js';
import { ranked } from './ranking.js';
import { scorecardOf } from './scorecard.js';
import { type Span, spanOf } from './span.js';
import { filled, readTemplate } from './template.js';
import { assignment, judged, local, setting, slot, unit, warning } from './testing/given.js';
import { numberText, shareText } from './text.js';

const MARCH = spanOf('2026-03') as Span;
const GOAL = 0.9;

const onTime = (count: number) =>
  Array.from({ length: count }, (_, index) => slot('on-time', { task: `o${index}` }));
const late = slot('late', { task: 'l', at: '2026-04-08 09:00' });
const LATE_WARNING = warning('update-missing', { task: 'l', standing: false });

const cardsOf = (...units: readonly Partial<UnitFacts>[]) =>
  ranked(
    units.map((facts, index) => {
      const name = `Sở ${index + 1}`;
      return scorecardOf(unit({ unit: name, unitName: name, ...facts }), MARCH, setting('2026-05-04 09:00'));
    }),
  );

const reasons = (kind: 'commendation' | 'criticism', facts: Partial<UnitFacts>) =>
  draftUnits(kind, cardsOf(facts), GOAL).flatMap((one) => one.reasons);

describe('A commendation', () => {
  it.each<[string, Partial<UnitFacts>, boolean]>([
    ['names who owed three updates and sent all in time', { slots: onTime(3) }, true],
    ['leaves out who owed fewer', { slots: onTime(2) }, false],
    ['leaves out who owed none', {}, false],
    ['leaves out who was late once', { slots: [...onTime(30), late] }, false],
    [
      'leaves out who was late once, although for an objective cause: praise is for what was done',
      {
        slots: [...onTime(30), late],
        warnings: [LATE_WARNING],
        explanations: [judged(LATE_WARNING.id, true)],
      },
      false,
    ],
    ['allows a warning of level 1', { slots: onTime(3), warnings: [warning('contradiction')] }, true],
    [
      'leaves out who had one of level 2',
      { slots: onTime(3), warnings: [warning('contradiction', { highestLevel: 2, standing: false })] },
      false,
    ],
    [
      'leaves out who has a task overdue from before',
      { slots: onTime(3), assignments: [assignment('2026-02-20', ['2026-02-02 09:00', 'in-progress'])] },
      false,
    ],
  ])('%s', (_name, facts, isNamed) => {
    expect(reasons('commendation', facts)).toHaveLength(isNamed ? 1 : 0);
  });
});

describe('A criticism', () => {
  it.each<[string, Partial<UnitFacts>, readonly string[]]>([
    ['leaves out who reached the goal exactly', { slots: [...onTime(9), late] }, []],
    [
      'names who stayed under it, and never shows the share as reached',
      { slots: [...onTime(8), late] },
      ['tỷ lệ cập nhật 88,8 %, dưới mục tiêu 90 %'],
    ],
    [
      'leaves out who stayed under it for objective causes',
      {
        slots: [...onTime(8), late],
        warnings: [LATE_WARNING],
        explanations: [judged(LATE_WARNING.id, true)],
      },
      [],
    ],
    [
      'names who had a warning of level 3',
      { slots: onTime(3), warnings: [warning('contradiction', { highestLevel: 3 })] },
      ['có cảnh báo lên đến mức 3'],
    ],
    ['leaves out who owed nothing', {}, []],
  ])('%s', (_name, facts, expected) => {
    expect(reasons('criticism', facts)).toStrictEqual(expected);
  });

  it('does not count a warning with a confirmed objective cause', () => {
    const high = warning('contradiction', { highestLevel: 4 });
    expect(
      reasons('criticism', { slots: onTime(3), warnings: [high], explanations: [judged(high.id, true)] }),
    ).toStrictEqual([]);
  });

  it('begins with the last of the ranking', () => {
    const cards = cardsOf({ slots: [...onTime(1), late] }, { slots: [late] });
    expect(draftUnits('criticism', cards, GOAL).map(({ card }) => card.unitName)).toStrictEqual([
      'Sở 2',
      'Sở 1',
    ]);
  });
});

const SOURCE = `# Remark
{{notice}}
{{programme}}, {{span}}, {{asOf}}: {{criteria}}
{{#units}}
{{number}}. {{unit}} {{rate}} {{workingDaysLate}}
{{/units}}
{{^units}}
Không có.
{{/units}}
Hết.`;

const facts = (fields: Partial<DraftFacts> = {}): DraftFacts => ({
  kind: 'criticism',
  programme: 'Chương trình {{mẫu}}',
  span: MARCH,
  asOf: local('2026-05-04 09:05'),
  goal: GOAL,
  provisional: false,
  simulated: false,
  cards: cardsOf({ slots: [late] }),
  ...fields,
});

const CRITERIA =
  'tỷ lệ cập nhật đúng hạn và đủ dữ liệu dưới mục tiêu 90 %, hoặc có cảnh báo từ mức 3 trở lên; ' +
  'việc chậm, thiếu đã được xác nhận do nguyên nhân khách quan không tính.';

describe('The text of a draft', () => {
  const { template, flaws } = readTemplate(SOURCE, DRAFT_SHAPE);

  it('says that it is a draft, by which criteria, and puts the figures in; what is put in is not read again', () => {
    expect(flaws).toStrictEqual([]);
    expect(draftOf(template, facts()).text).toBe(
      `${DRAFT_NOTICE}\nChương trình {{mẫu}}, tháng 03/2026, 04/05/2026 09:05: ${CRITERIA}\n1. Sở 1 0 % 2\nHết.\n`,
    );
  });

  it('says so where it names nobody', () => {
    expect(draftOf(template, facts({ cards: [] })).text).toMatch(/trở lên; .*\nKhông có\.\nHết\.\n$/);
  });

  it('says on top that the figures are simulated or provisional, where they are', () => {
    const { text } = draftOf(template, facts({ simulated: true, provisional: true }));
    expect(text.split('\n').slice(0, 3)).toStrictEqual([DRAFT_NOTICE, SIMULATED_NOTICE, PROVISIONAL_NOTICE]);
  });
});

describe('A template', () => {
  const shape = { values: ['a'], ofUnit: ['b'], required: ['a'] };
  const flawsOf = (source: string) =>
    readTemplate(source, shape).flaws.map(({ line, detail }) => `${line} ${detail}`);
  const GOOD = '{{a}}\n{{#units}}\n{{a}} {{b}}\n{{/units}}';

  it('is accepted where it names what there is', () => {
    expect(flawsOf(GOOD)).toStrictEqual([]);
  });

  it.each([
    ['an unknown name', `${GOOD}\n{{c}}`, '5 “{{c}}” không có ở đây; có thể dùng: a'],
    ['a unit’s value outside of the units', `${GOOD}\n{{b}}`, '5 “{{b}}” không có ở đây; có thể dùng: a'],
    ['braces that do not close', `${GOOD}\n{{a}`, '5 dấu {{ }} không khép kín'],
    ['a part that does not close', '{{a}}\n{{#units}}\n{{b}}', '2 phần mở chưa đóng bằng {{/units}}'],
    ['a part that was never opened', `${GOOD}\n{{/units}}`, '5 {{/units}} không có phần mở'],
    ['no units', '{{a}}', '1 thiếu phần {{#units}}'],
    ['nothing of what it must say', '{{#units}}\n{{b}}\n{{/units}}', '3 thiếu “{{a}}”'],
    ['letters put together of parts', `${GOOD}\ne\u0301`, '1 phải là Unicode dựng sẵn (NFC)'],
  ])('is refused with %s, with its line', (_name, source, flaw) => {
    expect(flawsOf(source)).toStrictEqual([flaw]);
  });

  it('is filled without reading what is put in', () => {
    const { template } = readTemplate(GOOD, shape);
    expect(filled(template, { a: '{{b}}' }, [{ b: 'x' }])).toBe('{{b}}\n{{b}} x\n');
  });
});

describe('Figures in texts', () => {
  it.each([
    [1, '100 %'],
    [0.9, '90 %'],
    [0.924, '92,4 %'],
    [0.923, '92,3 %'],
    [0.89999, '89,9 %'],
    [0.999999, '99,9 %'],
    [0, '0 %'],
    [null, '–'],
  ])('a share of %s reads %s', (share, text) => expect(shareText(share)).toBe(text));

  it('numbers have points between thousands and a comma before decimals', () => {
    expect([numberText(1234.5), numberText(1_234_567), numberText(7)]).toStrictEqual([
      '1.234,5',
      '1.234.567',
      '7',
    ]);
  });
});
