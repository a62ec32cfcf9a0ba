import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel';
import type { Draft, DraftTask } from './draft.js';
import { type ReadOptions, readAppendix } from './read-appendix.js';
import { type CellNotation, documentOf, UNITS } from './testing/source.js';

type Table = readonly (readonly CellNotation[])[];

const read = (tables: readonly Table[], paragraphs?: readonly string[], options: Partial<ReadOptions> = {}) =>
  readAppendix(documentOf(tables, paragraphs), { units: UNITS, ...options });
const ids = (task: DraftTask | undefined) => task?.leadUnits.map(({ id }) => id);
const codes = ({ tasks }: Draft) => tasks.map(({ code }) => code);
const flaws = ({ unreadable }: Draft) => unreadable.map(({ at, detail }) => `${at}: ${detail}`);
const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const HEADING = [
  'STT',
  'Nhiệm vụ',
  'Cơ quan chủ trì',
  'Cơ quan phối hợp',
  'Sản phẩm',
  'Thời gian',
  'Ghi chú',
];
const row = (number: string, title: string, phrase = 'Quý II/2026') => [
  number,
  title,
  'Sở Nội vụ',
  '',
  'Báo cáo',
  phrase,
  '',
];

describe('A table as the city programme has it', () => {
  const HEAD = [
    'STT',
    'Tên nhiệm vụ',
    'Chủ trì chỉ đạo',
    'Đơn vị \nchủ trì',
    'Đơn vị phối \nhợp',
    'Sản \nphẩm \nđầu ra',
    'Thời gian \nthực \n\nhiện/hoàn \nthành',
  ];
  const draft = read([
    [
      HEAD,
      ['I', 'Công tác chỉ đạo, điều hành', '', '', '', '', ''],
      [
        '1.',
        'Lập kế hoạch năm 2026 \ncủa cơ quan, địa phương.',
        'Đồng chí Trần Văn Nam, \nỦy viên Thành ủy, Phó Chủ tịch \n\nỦy ban nhân dân thành phố',
        'Các cơ \nquan, đơn \n\nvị, địa \nphương',
        'Các đơn vị \nliên quan',
        'Kế hoạch',
        'Tháng \n\n01/2026',
      ],
      [
        '2.',
        'Rà soát hạ tầng số cấp xã; (4) duy',
        'Đồng chí Trần Văn Nam, Phó Chủ tịch Ủy ban nhân dân thành phố',
        'Các xã, \nphường, \nđặc khu ',
        'Các đơn vị \nliên quan',
        'Văn \nbản/Báo \n\ncáo',
        'Quý \nII/2026',
      ],
      HEAD,
      ['', 'trì Tổ công nghệ số cộng đồng.', '', '', '', '', ''],
      ['II', 'Tài chính, kinh phí', '<', '<', '<', '<', '<'],
      [
        '3.',
        'Bảo đảm kinh phí',
        'Đồng chí Lê Thị Hoa, Phó Bí thư Thường trực Thành uỷ',
        'Sở Khoa \nhọc và \nCông nghệ \nvà Sở Tài \nchính',
        '',
        'Kế \nhoạch/ \n\nVăn bản/ \nBáo cáo',
        '12/2026',
      ],
    ],
  ]);

  it('gives its tasks their numbers, sections, units, leaders by position, products and times', () => {
    expect(draft.unreadable).toEqual([]);
    expect(draft.sections.map(({ code, title }) => `${code} ${title}`)).toEqual([
      'I Công tác chỉ đạo, điều hành',
      'II Tài chính, kinh phí',
    ]);
    expect(draft.tasks.map(({ code, section }) => `${section}: ${code}`)).toEqual(['I: 1', 'I: 2', 'II: 3']);
    expect(draft.tasks[0]).toEqual({
      place: { table: 'Bảng 1', row: 3 },
      code: '1',
      section: 'I',
      title: 'Lập kế hoạch năm 2026 của cơ quan, địa phương',
      directingLeaders: ['Phó Chủ tịch Ủy ban nhân dân thành phố'],
      leadUnits: [{ text: 'Các cơ quan, đơn vị, địa phương', id: 'cac-co-quan', nearest: [] }],
      coordinatingUnits: [{ text: 'Các đơn vị liên quan', id: 'cac-don-vi-lien-quan', nearest: [] }],
      deliverables: ['Kế hoạch'],
      phrase: 'Tháng 01/2026',
      schedule: { kind: 'month', start: '2026-01-01', due: '2026-01-31' },
      budgetMillionVnd: null,
      isGroup: false,
      parentCode: null,
      note: null,
      cells: {
        number: '1.',
        title: 'Lập kế hoạch năm 2026 của cơ quan, địa phương.',
        leaders: 'Phó Chủ tịch Ủy ban nhân dân thành phố',
        lead: 'Các cơ\nquan, đơn\nvị, địa\nphương',
        coordinating: 'Các đơn vị\nliên quan',
        product: 'Kế hoạch',
        schedule: 'Tháng 01/2026',
      },
      corrections: [],
    });
    expect(ids(draft.tasks[2])).toEqual(['so-khcn', 'so-tai-chinh']);
    expect(draft.tasks[2]?.deliverables).toEqual(['Kế hoạch', 'Văn bản', 'Báo cáo']);
    expect(draft.tasks[2]?.directingLeaders).toEqual(['Phó Bí thư Thường trực Thành uỷ']);
  });

  it('heals a row that a page top with a repeated heading parted', () => {
    expect(draft.tasks[1]?.title).toBe('Rà soát hạ tầng số cấp xã; (4) duy trì Tổ công nghệ số cộng đồng');
    expect(draft.skipped).toEqual([{ place: { table: 'Bảng 1', row: 5 }, detail: 'dòng tiêu đề lặp lại' }]);
    expect(draft.healed).toContainEqual({
      place: { table: 'Bảng 1', row: 6 },
      detail: 'nối vào nhiệm vụ 2 (Bảng 1, dòng 4)',
    });
  });

  it('keeps no name of a person anywhere', () => {
    expect(JSON.stringify(draft)).not.toMatch(/Trần Văn Nam|Lê Thị Hoa/);
  });
});

