import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportView } from '#catalogue';
import { makeDocx, makeXlsx } from '#catalogue/testing';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import { type Answer, TestSystem, type Who } from '../support/system.js';

const HEADINGS = ['STT', 'Nội dung nhiệm vụ', 'Cơ quan chủ trì', 'Cơ quan phối hợp', 'Sản phẩm', 'Thời gian'];
const FINANCE = 'Sở Tài chính';
const SCIENCE = 'Sở Khoa học và Công nghệ';

/** An appendix as a department writes it in Word: a heading that comes again, two sections, a cell over two rows. */
const WORD = makeDocx({
  paragraphs: [
    'ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG',
    'Số: 57/KH-UBND',
    'Hải Phòng, ngày 12 tháng 01 năm 2026',
    'KẾ HOẠCH',
    'Phát triển dữ liệu dùng chung năm 2026',
  ],
  tables: [
    {
      rows: [
        HEADINGS,
        ['I', { text: 'Hạ tầng dữ liệu', span: 5 }],
        [
          '1',
          'Lập danh mục dữ liệu dùng chung',
          { text: SCIENCE, merge: 'restart' },
          FINANCE,
          'Danh mục',
          'Quý I/2026',
        ],
        ['2', 'Kết nối kho dữ liệu', { merge: 'continue' }, 'Viện Dữ liệu Biển', 'Báo cáo', 'Tháng 6/2026'],
        HEADINGS,
        ['II', { text: 'Kinh phí', span: 5 }],
        ['3', 'Bố trí kinh phí vận hành', FINANCE, '', 'Quyết định', 'Trước 31/10/2026'],
      ],
    },
  ],
});

/** The same in Excel, corrected: one deadline moved, one task more, one gone. */
const EXCEL = makeXlsx({
  sheets: [
    {
      name: 'Phụ lục',
      rows: [
        ['Số: 60/KH-UBND'],
        HEADINGS,
        ['I', 'Hạ tầng dữ liệu'],
        [1, 'Lập danh mục dữ liệu dùng chung', SCIENCE, FINANCE, 'Danh mục', 'Quý II/2026'],
        [2, 'Kết nối kho dữ liệu', SCIENCE, 'Viện Dữ liệu Biển', 'Báo cáo', 'Tháng 6/2026'],
        [4, 'Nghiệm thu kho dữ liệu', SCIENCE, '', 'Biên bản', { date: '2026-11-30' }],
      ],
    },
  ],
});

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open();
});

afterAll(() => system.close());

async function upload(
  url: string,
  as: Who,
  bytes: Uint8Array | null,
  name = 'phu-luc.docx',
  cells?: string,
): Promise<Answer> {
  const form = new FormData();
  if (cells !== undefined) form.set('cells', cells);
  if (bytes) form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const request = new Response(form);
  return system.post(url, as, Buffer.from(await request.arrayBuffer()), {
    'content-type': String(request.headers.get('content-type')),
  });
}

async function preview(url: string, bytes: Uint8Array, name?: string): Promise<ImportView> {
  const answer = await upload(url, 'office', bytes, name);
  expect([answer.status, answer.text.slice(0, 400)]).toEqual([201, expect.anything()]);
  return answer.body as unknown as ImportView;
}

const confirm = (programme: string, { id, digest }: { readonly id: string; readonly digest: string }) =>
  system.post(`/programmes/${programme}/imports/${id}/confirmation`, 'office', { digest });

