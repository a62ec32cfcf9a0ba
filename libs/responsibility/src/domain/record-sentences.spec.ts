import { describe, expect, it } from '@jest/globals';
import type { DocumentRef } from '#tasks';
import {
  type Change,
  describeEvent,
  HISTORY_EVENT_TYPES,
  type HistoryEvents,
  type HistoryEventType,
} from './sentences.js';

const NAMES: Readonly<Record<string, string>> = {
  'so-noi-vu': 'Sở Nội vụ',
  'xa-a': 'Xã A',
  'xa-b': 'Xã B',
  'xa-c': 'Xã C',
  'xa-d': 'Xã D',
  'xa-e': 'Xã E',
};
const nameOf = (id: string) => NAMES[id] ?? id;
const measureOf = (programme: string, code: string) => (programme === 'ctr' && code === '1/1' ? '%' : null);

const RECORDED_AT = '2026-03-20T02:00:00.000Z';
const DOCUMENT: DocumentRef = { number: '45/QĐ', date: '2026-05-04', issuer: 'Ban Chỉ đạo', sha256: null };
const BY_DOCUMENT = 'số 45/QĐ ngày 04/05/2026 của Ban Chỉ đạo';
const SOURCE = { file: 'ctr.yaml', sha256: '9f86' };
const FIGURE = { programme: 'ctr', code: '1/1', period: '2026-03' };
const BEFORE = { value: 86.4, numerator: 432, denominator: 500, measuredOn: '2026-03-31' };
const AFTER = { value: 84, numerator: 420, denominator: 500, measuredOn: '2026-03-31' };
const PERIOD = { programme: 'ctr', period: '2026-03' };
const CUT_OFF = '2026-04-06T10:00:00.000Z';

interface Case<Type extends HistoryEventType> {
  readonly what: string;
  readonly type: Type;
  readonly data: HistoryEvents[Type];
  readonly sentence: string;
  readonly changes: readonly Change[];
}

const CASES: Case<HistoryEventType>[] = [];
const told = <Type extends HistoryEventType>(
  what: string,
  type: Type,
  data: HistoryEvents[Type],
  sentence: string,
  changes: readonly Change[] = [],
) => {
  CASES.push({ what, type, data, sentence, changes } as unknown as Case<HistoryEventType>);
};
const change = (
  field: string,
  label: string,
  from: string | number | null,
  to: string | number | null,
): Change => ({ field, label, from, to });

