import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { NO_DETAILS } from '../domain/indicator.state.js';
import { CATALOGUE, temporaryFolder, UNITS, writeFiles } from '../testing/fixtures.js';
import { readCatalogueFile } from './catalogue-file.js';
import { readUnitsFile } from './units-file.js';

const folder = temporaryFolder();

function checkUnits(text: string | Uint8Array) {
  writeFiles(folder(), { 'units/mau.yaml': text });
  return readUnitsFile(join(folder(), 'units/mau.yaml'));
}

function checkCatalogue(text: string | Uint8Array, units = UNITS, name = 'mau-2026') {
  writeFiles(folder(), { 'units/mau.yaml': units, [`catalogues/${name}.yaml`]: text });
  return readCatalogueFile(join(folder(), `catalogues/${name}.yaml`));
}

/** The text with one piece put in place of another, which must be there. */
function changed(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

/** Line of the first occurrence, from 1. */
const lineOf = (text: string, piece: string) => text.slice(0, text.indexOf(piece)).split('\n').length;

describe('a catalogue file', () => {
  it('that is whole is read whole, in its own order', () => {
    const { flaws, programme, tasks, indicators } = checkCatalogue(CATALOGUE);
    expect(flaws).toEqual([]);
    expect(programme?.value).toMatchObject({
      id: 'mau-2026',
      documentYear: 2026,
      units: 'mau',
      classified: false,
    });
    expect(programme?.value.source).toEqual({
      file: 'mau-2026.yaml',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(tasks.map(({ value, at }) => [value.code, value.ordinal, at])).toEqual([
      ['1', 1, `mau-2026.yaml:${lineOf(CATALOGUE, "code: '1'")}`],
      ['2', 2, `mau-2026.yaml:${lineOf(CATALOGUE, "code: '2'")}`],
    ]);
    expect(tasks[0]?.value.schedule).toEqual({
      phrase: 'Quý I/2026',
      kind: 'quarter',
      start: '2026-01-01',
      due: '2026-03-31',
    });
    expect(indicators.map(({ value }) => value)).toEqual([
      {
        ...NO_DETAILS,
        programme: 'mau-2026',
        code: '1.(1)/1',
        group: '1.(1)',
        name: 'Hồ sơ trực tuyến',
        unit: '%',
        direction: 'at_least',
        target: 90,
        targetMax: null,
        stretchTarget: 95,
        targetYear: 2026,
        ordinal: 1,
      },
      {
        ...NO_DETAILS,
        programme: 'mau-2026',
        code: '1.(1)/2',
        group: '1.(1)',
        name: 'Nền nếp',
        unit: null,
        direction: 'qualitative',
        target: null,
        targetMax: null,
        stretchTarget: null,
        targetYear: 2026,
        ordinal: 2,
      },
    ]);
  });

  it('says what its document gives beyond the columns that every task has', () => {
    const text = changed(
      changed(
        changed(
          CATALOGUE,
          'policy: city-monthly',
          'policy: city-monthly\nnumber: 15-CTr/BCĐ\nissuedOn: 2026-01-05\nbasis: [goc-2026]',
        ),
        'schedule: Quý I/2026',
        'schedule: Quý I/2026\n    isGroup: true\n    budgetMillionVnd: 1250.5',
      ),
      "code: '2'",
      "code: 2/1.10\n    parentCode: '1'\n    note: Chuyển tiếp\n    derivedFrom: [{ programme: goc-2026, task: '6' }]",
    );
    writeFiles(folder(), { 'catalogues/goc-2026.yaml': "tasks: [{ code: '6' }]" });
    const { flaws, programme, tasks } = checkCatalogue(text);
    expect(flaws).toEqual([]);
    expect(programme?.value).toMatchObject({
      number: '15-CTr/BCĐ',
      issuedOn: '2026-01-05',
      basis: ['goc-2026'],
    });
    expect(tasks.map(({ value }) => value)).toMatchObject([
      { code: '1', isGroup: true, budgetMillionVnd: 1250.5, parentCode: null, derivedFrom: [] },
      {
        code: '2/1.10',
        isGroup: false,
        budgetMillionVnd: null,
        parentCode: '1',
        note: 'Chuyển tiếp',
        derivedFrom: [{ programme: 'goc-2026', task: '6' }],
      },
    ]);
  });

  it('may have a task with nobody in the lead: the check of catalogues tells of it', () => {
    const { flaws, tasks } = checkCatalogue(changed(CATALOGUE, '[xa-b]', '[]'));
    expect(flaws).toEqual([]);
    expect(tasks[1]?.value.leadUnits).toEqual([]);
  });

  it('that names an origin which its catalogue does not have is not whole', () => {
    writeFiles(folder(), { 'catalogues/goc-2026.yaml': "tasks: [{ code: '6' }]" });
    const text = changed(
      CATALOGUE,
      "code: '2'",
      "code: '2'\n    derivedFrom: [{ programme: goc-2026, task: '7' }]",
    );
    expect(checkCatalogue(text).flaws).toEqual([
      {
        at: expect.stringMatching(/^mau-2026\.yaml:\d+$/),
        detail: '“derivedFrom”: chương trình “goc-2026” không có nhiệm vụ 7',
      },
    ]);
  });

  it('with a dozen different faults answers all of them, each with its line', () => {
    const text = `id: mau-2026
title: Chương trình mẫu
issuer: 57
documentYear: 2026
period: { from: 2026-02-30, until: 2026-12-31 }
units: mau
policy: city-monthly
colour: red
sections:
  - { code: I, title: Chỉ đạo }
  - { code: I, title: Chuyển đổi số }
tasks:
  - code: '1'
    section: IX
    title: Số hóa hồ sơ
    directingLeaders: Phó Chủ tịch
    leadUnits: [so-a, so-z]
    coordinatingUnits: [lien-quan]
    deliverables: [Kế hoạch, Kế hoạch]
    schedule: Sớm nhất có thể
  - code: '1'
    section: I
    directingLeaders: []
    leadUnits: [lien-quan]
    coordinatingUnits: []
    deliverables: []
    schedule: Thường xuyên
indicators:
  - { code: a/1, group: a, name: Hồ sơ, unit: '%', direction: at_least, targetYear: 2026 }
  - { code: a/2, group: a, name: Hạng, direction: upwards, target: 3, targetYear: 2026 }
  - { code: a/3, group: a, name: Cũ, direction: exactly, target: ba, targetYear: 2020 }
`;
    expect(checkCatalogue(text).flaws).toEqual([
      { at: 'mau-2026.yaml:3', detail: '“issuer”: phải là chữ (số thì đặt trong dấu nháy)' },
      { at: 'mau-2026.yaml:5', detail: '“from”: “2026-02-30” phải là ngày có thật, dạng YYYY-MM-DD' },
      { at: 'mau-2026.yaml:8', detail: 'tệp: không có trường “colour”' },
      { at: 'mau-2026.yaml:11', detail: 'mã mục “I” đã dùng ở mau-2026.yaml:10' },
      { at: 'mau-2026.yaml:14', detail: '“section”: không có mục “IX”' },
      { at: 'mau-2026.yaml:16', detail: '“directingLeaders”: phải là danh sách' },
      {
        at: 'mau-2026.yaml:17',
        detail: '“leadUnits”: không có đơn vị hay nhóm đơn vị “so-z” trong units/mau.yaml',
      },
      { at: 'mau-2026.yaml:19', detail: '“deliverables”: “Kế hoạch” ghi hai lần' },
      {
        at: 'mau-2026.yaml:20',
        detail: expect.stringContaining('Không hiểu thời gian thực hiện "Sớm nhất có thể"'),
      },
      { at: 'mau-2026.yaml:21', detail: 'mục của “tasks”: thiếu trường “title”' },
      { at: 'mau-2026.yaml:21', detail: 'mã nhiệm vụ “1” đã dùng ở mau-2026.yaml:13' },
      {
        at: 'mau-2026.yaml:24',
        detail: '“leadUnits”: nhóm “lien-quan” chỉ mô tả, không thể là đơn vị chủ trì',
      },
      { at: 'mau-2026.yaml:29', detail: 'chiều “at_least” cần có “target”' },
      {
        at: 'mau-2026.yaml:30',
        detail:
          '“direction”: “upwards” không thuộc at_least, at_most, exactly, range, rank_at_most, qualitative',
      },
      { at: 'mau-2026.yaml:31', detail: '“target”: phải là số' },
      { at: 'mau-2026.yaml:31', detail: '“targetYear”: phải là số nguyên từ 2026 đến 2100' },
    ]);
  });

  it.each([
    [
      'a tab for indentation',
      '  - { code: II',
      '\t- { code: II',
      'sai cú pháp YAML: thụt dòng bằng phím Tab',
    ],
    ['a bracket left open', '[lien-quan]', '[lien-quan', 'sai cú pháp YAML: '],
    [
      'a field written twice',
      'issuer: ',
      'title: Nữa\nissuer: ',
      'sai cú pháp YAML: trường này đã ghi ở trên',
    ],
    ['a field missing', 'policy: city-monthly\n', '', 'tệp: thiếu trường “policy”'],
    ['an id that is not the name of the file', 'id: mau-2026', 'id: mau-2027', '“id”: “mau-2027” phải trùng'],
    [
      'a period that ends before it begins',
      'until: 2026-12-31',
      'until: 2025-12-31',
      '“period”: “from” không được',
    ],
    ['a units file that is not there', 'units: mau', 'units: khac', 'không có tệp đơn vị units/khac.yaml'],
    [
      'a negative budget',
      'schedule: Thường xuyên',
      'schedule: Thường xuyên\n    budgetMillionVnd: -1',
      '“budgetMillionVnd”: không được âm',
    ],
    [
      'a part of what is no group',
      'schedule: Thường xuyên',
      "schedule: Thường xuyên\n    parentCode: '1'",
      '“parentCode”: không có dòng nhóm “1”',
    ],
    [
      'an origin in its own programme',
      'schedule: Thường xuyên',
      "schedule: Thường xuyên\n    derivedFrom: [{ programme: mau-2026, task: '1' }]",
      'nhiệm vụ gốc phải ở chương trình khác',
    ],
    [
      'a day of issue that there was not',
      'policy: city-monthly',
      'policy: city-monthly\nissuedOn: 2026-02-30',
      '“issuedOn”: “2026-02-30” phải là ngày có thật',
    ],
    [
      'a basis that is no id',
      'policy: city-monthly',
      'policy: city-monthly\nbasis: [Nghị quyết 57]',
      '“basis”: “Nghị quyết 57” phải là',
    ],
    ['an empty title', 'title: Kiểm tra định kỳ', "title: ' '", '“title”: không được để trống'],
    ['a code that no stream name takes', "code: '2'", "code: 'Hai ạ'", '“code”: “Hai ạ” phải là'],
    ['an unpaired parenthesis in a code', 'code: 1.(1)/2', 'code: 1.(1/2', '“code”: “1.(1/2” phải là'],
    [
      'a word in place of yes or no',
      'classified: false',
      'classified: không',
      '“classified”: phải là true hoặc false',
    ],
    ['a list of more than text', '[so-a, cac-xa]', '[so-a, [cac-xa]]', 'mục của “leadUnits”: phải là chữ'],
  ])('with %s is not whole', (_name, from, to, detail) => {
    expect(checkCatalogue(changed(CATALOGUE, from, to)).flaws).toContainEqual({
      at: expect.stringMatching(/^mau-2026\.yaml:\d+$/),
      detail: expect.stringContaining(detail),
    });
  });

  it.each([
    ['is empty', ''],
    ['is a list', '- a\n'],
    ['is not UTF-8', Buffer.from([0xff, 0xfe, 0x41])],
    ['holds only comments', '# nothing\n'],
  ])('that %s is not whole', (_name, text) => {
    expect(checkCatalogue(text).flaws.length).toBeGreaterThan(0);
  });

  it('answers the faults of its units file, too', () => {
    const { flaws } = checkCatalogue(CATALOGUE, changed(UNITS, 'kind: department', 'kind: school'));
    expect(flaws).toEqual([
      { at: 'mau.yaml:2', detail: expect.stringContaining('“kind”: “school” không thuộc') },
    ]);
  });

  it.each([
    ['as a whole', 'classified: false'],
    ['in one task', 'schedule: Quý I/2026'],
  ])('that is marked as classified %s says so', (_name, place) => {
    const text = changed(CATALOGUE, 'classified: false\n', '');
    const at = place.startsWith('classified') ? 'policy: city-monthly' : place;
    const indent = at === place ? '    ' : '';
    const file = checkCatalogue(changed(text, at, `${at}\n${indent}classified: true`));
    expect(file.classified).toBe(true);
    expect(file.flaws).toHaveLength(1);
  });

  it('in decomposed Vietnamese is read as composed, with odd spacing cleaned', () => {
    const file = checkCatalogue(changed(CATALOGUE, 'Số hóa hồ sơ', 'Số  hóa\u00a0hồ sơ').normalize('NFD'));
    expect(file.flaws).toEqual([]);
    expect(file.tasks[0]?.value.title).toBe('Số hóa hồ sơ');
  });
});

describe('a units file', () => {
  it('that is whole is read whole, in its own order', () => {
    const { id, flaws, units, groups } = checkUnits(UNITS);
    expect({ id, flaws }).toEqual({ id: 'mau', flaws: [] });
    expect(units.map(({ value }) => value)).toEqual([
      { id: 'so-a', name: 'Sở A', kind: 'department', code: null, aliases: ['SA'], ordinal: 1 },
      { id: 'xa-a', name: 'Xã A', kind: 'commune', code: '10507', aliases: [], ordinal: 2 },
      { id: 'xa-b', name: 'Xã B', kind: 'commune', code: '10508', aliases: [], ordinal: 3 },
    ]);
    expect(
      groups.map(({ value: { id: group, descriptive, ordinal } }) => [group, descriptive, ordinal]),
    ).toEqual([
      ['cac-xa', false, 1],
      ['cac-truong', false, 2],
      ['lien-quan', true, 3],
    ]);
  });

  it('answers everything wrong with it', () => {
    const text = `units:
  - { id: so-a, name: Sở A, kind: department }
  - { id: so-a, name: Sở A khác, kind: department }
  - { id: Sở B, name: Sở A, kind: phòng }
  - { id: xa-a, name: Xã A, kind: commune, code: 10507 }
  - { id: xa-b, name: Xã B, kind: commune, code: '1', zip: '2' }
  - { id: xa-c, name: Xã C, kind: commune, code: '1' }
groups:
  - { id: xa-a, name: Các xã, kinds: [commune] }
  - { id: cac-so, name: Các sở, units: [so-z], exclude: [so-a] }
  - { id: lien-quan, name: Liên quan, kinds: [commune], descriptive: true }
`;
    expect(checkUnits(text).flaws).toEqual([
      { at: 'mau.yaml:3', detail: 'mã định danh “so-a” đã dùng ở mau.yaml:2' },
      { at: 'mau.yaml:4', detail: '“id”: “Sở B” phải là chữ thường không dấu, số và gạch nối' },
      { at: 'mau.yaml:4', detail: 'tên “Sở A” đã dùng ở mau.yaml:2' },
      { at: 'mau.yaml:4', detail: expect.stringContaining('“kind”: “phòng” không thuộc department, ') },
      { at: 'mau.yaml:5', detail: '“code”: phải là chữ (số thì đặt trong dấu nháy)' },
      { at: 'mau.yaml:6', detail: 'mục của “units”: không có trường “zip”' },
      { at: 'mau.yaml:7', detail: 'mã đơn vị “1” đã dùng ở mau.yaml:6' },
      { at: 'mau.yaml:9', detail: 'mã định danh “xa-a” đã dùng ở mau.yaml:5' },
      { at: 'mau.yaml:10', detail: expect.stringContaining('nhóm “cac-so”: không có đơn vị nào') },
      { at: 'mau.yaml:10', detail: '“units”: không có đơn vị “so-z” trong tệp này' },
      { at: 'mau.yaml:11', detail: 'nhóm “lien-quan”: nhóm chỉ mô tả không có kinds, units, exclude' },
    ]);
  });
});

describe('a units file that includes another', () => {
  const own = `includes: [chung]
units:
  - { id: phong-a, name: Phòng A, kind: division }
groups:
  - { id: phong-va-so, name: Phòng và sở, units: [phong-a, so-a] }
`;

  it('has the units and groups of both, the included first', () => {
    writeFiles(folder(), { 'units/chung.yaml': UNITS });
    const { flaws, units, groups, ids } = checkUnits(own);
    expect(flaws).toEqual([]);
    expect(units.map(({ value }) => [value.id, value.ordinal])).toEqual([
      ['so-a', 1],
      ['xa-a', 2],
      ['xa-b', 3],
      ['phong-a', 4],
    ]);
    expect(groups.map(({ value }) => value.ordinal)).toEqual([1, 2, 3, 4]);
    expect([...ids]).toContain('lien-quan');
  });

  it.each([
    ['that is not there', own, undefined, 'không có tệp đơn vị units/chung.yaml'],
    ['that includes a third', own, 'includes: [mau]\nunits: []', 'chỉ được một bậc'],
    [
      'and names a unit of it anew',
      own.replaceAll('phong-a', 'xa-a'),
      UNITS,
      'mã định danh “xa-a” đã dùng ở',
    ],
    ['and uses a name of it again', own.replace('Phòng A', 'Sở A'), UNITS, 'tên “Sở A” đã dùng ở'],
  ])('%s is not whole', (_name, text, included, detail) => {
    if (included !== undefined) writeFiles(folder(), { 'units/chung.yaml': included });
    expect(checkUnits(text).flaws).toContainEqual({
      at: expect.stringMatching(/^mau\.yaml:\d+$/),
      detail: expect.stringContaining(detail),
    });
  });
});