describe('importing a programme', () => {
  const url = '/programmes/kh-57-2026/imports';

  it('goes from a Word appendix over its preview to events and to the overview', async () => {
    const seen = await expectNothingWritten(system, () => preview(url, WORD));
    expect(seen).toMatchObject({
      isNew: true,
      confirmable: true,
      unreadable: [],
      about: { number: '57/KH-UBND', issuedOn: '2026-01-12', documentYear: 2026 },
      counts: { tasks: 3, create: 3, change: 0, keep: 0, unreadable: 0, unknownUnits: 1 },
      unknownUnits: [{ text: 'Viện Dữ liệu Biển', leads: [], coordinates: ['2'] }],
    });
    expect(seen.about.title).toContain('dữ liệu dùng chung');
    expect(seen.about.sections.map(({ code }) => code)).toEqual(['I', 'II']);
    expect(seen.tasks.items[1]?.definition).toMatchObject({
      title: 'Kết nối kho dữ liệu',
      leadUnits: ['so-khoa-hoc-va-cong-nghe'],
      unknownCoordinatingUnits: ['Viện Dữ liệu Biển'],
      schedule: { phrase: 'Tháng 6/2026', kind: 'month', due: '2026-06-30' },
    });

    expect((await confirm('kh-57-2026', seen)).body).toEqual({
      programme: 'kh-57-2026',
      isNew: true,
      created: 3,
      changed: 0,
      kept: 0,
    });
    const [registered] = await system.events('task-kh-57-2026.2');
    expect(registered).toMatchObject({
      type: 'TaskRegistered',
      data: { title: 'Kết nối kho dữ liệu', unknownCoordinatingUnits: ['Viện Dữ liệu Biển'] },
      metadata: { actor: { role: 'standing-office' } },
    });
    const programme = await system.get<{ taskCount: number }>('/programmes/kh-57-2026', 'inspector');
    expect(programme.taskCount).toBe(3);

    await system.done('/programmes/kh-57-2026/policies', 'office', {
      policy: 'city-monthly',
      from: '2026-01-01',
    });
    await system.done('/programmes/kh-57-2026/tasks/1/assignments', 'office');
    const overview = await system.get<{ tasks: number; assignments: number }>(
      '/programmes/kh-57-2026/overview',
      'office',
    );
    expect([overview.tasks, overview.assignments]).toEqual([3, 1]);
  });

  it('confirmed again answers as it did and writes nothing', async () => {
    const again = '/programmes/kh-lan-nua/imports';
    const seen = await preview(again, WORD);
    const first = await confirm('kh-lan-nua', seen);
    const second = await expectNothingWritten(system, () => confirm('kh-lan-nua', seen));
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it('becomes amendments when a corrected file is imported, never a second task', async () => {
    const seen = await expectNothingWritten(system, () => preview(url, EXCEL, 'phu-luc-sua.xlsx'));
    expect(seen).toMatchObject({
      isNew: false,
      counts: { create: 1, change: 1, keep: 1, absent: 1 },
      absent: [{ code: '3', title: 'Bố trí kinh phí vận hành' }],
      document: { number: '60/KH-UBND' },
    });
    expect((await confirm('kh-57-2026', seen)).body).toMatchObject({ created: 1, changed: 1, kept: 1 });
    expect(await system.events('task-kh-57-2026.1')).toMatchObject([
      { type: 'TaskRegistered' },
      {
        type: 'TaskAmended',
        data: {
          changes: [
            {
              field: 'schedule',
              from: { phrase: 'Quý I/2026', due: '2026-03-31' },
              to: { phrase: 'Quý II/2026', due: '2026-06-30' },
            },
          ],
          document: { number: '60/KH-UBND' },
          source: { file: 'phu-luc-sua.xlsx' },
        },
      },
    ]);
    const history = await system.get<{ sentence: string }[]>(
      '/programmes/kh-57-2026/tasks/1/history',
      'inspector',
    );
    expect(history.map(({ sentence }) => sentence)).toEqual([
      'Đăng ký nhiệm vụ số 1 (mục I): “Lập danh mục dữ liệu dùng chung”.',
      'Sửa theo văn bản 60/KH-UBND: thời gian thực hiện từ “Quý I/2026” thành “Quý II/2026”.',
    ]);
    const { items } = await system.get<{ items: { code: string }[] }>(
      '/programmes/kh-57-2026/tasks',
      'inspector',
    );
    expect(items.map(({ code }) => code).sort()).toEqual(['1', '2', '3', '4']);
  });

  it('pages its tasks, by what becomes of them', async () => {
    const seen = await preview('/programmes/kh-trang/imports', WORD);
    const page = (query: string) =>
      system.get<ImportView>(`/programmes/kh-trang/imports/${seen.id}?${query}`, 'office');
    const first = await page('limit=2');
    expect([first.tasks.items.map(({ code }) => code), first.tasks.next]).toEqual([['1', '2'], 2]);
    expect((await page('limit=2&cursor=2')).tasks).toMatchObject({ items: [{ code: '3' }], next: null });
    expect((await page('action=keep')).tasks).toEqual({ items: [], next: null });
  });
});

describe('cells of a file', () => {
  const url = '/programmes/kh-o-2026/imports';
  const place = { table: 'Bảng 1', row: 3 };
  const CELLS = [{ place, field: 'schedule', value: 'Quý IV/2026' }];
  const BROKEN = makeDocx({
    paragraphs: ['Số: 58/KH-UBND', 'Hải Phòng, ngày 12 tháng 01 năm 2026', 'KẾ HOẠCH', 'Dữ liệu mở'],
    tables: [
      {
        rows: [
          HEADINGS,
          ['1', 'Lập danh mục', SCIENCE, '', 'Danh mục', 'Quý III/2026'],
          ['2', 'Mở kho dữ liệu', SCIENCE, '', 'Báo cáo', 'Quý V'],
        ],
      },
    ],
  });
  const corrected = async (...cells: readonly object[]) => {
    const answer = await upload(url, 'office', BROKEN, 'phu-luc.docx', JSON.stringify(cells));
    return { answer, seen: answer.body as unknown as ImportView };
  };

  it('are corrected in the form, whatever their length, and the history says so', async () => {
    const product = `Báo cáo ${'rất chi tiết, '.repeat(1000)}cuối năm`;
    const before = await preview(url, BROKEN);
    expect([before.confirmable, before.counts]).toMatchObject([false, { create: 1, unreadableTasks: 1 }]);
    const { seen } = await expectNothingWritten(system, () =>
      corrected(
        { place, field: 'schedule', value: 'Quý IV/2026' },
        { place, field: 'product', value: product },
      ),
    );
    expect(seen).toMatchObject({
      confirmable: true,
      corrections: [
        { place, field: 'schedule', from: 'Quý V', to: 'Quý IV/2026' },
        { place, field: 'product', from: 'Báo cáo', to: product },
      ],
    });
    const kept = await system.get<ImportView>(`${url}/${seen.id}`, 'office');
    expect(kept.corrections).toEqual(seen.corrections);
    expect((await confirm('kh-o-2026', seen)).body).toMatchObject({ created: 2 });
    const history = await system.get<{ sentence: string }[]>(
      '/programmes/kh-o-2026/tasks/2/history',
      'inspector',
    );
    expect(history[0]?.sentence).toContain(
      'sửa khi nhập: thời gian thực hiện, tệp ghi “Quý V”, sửa thành “Quý IV/2026”; sản phẩm, tệp ghi “Báo cáo”',
    );
  });

  it('stand behind the file in the form as well as before it', async () => {
    const form = new FormData();
    form.set('file', new Blob([BROKEN as Uint8Array<ArrayBuffer>]), 'a.docx');
    form.set('cells', JSON.stringify(CELLS));
    const request = new Response(form);
    const answer = await system.post(url, 'office', Buffer.from(await request.arrayBuffer()), {
      'content-type': String(request.headers.get('content-type')),
    });
    expect([answer.status, answer.body.confirmable]).toEqual([201, true]);
  });

  const PART_OF = {
    file: 'Content-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nSTT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;Mở kho;Sở Nội vụ;Quý V',
    cells: (type: string, text: string) =>
      `Content-Disposition: form-data; name="cells"\r\nContent-Type: ${type}\r\n\r\n${text}`,
    other: (name: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n[]`,
  };
  const sent = (...parts: readonly string[]) =>
    system.post(
      `${url}?year=2026`,
      'office',
      [...parts.map((part) => `--x\r\n${part}\r\n`), '--x--\r\n'].join(''),
      {
        'content-type': 'multipart/form-data; boundary=x',
      },
    );

  it('are taken as JSON too, which the form says they are', async () => {
    const cells = JSON.stringify([{ ...CELLS[0], place: { table: '', row: 2 } }]);
    const answer = await sent(PART_OF.cells('application/json', cells), PART_OF.file);
    expect([answer.status, answer.body.confirmable]).toEqual([201, true]);
    expect(answer.body.corrections).toMatchObject([{ from: 'Quý V', to: 'Quý IV/2026' }]);
    const broken = await sent(PART_OF.cells('application/json', '['), PART_OF.file);
    expectProblem(broken, 400, 'invalid-form-field');
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['before the file', [PART_OF.other('cell'), PART_OF.file], ['cell']],
    ['behind the file', [PART_OF.file, PART_OF.other('cell')], ['cell']],
    [
      'beside the one that is asked for',
      [PART_OF.file, PART_OF.cells('text/plain', '[]'), PART_OF.other('ô')],
      ['ô'],
    ],
    [
      'among more of them than there can be',
      [PART_OF.other('a'), PART_OF.other('b'), PART_OF.other('c'), PART_OF.file],
      ['a', 'b'],
    ],
    [
      'by a name that came before',
      [PART_OF.cells('text/plain', '[]'), PART_OF.cells('text/plain', '[]'), PART_OF.file],
      ['cells'],
    ],
  ])('in a field that is not asked for, %s, are refused with its name', async (_name, parts, named) => {
    const answer = await expectNothingWritten(system, () => sent(...parts));
    expectProblem(answer, 400, 'invalid-form-field');
    expect((answer.body.errors as { at: string }[]).map(({ at }) => at)).toEqual(named);
    expect(answer.body.detail).toContain(`“${named[0]}”`);
    expect(answer.body.detail).toContain('Chỉ nhận “file”, “cells”');
  });

  it.each([
    ['no JSON', '[', 400, 'invalid-cells', 'cells'],
    ['no list', '{}', 400, 'invalid-cells', 'cells'],
    ['no cells', '[{"place":{"table":"Bảng 1","row":"3"}}]', 400, 'invalid-cells', 'cells[0]'],
    [
      'cells that the file doesn’t hold',
      JSON.stringify([{ place: { ...place, row: 30 }, field: 'schedule', value: 'Quý I' }]),
      422,
      'unknown-cell',
      'Bảng 1, dòng 30, thời gian thực hiện',
    ],
    [
      'one cell twice',
      JSON.stringify([
        { place, field: 'title', value: 'Một' },
        { place, field: 'title', value: 'Hai' },
      ]),
      422,
      'cell-corrected-twice',
      'Bảng 1, dòng 3, tên nhiệm vụ',
    ],
  ])('that are %s are refused', async (_name, cells, status, code, at) => {
    const answer = await expectNothingWritten(system, () => upload(url, 'office', BROKEN, 'a.docx', cells));
    expectProblem(answer, status, code);
    expect(answer.body.errors).toMatchObject([{ at }]);
  });

  it('that fill more than a form’s field are refused', async () => {
    const answer = await expectNothingWritten(system, () =>
      upload(url, 'office', BROKEN, 'a.docx', ' '.repeat(2_000_001)),
    );
    expectProblem(answer, 400, 'field-too-long');
  });
});

describe('an import is refused', () => {
  const csv = (...rows: readonly string[]) =>
    new TextEncoder().encode(['STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn', ...rows].join('\n'));

  it('whole, with every row that can’t be read', async () => {
    const seen = await preview(
      '/programmes/kh-hong/imports?year=2026',
      csv(
        '1;Lập kế hoạch;Sở Tài chính;Sớm nhất có thể',
        '2;Báo cáo;Sở Tài chính;Quý III',
        '2;Nghiệm thu;Sở Tài chính;Quý IV',
      ),
      'hong.csv',
    );
    expect(seen.confirmable).toBe(false);
    expect(seen.unreadable.map(({ at }) => at).join('\n')).toContain('dòng 2');
    expect(seen.unreadable.map(({ at }) => at).join('\n')).toContain('dòng 4');
    const answer = await expectNothingWritten(system, () => confirm('kh-hong', seen));
    expectProblem(answer, 422, 'import-unreadable');
    expect(answer.body.errors).toEqual(seen.unreadable.map(({ at, detail }) => ({ at, detail })));
  });

  it('when what is registered has changed since the preview', async () => {
    const rows = ['1;Lập kế hoạch;Sở Tài chính;Quý III'];
    const url = '/programmes/kh-doi/imports?year=2026&title=Kế%20hoạch';
    const early = await preview(url, csv(...rows), 'a.csv');
    const late = await preview(url, csv('1;Lập kế hoạch;Sở Tài chính;Quý IV'), 'b.csv');
    await confirm('kh-doi', early);
    expectProblem(await expectNothingWritten(system, () => confirm('kh-doi', late)), 409, 'import-changed');
  });

  it.each([
    ['without a file', '/programmes/kh/imports', null, 400, 'file-missing'],
    ['for an id that no stream takes', '/programmes/K%C3%BD/imports', WORD, 400, 'invalid-programme-id'],
    [
      'for a units file that is not there',
      '/programmes/kh/imports?units=khac',
      WORD,
      404,
      'units-file-missing',
    ],
    [
      'with a unit that is not in the file',
      '/programmes/kh/imports?unit=Vi%E1%BB%87n%3Dkhac',
      WORD,
      422,
      'unknown-unit',
    ],
    ['with an unknown field', '/programmes/kh/imports?map=ten%3DA', WORD, 422, 'unknown-field'],
    ['with a pair that is none', '/programmes/kh/imports?unit=khac', WORD, 400, 'invalid-pairs'],
    ['with an unknown parameter', '/programmes/kh/imports?mau=1', WORD, 400, 'invalid-input'],
  ])('%s', async (_name, url, bytes, status, code) => {
    expectProblem(await expectNothingWritten(system, () => upload(url, 'office', bytes)), status, code);
  });

  it('when it has waited for more than a week', async () => {
    const seen = await preview('/programmes/kh-cu/imports', WORD);
    system.at('2026-01-14');
    await preview('/programmes/kh-moi/imports', WORD);
    expectProblem(await confirm('kh-cu', seen), 404, 'import-not-found');
  });

  it.each([
    ['a form that is none', 'multipart/form-data; boundary=x', 'rác'],
    ['a form without a boundary', 'multipart/form-data', 'rác'],
    [
      'a field in place of the file',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
    ],
    [
      'a form that is cut off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nSTT;',
    ],
  ])('with %s', async (_name, type, body) => {
    const answer = await expectNothingWritten(system, () =>
      system.post('/programmes/kh/imports?year=2026', 'office', body, { 'content-type': type }),
    );
    expect([answer.status, answer.body.type]).toEqual([400, 'urn:nq57:problem:file-missing']);
    expect(answer.body.detail).toContain('ngoài tệp chỉ nhận trường “cells”');
  });

  it('of a file over the limit, which is told beforehand', async () => {
    const { maxFileBytes } = system.settings.imports;
    expect(await system.get('/import-limits', 'office')).toEqual({ maxFileBytes });
    const bytes = new Uint8Array(maxFileBytes + 1);
    const answer = await expectNothingWritten(system, () =>
      upload('/programmes/kh/imports', 'office', bytes),
    );
    expectProblem(answer, 422, 'file-too-large');
  });

  it('when nothing waits under its id, or under another programme’s', async () => {
    const seen = await preview('/programmes/kh-mot/imports', WORD);
    expectProblem(await confirm('kh-hai', seen), 404, 'import-not-found');
    expectProblem(await confirm('kh-mot', { ...seen, id: '../credentials' }), 404, 'no-such-route');
    expectProblem(await confirm('kh-mot', { ...seen, id: 'x' }), 404, 'import-not-found');
  });
});