told(
  'a share with what it was worked out from',
  'MeasurementRecorded',
  { ...FIGURE, ...BEFORE, source: 'Báo cáo quý I', documents: [DOCUMENT] },
  `Ghi nhận số liệu chỉ tiêu 1/1, kỳ 03/2026: 86,4 % (432/500), tại ngày 31/03/2026. Nguồn: Báo cáo quý I. Văn bản: ${BY_DOCUMENT}.`,
  [change('figure.2026-03', 'Số liệu kỳ 03/2026', null, 86.4)],
);
told(
  'a unit’s figure for a closed period, of no known unit of measure',
  'MeasurementRecorded',
  {
    ...FIGURE,
    code: '2/1',
    unit: 'xa-a',
    period: '2026-Q1',
    value: 1234,
    numerator: null,
    denominator: null,
    measuredOn: '2026-03-30',
    source: 'Sổ theo dõi',
    documents: [],
    reason: 'Gửi sau khi chốt',
  },
  'Ghi nhận số liệu chỉ tiêu 2/1 của Xã A, kỳ quý I/2026: 1.234, tại ngày 30/03/2026. Nguồn: Sổ theo dõi. Lý do: Gửi sau khi chốt.',
  [change('figure.2026-Q1', 'Số liệu kỳ quý I/2026', null, 1234)],
);
told(
  'a correction',
  'MeasurementCorrected',
  { ...FIGURE, measurement: 'e1', from: BEFORE, to: AFTER, reason: 'Đếm trùng', documents: [] },
  'Đính chính số liệu chỉ tiêu 1/1, kỳ 03/2026: từ 86,4 % (432/500), tại ngày 31/03/2026 thành 84 % (420/500), tại ngày 31/03/2026. Lý do: Đếm trùng.',
  [change('figure.2026-03', 'Số liệu kỳ 03/2026', 86.4, 84)],
);
told(
  'a second person’s confirmation',
  'MeasurementConfirmed',
  { ...FIGURE, measurement: 'e1' },
  'Xác nhận số liệu chỉ tiêu 1/1, kỳ 03/2026.',
  [change('confirmed.2026-03', 'Xác nhận số liệu kỳ 03/2026', 'chưa xác nhận', 'đã xác nhận')],
);
told(
  'a withdrawal',
  'MeasurementWithdrawn',
  { ...FIGURE, measurement: 'e1', from: BEFORE, reason: 'Nhầm kỳ' },
  'Rút số liệu chỉ tiêu 1/1, kỳ 03/2026, đã ghi là 86,4 % (432/500), tại ngày 31/03/2026. Lý do: Nhầm kỳ.',
  [change('figure.2026-03', 'Số liệu kỳ 03/2026', 86.4, null)],
);
told(
  'a revised target with what is striven for',
  'TargetSet',
  {
    programme: 'ctr',
    code: '1/1',
    year: 2026,
    from: { target: 95, targetMax: null, stretchTarget: null },
    to: { target: 90, targetMax: null, stretchTarget: 95 },
    document: DOCUMENT,
  },
  `Đổi mục tiêu năm 2026 của chỉ tiêu 1/1 từ 95 % thành 90 %, phấn đấu 95 %, theo văn bản ${BY_DOCUMENT}.`,
  [change('target.2026', 'Mục tiêu năm 2026', '95 %', '90 %, phấn đấu 95 %')],
);
told(
  'a first target, a range, of a unit',
  'TargetSet',
  {
    programme: 'ctr',
    code: '2/1',
    unit: 'xa-a',
    year: 2027,
    from: null,
    to: { target: 10, targetMax: 15, stretchTarget: null },
    document: DOCUMENT,
  },
  `Đặt mục tiêu năm 2027 của chỉ tiêu 2/1 của Xã A: 10–15, theo văn bản ${BY_DOCUMENT}.`,
  [change('target.2027', 'Mục tiêu năm 2027', null, '10–15')],
);
told(
  'an indicator',
  'IndicatorDefined',
  {
    programme: 'ctr',
    code: '1/1',
    group: '1',
    name: 'Tỷ lệ hồ sơ trực tuyến',
    unit: '%',
    direction: 'at_least',
    target: 90,
    targetMax: null,
    stretchTarget: 95,
    targetYear: 2026,
    ordinal: 1,
  },
  'Đăng ký chỉ tiêu 1/1 “Tỷ lệ hồ sơ trực tuyến”: mục tiêu ít nhất 90 % vào năm 2026.',
  [change('name', 'tên chỉ tiêu', null, 'Tỷ lệ hồ sơ trực tuyến')],
);
told(
  'a qualitative indicator',
  'IndicatorDefined',
  {
    programme: 'ctr',
    code: '3/1',
    group: '3',
    name: 'Duy trì nền nếp',
    unit: null,
    direction: 'qualitative',
    target: null,
    targetMax: null,
    stretchTarget: null,
    targetYear: 2026,
    ordinal: 2,
  },
  'Đăng ký chỉ tiêu 3/1 “Duy trì nền nếp”: định tính.',
  [change('name', 'tên chỉ tiêu', null, 'Duy trì nền nếp')],
);
told(
  'what a catalogue says of an indicator for the first time',
  'IndicatorAmended',
  {
    programme: 'ctr',
    code: '1/1',
    changes: [
      { field: 'owner', from: null, to: 'so-noi-vu' },
      { field: 'cadence', from: null, to: 'quarterly' },
    ],
    source: SOURCE,
  },
  'Bổ sung nội dung chỉ tiêu 1/1 theo tệp ctr.yaml: đơn vị phụ trách từ không có thành Sở Nội vụ; nhịp công bố từ không có thành hằng quý.',
  [
    change('owner', 'đơn vị phụ trách', null, 'Sở Nội vụ'),
    change('cadence', 'nhịp công bố', null, 'hằng quý'),
  ],
);
told(
  'a programme with its number',
  'ProgrammeRegistered',
  {
    title: 'Chương trình mẫu',
    issuer: 'Ban Chỉ đạo',
    documentYear: 2026,
    period: { from: '2026-01-01', until: '2026-12-31' },
    sections: [],
    units: 'mau',
    policy: 'city-monthly',
    number: '01-CTr',
    issuedOn: '2026-01-05',
    source: SOURCE,
  },
  'Đăng ký chương trình “Chương trình mẫu” của Ban Chỉ đạo, số 01-CTr ngày 05/01/2026.',
  [change('title', 'Tên', null, 'Chương trình mẫu')],
);
told(
  'what a file says of a programme for the first time',
  'ProgrammeAmended',
  {
    changes: [
      { field: 'issuedOn', from: null, to: '2026-01-05' },
      {
        field: 'period',
        from: { from: '2026-01-01', until: '2026-12-31' },
        to: { from: '2026-01-01', until: '2027-12-31' },
      },
    ],
    source: SOURCE,
  },
  'Bổ sung nội dung chương trình theo tệp ctr.yaml: ngày ban hành từ không có thành 05/01/2026; thời hạn từ 01/01/2026–31/12/2026 thành 01/01/2026–31/12/2027.',
  [
    change('issuedOn', 'ngày ban hành', null, '05/01/2026'),
    change('period', 'thời hạn', '01/01/2026–31/12/2026', '01/01/2026–31/12/2027'),
  ],
);
told(
  'an adopted policy',
  'ReportingPolicyAdopted',
  {
    from: '2026-07-01',
    calendar: {},
    policy: {
      id: 'city-monthly',
      title: 'Báo cáo hằng tháng',
      period: 'calendar-month',
      cutOff: { day: 5, time: '17:00', nextWorkingDay: true },
      goal: 0.9,
      taskCountsWhen: 'share',
      sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: true },
    },
  },
  'Áp dụng quy định báo cáo “Báo cáo hằng tháng” (city-monthly) từ ngày 01/07/2026, mục tiêu 90,0 % nhiệm vụ được cập nhật.',
);
told(
  'a task',
  'TaskRegistered',
  {
    programme: 'ctr',
    code: '1',
    section: 'I',
    title: 'Lập kế hoạch',
    directingLeaders: [],
    leadUnits: ['so-noi-vu'],
    coordinatingUnits: [],
    deliverables: [],
    schedule: { phrase: 'Tháng 3/2026', kind: 'month' },
    ordinal: 1,
  },
  'Đăng ký nhiệm vụ số 1 (mục I): “Lập kế hoạch”.',
  [change('title', 'tên nhiệm vụ', null, 'Lập kế hoạch')],
);
told(
  'an amended task',
  'TaskAmended',
  {
    programme: 'ctr',
    code: '1',
    changes: [
      {
        field: 'schedule',
        from: { phrase: 'Tháng 3/2026', kind: 'month' },
        to: { phrase: 'Quý II/2026', kind: 'quarter' },
      },
      { field: 'leadUnits', from: ['so-noi-vu'], to: ['xa-a', 'xa-b'] },
      { field: 'budgetMillionVnd', from: null, to: 1250.5 },
    ],
    document: { number: '15/QĐ', date: '2026-03-02', issuer: null },
    source: null,
  },
  'Sửa theo văn bản 15/QĐ ngày 02/03/2026: thời gian thực hiện từ “Tháng 3/2026” thành “Quý II/2026”; đơn vị chủ trì từ Sở Nội vụ thành Xã A; Xã B; kinh phí (triệu đồng) từ không có thành 1.250,5.',
  [
    change('schedule', 'thời gian thực hiện', 'Tháng 3/2026', 'Quý II/2026'),
    change('leadUnits', 'đơn vị chủ trì', 'Sở Nội vụ', 'Xã A; Xã B'),
    change('budgetMillionVnd', 'kinh phí (triệu đồng)', null, '1.250,5'),
  ],
);
told(
  'a task that carries out another',
  'TaskLinked',
  { programme: 'ctr', code: '1', relation: 'derived-from', to: { programme: 'tw', task: '7' } },
  'Thực hiện nhiệm vụ số 7 của chương trình tw.',
);
told(
  'a unit',
  'UnitRegistered',
  { name: 'Sở Nội vụ', kind: 'department', code: null, aliases: [], ordinal: 1 },
  'Đăng ký đơn vị “Sở Nội vụ”.',
  [change('name', 'Tên đơn vị', null, 'Sở Nội vụ')],
);
told(
  'a unit under a new name',
  'UnitRenamed',
  { from: 'Sở Nội vụ', to: 'Sở Tổ chức', document: '01/NQ-HĐND' },
  'Đổi tên đơn vị từ “Sở Nội vụ” thành “Sở Tổ chức”, theo 01/NQ-HĐND.',
  [change('name', 'Tên đơn vị', 'Sở Nội vụ', 'Sở Tổ chức')],
);
const GROUP = { name: 'Các sở', aliases: [], kinds: [], units: [], exclude: [], descriptive: false };
told(
  'a group of units',
  'UnitGroupDefined',
  { ...GROUP, before: null, ordinal: 1 },
  'Xác định nhóm đơn vị “Các sở”.',
  [change('name', 'Tên nhóm', null, 'Các sở')],
);
told(
  'a group with other members',
  'UnitGroupDefined',
  { ...GROUP, units: ['xa-a'], before: GROUP, ordinal: 1 },
  'Xác định lại nhóm đơn vị “Các sở”.',
);
told(
  'a reminder by the rule to many units',
  'PeriodReminded',
  {
    ...PERIOD,
    by: 'rule',
    workingDaysBefore: 3,
    at: '2026-04-01T01:00:00.000Z',
    cutOff: CUT_OFF,
    units: ['xa-a', 'xa-b', 'xa-c', 'xa-d', 'xa-e', 'so-noi-vu'].map((unit) => ({ unit, assignments: 2 })),
  },
  'Đôn đốc báo cáo kỳ 03/2026 theo quy định: 6 đơn vị còn 12 phần giao chưa có báo cáo (Xã A; Xã B; Xã C; Xã D; Xã E; …); hạn nộp 06/04/2026 17:00.',
);
told(
  'a reminder by hand',
  'PeriodReminded',
  {
    ...PERIOD,
    by: 'hand',
    workingDaysBefore: null,
    at: RECORDED_AT,
    cutOff: CUT_OFF,
    units: [{ unit: 'xa-a', assignments: 1 }],
  },
  'Đôn đốc báo cáo kỳ 03/2026: 1 đơn vị còn 1 phần giao chưa có báo cáo (Xã A); hạn nộp 06/04/2026 17:00.',
);
told(
  'a close that was proposed',
  'PeriodCloseProposed',
  { ...PERIOD, cutOff: CUT_OFF },
  'Đề nghị chốt kỳ 03/2026, chờ người khác xác nhận.',
);
const CLOSED: HistoryEvents['PeriodClosed'] = {
  ...PERIOD,
  proposal: null,
  at: '2026-04-07T02:00:00.000Z',
  cutOff: CUT_OFF,
  policy: { id: 'city-monthly', from: '2026-01-01', taskCountsWhen: 'share' },
  expected: 9,
  counts: { onTime: 4, nothingToReport: 1, late: 1, insufficient: 1, missing: 2, notYetDue: 0 },
  exempt: 3,
  rateByAssignment: 0.8997,
  tasksExpected: 5,
  shareSum: 4,
  tasksComplete: 3,
  rateByTask: 0.8,
  goal: 0.9,
  meetsGoal: false,
  parts: 1,
  sha256: 'a89c',
};
told(
  'a close with its figures and its hash; a rate is cut, not rounded',
  'PeriodClosed',
  CLOSED,
  'Chốt kỳ 03/2026, tính đến 07/04/2026 09:00: phải có 9 cập nhật, đúng hạn 4, không phát sinh 1, muộn 1, thiếu 1, không báo cáo 2, chưa đến hạn 0; không phải báo cáo 3. Tỷ lệ theo phần giao 89,9 %, theo nhiệm vụ 80,0 % (mục tiêu 90,0 %, chưa đạt). SHA-256 của danh sách: a89c.',
  [change('period', 'Kỳ báo cáo', 'đang mở', 'đã chốt')],
);
told(
  'a close of which nothing was expected',
  'PeriodClosed',
  {
    ...CLOSED,
    expected: 0,
    counts: { onTime: 0, nothingToReport: 0, late: 0, insufficient: 0, missing: 0, notYetDue: 0 },
    rateByAssignment: null,
    rateByTask: null,
    meetsGoal: null,
  },
  'Chốt kỳ 03/2026, tính đến 07/04/2026 09:00: phải có 0 cập nhật, đúng hạn 0, không phát sinh 0, muộn 0, thiếu 0, không báo cáo 0, chưa đến hạn 0; không phải báo cáo 3. Tỷ lệ theo phần giao không có, theo nhiệm vụ không có (mục tiêu 90,0 %). SHA-256 của danh sách: a89c.',
  [change('period', 'Kỳ báo cáo', 'đang mở', 'đã chốt')],
);
told(
  'a reopening that was asked for',
  'PeriodReopenRequested',
  { ...PERIOD, close: 'e1', reason: 'Xã A gửi văn bản' },
  'Đề nghị mở lại kỳ 03/2026 đã chốt, chờ người khác xác nhận. Lý do: Xã A gửi văn bản.',
);
for (const [request, act] of [
  [null, 'Mở lại'],
  ['e2', 'Xác nhận mở lại'],
] as const) {
  told(
    `a reopening, request ${request}`,
    'PeriodReopened',
    { ...PERIOD, request, close: 'e1', reason: 'Xã A gửi văn bản' },
    `${act} kỳ 03/2026; danh sách đã chốt không còn hiệu lực. Lý do: Xã A gửi văn bản.`,
    [change('period', 'Kỳ báo cáo', 'đã chốt', 'mở lại')],
  );
}