describe('Appendices as the department decision has them', () => {
  const HEAD = [
    'STT',
    'Nhiệm vụ',
    'Kết \nquả/Sản \nphẩm',
    'Thời gian \nbắt đầu và \nhoàn thành',
    'KP đề \nnghị giao \nchi NS \n(Tr. Đ)',
  ];
  const PARAGRAPHS = [
    'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
    'Số: 45/QĐ-SKHCN',
    'Hải Phòng, ngày 28 tháng 02 năm 2022',
    'QUYẾT ĐỊNH',
    'Ban hành Chương trình, kế hoạch thực hiện nhiệm vụ năm 2022',
    'GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ',
    'Nơi nhận:',
    'GIÁM ĐỐC',
    'Trần Văn Nam',
    'PHỤ LỤC 1',
    'Đơn vị giao chủ trì: VĂN PHÒNG SỞ',
    'Đơn vị phối hợp: Các phòng, đơn vị thuộc Sở',
    'PHỤ LUC 2',
    'Đơn vị giao chủ trì:',
    'PHÒNG QUẢN LÝ CÔNG NGHỆ',
    'Đơn vị phối hợp: Các phòng, đơn vị thuộc Sở',
  ];
  const draft = read(
    [
      [
        HEAD,
        ['1', 'Sửa quy chế làm việc', '04 quy \nchế/quy \nđịnh', 'Từ quý I \nđến quý \nIII', '0'],
        ['2', 'Bảo trì hạ tầng', 'Hệ thống \nvận hành', 'Hằng \ntháng', '1034,105'],
        ['3', 'Nâng cấp bộ phận một cửa', '-', 'Từ quý I \nđến quý II', 'Theo TP \ngiao'],
      ],
      [
        HEAD,
        ['I', 'Hoạt động đổi mới công nghệ', '', '', ''],
        ['1', 'Kiểm tra chuyển giao công nghệ', 'Báo cáo', 'Quý II – \nIII/2022', '4.718,51'],
        ['7', 'Kế hoạch đổi mới công nghệ', '', '', ''],
        ['7.1', 'Vận hành sàn giao dịch', '-', 'Thường \nxuyên', '450'],
        ['7.9', 'Tổ chức cuộc thi', '01 cuộc thi', 'Từ tháng 3 đến tháng 10', '253,8'],
        ['7.10', 'Tổng kết kế hoạch', '01 báo cáo', 'Tháng 11', '-'],
        ['II', 'Hoạt động khác', '', '', ''],
        ['8', 'Hỗ trợ doanh nghiệp áp dụng tiêu chuẩn và', '', '', ''],
        ['', 'Quy chuẩn kỹ thuật', '-', 'Từ tháng 3 đến tháng 11', '1.000'],
        ['Tổng cộng', '', '', '', '6.472,31'],
      ],
    ],
    PARAGRAPHS,
  );

  it('sets the appendix before numbers that begin anew, as far as needed', () => {
    expect(draft.unreadable).toEqual([]);
    expect(codes(draft)).toEqual([
      'PL1/1',
      'PL1/2',
      'PL1/3',
      'PL2/1',
      'PL2/7',
      'PL2/7.1',
      'PL2/7.9',
      'PL2/7.10',
      'PL2/8',
    ]);
    expect(draft.sections.map(({ code, title }) => [code, title])).toEqual([
      ['PL1', 'VĂN PHÒNG SỞ'],
      ['PL2.I', 'PHÒNG QUẢN LÝ CÔNG NGHỆ: Hoạt động đổi mới công nghệ'],
      ['PL2.II', 'PHÒNG QUẢN LÝ CÔNG NGHỆ: Hoạt động khác'],
    ]);
  });

  it('knows group rows by their sub-numbers, of which 7.10 follows 7.9', () => {
    const groups = draft.tasks.filter(({ isGroup }) => isGroup);
    expect(groups.map(({ code }) => code)).toEqual(['PL2/7']);
    expect(draft.tasks.filter(({ parentCode }) => parentCode === 'PL2/7').map(({ code }) => code)).toEqual([
      'PL2/7.1',
      'PL2/7.9',
      'PL2/7.10',
    ]);
  });

  it('reads budgets in Vietnamese format, and words in their place as a note', () => {
    expect(draft.tasks.map(({ budgetMillionVnd }) => budgetMillionVnd)).toEqual([
      0,
      1034.105,
      null,
      4718.51,
      null,
      450,
      253.8,
      null,
      1000,
    ]);
    expect(draft.tasks[2]?.note).toBe('Kinh phí: Theo TP giao');
  });

  it('takes lead and coordinating units from the line above each table', () => {
    expect(draft.tasks.map(ids)).toEqual([...Array(3).fill(['vp-so']), ...Array(6).fill(['phong-qlcn'])]);
    expect(draft.tasks[0]?.coordinatingUnits.map(({ id }) => id)).toEqual(['cac-phong']);
  });

  it('joins a row to the unfinished one above, of which it fills what was empty, and leaves the total out', () => {
    expect(draft.tasks.at(-1)?.title).toBe('Hỗ trợ doanh nghiệp áp dụng tiêu chuẩn và Quy chuẩn kỹ thuật');
    expect(draft.skipped).toEqual([{ place: { table: 'Bảng 2', row: 11 }, detail: 'dòng tổng cộng' }]);
  });

  it('says of itself what the text outside of the tables says, and nothing of the signature', () => {
    expect(draft.about).toEqual({
      title: 'Quyết định ban hành Chương trình, kế hoạch thực hiện nhiệm vụ năm 2022',
      number: '45/QĐ-SKHCN',
      issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      issuedOn: '2022-02-28',
      year: 2022,
      period: { from: '2022-01-01', until: '2022-12-31' },
    });
    expect(JSON.stringify(draft)).not.toContain('Trần Văn Nam');
  });
});