told(
  'a position that is given an account',
  'AccountRegistered',
  { displayName: 'Chuyên viên Sở Nội vụ' },
  'Đăng ký tài khoản cho chức danh “Chuyên viên Sở Nội vụ”.',
  [change('account', 'Tài khoản', null, 'Chuyên viên Sở Nội vụ')],
);
told(
  'a role of a unit',
  'RoleGranted',
  { role: 'lead-unit', unit: 'so-noi-vu' },
  'Cấp vai trò “đầu mối đơn vị” của Sở Nội vụ.',
  [change('role', 'Vai trò', null, '“đầu mối đơn vị” của Sở Nội vụ')],
);
told(
  'a role that is taken back',
  'RoleRevoked',
  { role: 'inspector', unit: null, reason: 'Chuyển công tác' },
  'Thu hồi vai trò “Ủy ban Kiểm tra”. Lý do: Chuyển công tác.',
  [change('role', 'Vai trò', '“Ủy ban Kiểm tra”', null)],
);
told('a closed account', 'AccountDisabled', { reason: 'Nghỉ việc' }, 'Khóa tài khoản. Lý do: Nghỉ việc.', [
  change('account', 'Tài khoản', 'đang dùng', 'bị khóa'),
]);
told(
  'an account that is open again',
  'AccountEnabled',
  { reason: 'Trở lại công tác' },
  'Mở lại tài khoản. Lý do: Trở lại công tác.',
  [change('account', 'Tài khoản', 'bị khóa', 'đang dùng')],
);
told('a new password', 'PasswordChanged', {}, 'Đổi mật khẩu của tài khoản.');
told(
  'what an inspector looked at, with the clocks',
  'RecordsViewed',
  {
    route: '/units/:unit/trail',
    parameters: { programme: 'ctr', unit: 'so-noi-vu' },
    asOf: '2026-06-30',
    asKnownAt: '2026-07-05T08:00:00+07:00',
  },
  'Xem /units/:unit/trail (programme = ctr; unit = so-noi-vu), nói về ngày 30/06/2026, theo những gì đã biết đến 2026-07-05T08:00:00+07:00.',
);
told(
  'what an inspector looked at as it is',
  'RecordsViewed',
  { route: '/units', parameters: {}, asOf: null, asKnownAt: null },
  'Xem /units.',
);

describe('The record of everything beside assignments and warnings', () => {
  it.each(CASES)('tells $what', ({ type, data, sentence, changes }) => {
    expect(describeEvent({ type, data, recordedAt: RECORDED_AT }, nameOf, measureOf)).toStrictEqual({
      sentence,
      changes,
    });
  });

  it('is told in these cases for every type of the catalogue, the indicators, the periods and accounts', () => {
    const beside = HISTORY_EVENT_TYPES.filter((type) =>
      /^(Unit|Programme|ReportingPolicy|Task(Registered|Amended|Linked)|Indicator|Measurement|TargetSet|Period|Account|Role|Password|RecordsViewed)/.test(
        type,
      ),
    );
    expect([...new Set(CASES.map(({ type }) => type))].sort()).toEqual([...beside].sort());
  });

  it('is written in composed characters (NFC)', () => {
    const texts = CASES.map(({ type, data }) =>
      JSON.stringify(describeEvent({ type, data, recordedAt: RECORDED_AT }, nameOf, measureOf)),
    );
    expect(texts).toEqual(texts.map((text) => text.normalize('NFC')));
  });
});