describe('Headings', () => {
  it('of two rows with merged cells give a start and a finish', () => {
    const draft = read([
      [
        ['TT', 'Nội dung', 'Đơn vị', '<', 'Thời gian', '<', 'Kinh phí (triệu đồng)'],
        ['^', '^', 'Chủ trì', 'Phối hợp', 'Bắt đầu', 'Hoàn thành', '^'],
        ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)'],
        ['1', 'Rà soát quy chế', 'Sở Nội vụ', 'Sở Tài chính', '01/03/2026', '30/06/2026', '1.200,5'],
        ['2', 'Tổ chức hội nghị', 'Sở Nội vụ', '', '', '30/06/2026', ''],
        ['3', 'Đào tạo', 'Sở Nội vụ', '', 'Quý I/2026', 'Quý IV/2026', ''],
      ],
    ]);
    expect(draft.unreadable).toEqual([]);
    expect(draft.tasks.map(({ phrase }) => phrase)).toEqual([
      'Từ ngày 01/03/2026 đến ngày 30/06/2026',
      'Đến ngày 30/06/2026',
      'Từ quý I/2026 đến quý IV/2026',
    ]);
    expect(draft.tasks[0]?.schedule).toEqual({ kind: 'range', start: '2026-03-01', due: '2026-06-30' });
    expect(draft.tasks[0]?.coordinatingUnits.map(({ id }) => id)).toEqual(['so-tai-chinh']);
    expect(draft.tasks[0]?.budgetMillionVnd).toBe(1200.5);
    expect(draft.columns[0]?.headings.start).toBe('Thời gian – Bắt đầu');
  });

  it('of two rows in a file that knows no merged cells are read alike', () => {
    const draft = read([
      [
        ['TT', 'Nội dung', 'Thời gian', '', 'Đơn vị chủ trì'],
        ['', '', 'Bắt đầu', 'Kết thúc', ''],
        ['1', 'Rà soát', 'Quý I/2026', 'Quý II/2026', 'Sở Nội vụ'],
      ],
    ]);
    expect(draft.tasks[0]?.phrase).toBe('Từ quý I/2026 đến quý II/2026');
  });

  it('are found below a title, a place and a unit of money', () => {
    const draft = read(
      [
        [
          ['PHỤ LỤC', '<', '<', '<'],
          ['(Kèm theo Kế hoạch số 12/KH-UBND ngày 5/3/2026 của Ủy ban nhân dân thành phố)', '<', '<', '<'],
          ['', '', '', 'Đơn vị tính: tỷ đồng'],
          ['STT', 'Nhiệm vụ', 'Thời gian', 'Kinh phí'],
          ['1', 'Rà soát', 'Quý I', '1,5'],
        ],
      ],
      [],
    );
    expect(draft.unreadable).toEqual([]);
    expect(draft.tasks[0]?.budgetMillionVnd).toBe(1500);
    expect(draft.about).toEqual({
      number: '12/KH-UBND',
      issuer: 'Ủy ban nhân dân thành phố',
      issuedOn: '2026-03-05',
      year: 2026,
    });
  });

  it('for one field twice are a flaw that names both, and no guess', () => {
    const draft = read([
      [
        ['STT', 'Nhiệm vụ', 'Sản phẩm', 'Kết quả', 'Thời gian'],
        ['1', 'Rà soát', 'Báo cáo', 'Tốt', 'Quý I'],
      ],
    ]);
    expect(flaws(draft)).toEqual([
      'Bảng 1, dòng 1: có 2 cột có thể là sản phẩm: “Sản phẩm” (cột C), “Kết quả” (cột D); hãy chọn một, theo tiêu đề hoặc chữ cái của cột',
    ]);
    expect(draft.tasks[0]?.deliverables).toEqual([]);
  });

  it('of which one alone is a usual wording for its field are told apart, and the other is named as unused', () => {
    const draft = read([
      [
        ['STT', 'Nhiệm vụ', 'Sản phẩm', 'Kết quả đã thực hiện đến tháng 6', 'Thời gian'],
        ['1', 'Rà soát', 'Báo cáo', 'Xong một nửa', 'Quý I'],
      ],
    ]);
    expect(draft.unreadable).toEqual([]);
    expect(draft.tasks[0]?.deliverables).toEqual(['Báo cáo']);
    expect(draft.columns[0]?.unused).toEqual(['Kết quả đã thực hiện đến tháng 6']);
  });

  it('of as many tables as the text announces appendices give each its own, whatever its numbers', () => {
    const draft = read(
      [
        [HEADING, row('1', 'Một'), row('2', 'Hai')],
        [HEADING, row('3', 'Ba')],
      ],
      ['Công tác năm 2026', 'PHỤ LỤC 1', 'PHỤ LỤC 2'],
      { year: 2026 },
    );
    expect(draft.tasks.map(({ code, section }) => [section, code])).toEqual([
      ['PL1', '1'],
      ['PL1', '2'],
      ['PL2', '3'],
    ]);
  });

  it('repeated at the top of the next table leave open the section that the table before ended with', () => {
    const section = (label: string) => [label, `Mục ${label}`, '', '', '', '', ''];
    const draft = read([
      [HEADING, section('I'), row('1', 'Một'), row('2', 'Hai'), section('II')],
      [HEADING, row('1', 'Ba'), row('2', 'Bốn')],
    ]);
    expect(draft.columns.length).toBe(1);
    expect(codes(draft)).toEqual(['I.1', 'I.2', 'II.1', 'II.2']);
  });

  it('for the title twice are refused with both, as no row can be read', () => {
    const refusal = refusalOf(() =>
      read([
        [
          ['STT', 'Nhiệm vụ', 'Nội dung', 'Thời gian'],
          ['1', 'Rà soát', 'Rà soát quy chế', 'Quý I'],
        ],
      ]),
    );
    expect(refusal.code).toBe('ambiguous-headings');
    expect(refusal.flaws[0]?.detail).toContain('“Nhiệm vụ” (cột B), “Nội dung” (cột C)');
  });

  it('chosen by the caller end the ambiguity, by heading or by letter', () => {
    const table = [
      ['STT', 'Nhiệm vụ', 'Nội dung', 'Thời gian'],
      ['1', 'Rà soát', 'Rà soát quy chế', 'Quý I'],
    ];
    for (const title of ['NOI DUNG', 'C']) {
      const draft = read([table], undefined, { map: { title } });
      expect(draft.tasks[0]?.title).toBe('Rà soát quy chế');
      expect(draft.unreadable).toEqual([]);
    }
  });

  it('that nothing knows may be mapped by letters, without any heading', () => {
    const table = [
      ['Số hiệu', 'Tên đầu mục', 'Ai làm', 'Khi nào'],
      ['1', 'Rà soát', 'Sở Nội vụ', 'Quý I'],
      ['2', 'Đào tạo', 'Sở Tài chính', 'Quý II'],
    ];
    const draft = read([table], undefined, { map: { number: 'A', title: 'B', lead: 'C', schedule: 'D' } });
    expect(draft.tasks.map(({ code, title }) => `${code} ${title}`)).toEqual(['1 Rà soát', '2 Đào tạo']);
    expect(draft.tasks.map(ids)).toEqual([['so-noi-vu'], ['so-tai-chinh']]);
  });

  it('repeated at the top of the next table, or missing there, go on with the same numbers', () => {
    const draft = read([
      [HEADING, row('1', 'Một'), row('2', 'Hai')],
      [HEADING, row('3', 'Ba')],
      [row('4', 'Bốn'), row('5', 'Năm')],
    ]);
    expect(codes(draft)).toEqual(['1', '2', '3', '4', '5']);
    expect(draft.columns.length).toBe(1);
  });

  it('of another order in the next table are read by their own', () => {
    const draft = read([
      [HEADING, row('1', 'Một')],
      [
        ['TT', 'Thời hạn', 'Nội dung công việc', 'Đơn vị'],
        ['2', 'Quý IV', 'Hai', 'Sở Tài chính'],
      ],
    ]);
    expect(codes(draft)).toEqual(['1', '2']);
    expect(draft.tasks[1]).toMatchObject({ title: 'Hai', phrase: 'Quý IV' });
    expect(draft.columns.length).toBe(2);
  });

  it('of a table of indicators set it aside and name it', () => {
    const draft = read([
      [
        ['STT', 'Chỉ tiêu', 'Đơn vị tính', 'Kế hoạch 2026'],
        ['1', 'Tỷ lệ hồ sơ số hóa', '%', '95'],
      ],
      [HEADING, row('1', 'Một')],
      [['Nơi nhận:\n- Thường trực Thành ủy', 'KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Nam']],
    ]);
    expect(draft.skipped).toEqual([
      {
        place: { table: 'Bảng 1', row: 1 },
        detail:
          'không phải bảng nhiệm vụ (2 dòng); dòng đầu: “STT”, “Chỉ tiêu”, “Đơn vị tính”, “Kế hoạch 2026”',
      },
      { place: { table: 'Bảng 3', row: 1 }, detail: 'bảng của phần ký: không đọc' },
    ]);
    expect(JSON.stringify(draft)).not.toContain('Trần Văn Nam');
  });
});

describe('Rows', () => {
  it('take what cells merged over several rows hold, but their money only once', () => {
    const head = ['STT', 'Nhiệm vụ', 'Đơn vị chủ trì', 'Thời gian', 'Kinh phí (triệu đồng)'];
    const draft = read([
      [
        head,
        ['1', 'Một', 'Sở Nội vụ', 'Quý I', '500'],
        ['2', 'Hai', '^', '^', '^'],
        ['3', 'Ba', '^', 'Quý II', '^'],
      ],
    ]);
    expect(draft.tasks.map(ids)).toEqual([['so-noi-vu'], ['so-noi-vu'], ['so-noi-vu']]);
    expect(draft.tasks.map(({ phrase }) => phrase)).toEqual(['Quý I', 'Quý I', 'Quý II']);
    expect(draft.tasks.map(({ budgetMillionVnd }) => budgetMillionVnd)).toEqual([500, null, null]);
    expect(draft.healed.length).toBe(2);
  });

  it('under one merged number add their products to the one task', () => {
    const draft = read([
      [HEADING, row('1', 'Một'), ['^', '^', '^', '^', 'Tờ trình', '^', ''], row('2', 'Hai')],
    ]);
    expect(codes(draft)).toEqual(['1', '2']);
    expect(draft.tasks[0]?.deliverables).toEqual(['Báo cáo', 'Tờ trình']);
  });

  it('that a page break parted are whole again, cell by cell', () => {
    const draft = read([
      [
        HEADING,
        [
          '1',
          'Thực hiện Nghị quyết số 57-',
          'Sở Khoa học và',
          '',
          'Báo cáo',
          'Trình sau khi có hướng dẫn của Bộ',
          '',
        ],
        [
          '',
          'NQ/TW về đột phá',
          'Công nghệ',
          'Sở Nội vụ',
          '',
          'Bộ Tài chính; triển khai trong giai đoạn 2026 - 2030',
          '',
        ],
      ],
    ]);
    expect(draft.unreadable).toEqual([]);
    expect(draft.tasks[0]).toMatchObject({
      title: 'Thực hiện Nghị quyết số 57-NQ/TW về đột phá',
      phrase: 'Trình sau khi có hướng dẫn của Bộ Tài chính; triển khai trong giai đoạn 2026 - 2030',
    });
    expect(ids(draft.tasks[0])).toEqual(['so-khcn']);
    expect(draft.tasks[0]?.coordinatingUnits.map(({ id }) => id)).toEqual(['so-noi-vu']);
  });

  it('without a number that are plainly tasks of their own have no code, and a flaw', () => {
    const draft = read([[HEADING, row('1', 'Ban hành quy chế.'), row('', 'Tổ chức hội nghị')]]);
    expect(codes(draft)).toEqual(['1', '']);
    expect(flaws(draft)).toEqual(['Bảng 1, dòng 3: dòng không có số thứ tự nên nhiệm vụ không có mã']);
  });

  it('of which it is not plain whether they go on are joined, and a flaw', () => {
    const draft = read([
      [HEADING, row('1', 'Ban hành quy chế'), ['', 'Hội nghị triển khai', '', '', '', '', '']],
    ]);
    expect(draft.tasks.map(({ title }) => title)).toEqual(['Ban hành quy chế Hội nghị triển khai']);
    expect(flaws(draft)).toEqual([
      'Bảng 1, dòng 3: không rõ dòng này là phần tiếp của nhiệm vụ 1 (Bảng 1, dòng 2) hay là đề mục, nhiệm vụ chưa có số',
    ]);
  });

  it('with one number are told with both rows', () => {
    const draft = read([[HEADING, row('1', 'Một'), row('2', 'Hai'), row('2', 'Hai nữa')]]);
    expect(flaws(draft)).toEqual(['Bảng 1, dòng 4, cột “STT”: số “2” trùng với dòng 3']);
  });

  it('of which a spreadsheet dropped the nought are told what the order says, and not changed', () => {
    const numbers = ['7', '7,1', '7,2', '7,8', '7,9', '7,1', '7,11'];
    const draft = read([[HEADING, ...numbers.map((number) => row(number, `Nhiệm vụ ${number}`))]]);
    expect(codes(draft)).toEqual(['7', '7.1', '7.2', '7.8', '7.9', '7.1', '7.11']);
    expect(flaws(draft)).toEqual([
      'Bảng 1, dòng 7, cột “STT”: số “7.1” trùng với dòng 3; theo thứ tự các dòng, có lẽ là “7.10” (bảng tính đã bỏ số 0 cuối)',
    ]);
  });

  it('with one number get no suggestion where the number that the order wants is there', () => {
    const numbers = ['7', '7.9', '7.1', '7.10', '7.1'];
    const draft = read([[HEADING, ...numbers.map((number) => row(number, `Nhiệm vụ ${number}`))]]);
    expect(flaws(draft)).toEqual(['Bảng 1, dòng 6, cột “STT”: số “7.1” trùng với dòng 4']);
    const lost = read([[HEADING, ...['7.1', '7.9', '7.1', '7.10'].map((number) => row(number, 'Nhiệm vụ'))]]);
    expect(flaws(lost)).toEqual(['Bảng 1, dòng 4, cột “STT”: số “7.1” trùng với dòng 2']);
  });

  it('without a number under a bare one that ends in a colon are tasks without a code, and a flaw', () => {
    const draft = read([
      [HEADING, ['4', 'Kế hoạch nâng cao năng suất:', '', '', '', '', ''], row('', 'Hỗ trợ doanh nghiệp')],
    ]);
    expect(codes(draft)).toEqual(['4', '']);
    expect(flaws(draft)).toEqual(['Bảng 1, dòng 3: dòng không có số thứ tự nên nhiệm vụ không có mã']);
  });

  it('after the signature are not read, whatever stands there', () => {
    const draft = read([
      [
        HEADING,
        row('1', 'Một'),
        ['', '', '', '', '', 'TM. ỦY BAN NHÂN DÂN', ''],
        ['', '', '', '', '', 'Trần Văn Nam', ''],
      ],
    ]);
    expect(draft.tasks.length).toBe(1);
    expect(draft.tasks[0]?.phrase).toBe('Quý II/2026');
    expect(JSON.stringify(draft)).not.toContain('Trần Văn Nam');
  });

  it('that go on with “Q.IV”, “xác nhận của …” and the like are no signature', () => {
    const draft = read([
      [
        HEADING,
        ['1', 'Cấp giấy', 'Sở Nội vụ', '', 'Giấy', 'Từ quý I đến', ''],
        ['', 'xác nhận của cơ quan', '', '', 'người lập', 'Q.IV', ''],
        row('2', 'Hai'),
      ],
    ]);
    expect(draft.unreadable).toEqual([]);
    expect(draft.tasks.map(({ title, phrase }) => [title, phrase])).toEqual([
      ['Cấp giấy xác nhận của cơ quan', 'Từ quý I đến Q.IV'],
      ['Hai', 'Quý II/2026'],
    ]);
  });

  it('of sections may be merged, unmerged, numbered, lettered or without a number', () => {
    const empty = ['', '', '', '', ''];
    const draft = read([
      [
        HEADING,
        ['A', 'NHIỆM VỤ CHUNG', ...empty],
        ['I. Thể chế', '<', '<', '<', '<', '<', '<'],
        row('1', 'Một'),
        ['II', 'Nhân lực', '<', '<', '<', '<', '<'],
        row('2', 'Hai.'),
        ['B. NHIỆM VỤ RIÊNG', '', ...empty],
        row('3', 'Ba.'),
        ['', 'HỢP TÁC QUỐC TẾ', ...empty],
        row('4', 'Bốn'),
      ],
    ]);
    expect(draft.unreadable).toEqual([]);
    expect(draft.sections.map(({ code, title }) => `${code}: ${title}`)).toEqual([
      'A.I: NHIỆM VỤ CHUNG: Thể chế',
      'A.II: NHIỆM VỤ CHUNG: Nhân lực',
      'B: NHIỆM VỤ RIÊNG',
      'B.M1: HỢP TÁC QUỐC TẾ',
    ]);
    expect(draft.tasks.map(({ code, section }) => `${section}/${code}`)).toEqual([
      'A.I/1',
      'A.II/2',
      'B/3',
      'B.M1/4',
    ]);
  });

  it('numbered anew in each section have the section before their number', () => {
    const section = (label: string) => [label, `Mục ${label}`, '', '', '', '', ''];
    const plain = read([
      [
        HEADING,
        section('I'),
        row('1', 'Một'),
        row('2', 'Hai'),
        section('II'),
        row('1', 'Ba'),
        row('2', 'Bốn'),
      ],
    ]);
    expect(codes(plain)).toEqual(['I.1', 'I.2', 'II.1', 'II.2']);
    const nested = read([
      [
        HEADING,
        section('II'),
        ['1. Thể chế', '<', '<', '<', '<', '<', '<'],
        row('1', 'Một'),
        row('2', 'Hai'),
        ['2. Nhân lực', '<', '<', '<', '<', '<', '<'],
        row('1', 'Ba'),
        row('2', 'Bốn'),
      ],
    ]);
    expect(codes(nested)).toEqual(['II.1/1', 'II.1/2', 'II.2/1', 'II.2/2']);
  });

  it('with a number and a title only are sections where all whole numbers are such', () => {
    const head = (label: string) => [label, `Mục ${label}`, '', '', '', '', ''];
    const draft = read([
      [HEADING, head('1'), row('1.1', 'Một'), row('1.2', 'Hai'), head('2'), row('2.1', 'Ba')],
    ]);
    expect(draft.sections.map(({ code }) => code)).toEqual(['1', '2']);
    expect(draft.tasks.map(({ code, section, isGroup }) => [section, code, isGroup])).toEqual([
      ['1', '1.1', false],
      ['1', '1.2', false],
      ['2', '2.1', false],
    ]);
  });

  it('lettered under a number have its number before the letter', () => {
    const draft = read([
      [
        HEADING,
        ['3', 'Ba', '', '', '', '', ''],
        row('a)', 'Phần một'),
        row('b)', 'Phần hai'),
        row('4', 'Bốn'),
      ],
    ]);
    expect(draft.tasks.map(({ code, isGroup, parentCode }) => [code, isGroup, parentCode])).toEqual([
      ['3', true, null],
      ['3.a', false, '3'],
      ['3.b', false, '3'],
      ['4', false, null],
    ]);
  });

  it('without a column of numbers are numbered by what opens their title', () => {
    const draft = read([
      [
        ['Nhiệm vụ', 'Đơn vị chủ trì', 'Thời hạn'],
        ['1. Rà soát', 'Sở Nội vụ', 'Quý I'],
        ['2. Đào tạo', 'Sở Nội vụ', 'Quý II'],
      ],
    ]);
    expect(draft.tasks.map(({ code, title }) => `${code}: ${title}`)).toEqual(['1: Rà soát', '2: Đào tạo']);
  });
});

describe('What cannot be read', () => {
  it('is a number that with its section’s is too long for a code, told once with its cell', () => {
    const long = '1111.2222.3333.4444';
    const heading = (number: string) => [number, 'Nhóm nhiệm vụ', '<', '<', '<', '<', '<'];
    const draft = read([
      [
        HEADING,
        heading(`1.${long}`),
        row(long, 'Lập danh mục'),
        row('2', 'Kết nối kho'),
        heading(`2.${long}`),
        row(long, 'Mở dữ liệu'),
        row('2', 'Nghiệm thu'),
      ],
    ]);
    const told = [3, 6].map((at) => ({
      at: `Bảng 1, dòng ${at}, cột “STT”`,
      detail: expect.stringContaining('không dùng làm mã nhiệm vụ được: tối đa 40 chữ không dấu'),
      cell: { place: { table: 'Bảng 1', row: at }, field: 'number' },
    }));
    expect(draft.unreadable).toEqual(told);
  });

  it('is told by table, row and column, and left empty', () => {
    const draft = read([
      [
        ['STT', 'Nhiệm vụ', 'Đơn vị', 'Thời gian', 'Kinh phí (trđ)'],
        ['1', 'Một', 'Sở Khoa học Công nge', 'Xong lúc nào cũng được', '1,234.5'],
        ['2', '', 'Sở Nội vụ', { text: '30/06/2026', formula: '=TODAY()' }, '#REF!'],
        ['x?y', 'Ba', '', '', ''],
      ],
    ]);
    expect(flaws(draft)).toEqual([
      'Bảng 1, dòng 4, cột “STT”: số thứ tự “x?y” không đọc được',
      'Bảng 1, dòng 4: dòng không có số thứ tự nên nhiệm vụ không có mã',
      'Bảng 1, dòng 2, cột “Kinh phí (trđ)”: “1,234.5” không đúng cách viết số: dấu chấm cách hàng nghìn, dấu phẩy trước số lẻ',
      expect.stringMatching(/^Bảng 1, dòng 2, cột “Thời gian”: Không hiểu thời gian thực hiện/),
      'Bảng 1, dòng 3, cột “Kinh phí (trđ)”: ô báo lỗi của bảng tính “#REF!”',
      'Bảng 1, dòng 3, cột “Nhiệm vụ”: dòng không có tên nhiệm vụ',
      'Bảng 1, dòng 3, cột “Thời gian”: ô có công thức ở chỗ cần ngày hay thời hạn (giá trị đang thấy: “30/06/2026”)',
    ]);
    expect(draft.tasks[0]?.leadUnits).toMatchObject([
      { text: 'Sở Khoa học Công nge', id: null, nearest: [{ name: 'Sở Khoa học và Công nghệ' }] },
    ]);
    expect(draft.tasks.map(({ schedule }) => schedule)).toEqual([null, null, { kind: 'none' }]);
    expect(draft.tasks.map(({ budgetMillionVnd }) => budgetMillionVnd)).toEqual([null, null, null]);
  });

  it('without a year is every phrase, told once', () => {
    const draft = read([[HEADING, row('1', 'Một'), row('2', 'Hai')]], ['KẾ HOẠCH', 'Triển khai nhiệm vụ']);
    expect(flaws(draft)).toEqual([
      'year: văn bản không nói năm nên chưa hiểu được thời gian thực hiện; hãy cho biết năm',
    ]);
    expect(draft.tasks.map(({ schedule }) => schedule)).toEqual([null, null]);
    expect(read([[HEADING, row('1', 'Một')]], [], { year: 2027 }).about.year).toBe(2027);
  });
});

describe('Twenty thousand rows', () => {
  it('are read in one go, with a task for each', () => {
    const ROWS = 20_000;
    const rows = Array.from({ length: ROWS }, (_, index) =>
      row(String(index + 1), `Nhiệm vụ số ${index + 1}`),
    );
    const draft = read([[HEADING, ...rows]]);
    expect(draft.tasks.length).toBe(ROWS);
    expect(draft.tasks.at(-1)?.code).toBe(String(ROWS));
    expect(draft.unreadable).toEqual([]);
  });

  it('that all go on with the one above them end as rows without a number', () => {
    const ROWS = 20_000;
    const rows = Array.from({ length: ROWS }, () => ['', 'và tiếp tục', '', '', '', '', '']);
    const draft = read([[HEADING, row('1', 'Rà soát'), ...rows]]);
    expect(draft.tasks[0]?.title.length).toBeLessThan(ROWS);
    expect(draft.unreadable.length).toBeGreaterThan(0);
  });
});

describe('A document is refused', () => {
  const TASKS = [HEADING, row('1', 'Một')];

  it.each([
    ['no-tables', () => read([])],
    ['no-tables', () => read([[]])],
    [
      'no-known-headings',
      () =>
        read([
          [
            ['Họ tên', 'Ngày sinh'],
            ['A', 'B'],
          ],
        ]),
    ],
    ['no-tasks', () => read([[HEADING]])],
    ['unknown-heading', () => read([TASKS], undefined, { map: { note: 'Chú thích' } })],
    ['unknown-field', () => read([TASKS], undefined, { map: { nonsense: 'A' } as never })],
    ['column-mapped-twice', () => read([TASKS], undefined, { map: { note: 'A', title: 'A' } })],
    ['unknown-day', () => read([TASKS], undefined, { issued: '2026-02-30' })],
    ['unknown-year', () => read([TASKS], undefined, { year: 1999 })],
    ['classified-matter', () => read([TASKS], ['MẬT', 'KẾ HOẠCH'])],
  ])('as %s', (code, act) => {
    expect(refusalOf(act).code).toBe(code);
  });

  it('with the headings that were found, where none is known', () => {
    const refusal = refusalOf(() =>
      read([
        [
          ['Họ tên', 'Ngày sinh'],
          ['A', 'B'],
        ],
      ]),
    );
    expect(refusal.detail).toContain('“Họ tên”, “Ngày sinh”');
  });
});
