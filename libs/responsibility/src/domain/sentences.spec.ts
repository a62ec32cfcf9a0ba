import { describe, expect, it } from '@jest/globals';
import { ASSIGNMENT_EVENT_TYPES, type AssignmentEvents, type DocumentRef } from '#tasks';
import { WARNING_EVENT_TYPES, type WarningCleared, type WarningRaised } from '#warnings';
import { type Change, describeEvent, type HistoryEvents, type HistoryEventType } from './sentences.js';

const NAMES: Readonly<Record<string, string>> = {
  'phuong-hai-duong': 'Phường Hải Dương',
  'so-noi-vu': 'Sở Nội vụ',
  'cac-xa-phuong-dac-khu': 'Các xã, phường, đặc khu',
};
const nameOf = (id: string) => NAMES[id] ?? id;

/** 09:00 on 20 March 2026, local time. */
const RECORDED_AT = '2026-03-20T02:00:00.000Z';

const DOCUMENT: DocumentRef = {
  number: '12/QĐ-BCĐ',
  date: '2026-03-02',
  issuer: 'Ban Chỉ đạo thành phố',
  sha256: null,
};

interface Case<Type extends HistoryEventType> {
  readonly what: string;
  readonly type: Type;
  readonly data: HistoryEvents[Type];
  readonly recordedAt?: string;
  readonly sentence: string;
  readonly changes: readonly Change[];
}

const CASES: Case<HistoryEventType>[] = [];
const told = <Type extends HistoryEventType>(given: Case<Type>) => {
  CASES.push(given as unknown as Case<HistoryEventType>);
};

const change = (
  field: string,
  label: string,
  from: string | number | null,
  to: string | number | null,
): Change => ({ field, label, from, to });
const status = (from: string | null, to: string) => change('status', 'Trạng thái', from, to);
const due = (from: string | null, to: string | null) => change('currentDue', 'Hạn hiện hành', from, to);
const holder = (from: string | null, to: string) => change('unit', 'Đơn vị chủ trì', from, to);
const percent = (from: number | null, to: number) => change('percent', 'Tỷ lệ hoàn thành (%)', from, to);
const warning = (from: string | null, to: string | null) => change('warning', 'Cảnh báo', from, to);

const ASSIGNED: AssignmentEvents['TaskAssigned'] = {
  programme: 'ctr-bcd-2026',
  task: '7',
  unit: 'phuong-hai-duong',
  viaGroup: null,
  transferredFrom: null,
  scheduleKind: 'quarter',
  due: '2026-06-30',
};

told({
  what: 'an assignment to a named unit',
  type: 'TaskAssigned',
  data: ASSIGNED,
  sentence: 'Giao nhiệm vụ số 7 cho Phường Hải Dương, hạn 30/06/2026.',
  changes: [holder(null, 'Phường Hải Dương'), status(null, 'đã giao'), due(null, '30/06/2026')],
});
told({
  what: 'an assignment through a group',
  type: 'TaskAssigned',
  data: { ...ASSIGNED, viaGroup: 'cac-xa-phuong-dac-khu' },
  sentence: 'Giao nhiệm vụ số 7 cho Phường Hải Dương (thuộc nhóm “Các xã, phường, đặc khu”), hạn 30/06/2026.',
  changes: [holder(null, 'Phường Hải Dương'), status(null, 'đã giao'), due(null, '30/06/2026')],
});
told({
  what: 'an assignment that came by transfer',
  type: 'TaskAssigned',
  data: { ...ASSIGNED, unit: 'so-noi-vu', transferredFrom: 'phuong-hai-duong' },
  sentence: 'Giao nhiệm vụ số 7 cho Sở Nội vụ, nhận chuyển từ Phường Hải Dương, hạn 30/06/2026.',
  changes: [holder('Phường Hải Dương', 'Sở Nội vụ'), status(null, 'đã giao'), due(null, '30/06/2026')],
});
for (const [scheduleKind, phrase] of [
  ['ongoing', 'thực hiện thường xuyên'],
  ['annual', 'thực hiện hằng năm'],
  ['monthly', 'thực hiện hằng tháng'],
  ['conditional', 'thời hạn theo điều kiện'],
  ['none', 'không ấn định thời hạn'],
] as const) {
  told({
    what: `an assignment without a due date, of kind ${scheduleKind}`,
    type: 'TaskAssigned',
    data: { ...ASSIGNED, scheduleKind, due: null },
    sentence: `Giao nhiệm vụ số 7 cho Phường Hải Dương, ${phrase}.`,
    changes: [holder(null, 'Phường Hải Dương'), status(null, 'đã giao')],
  });
}
told({
  what: 'an acceptance',
  type: 'AssignmentAccepted',
  data: { byReporting: false },
  sentence: 'Tiếp nhận nhiệm vụ.',
  changes: [status('đã giao', 'đã tiếp nhận')],
});
told({
  what: 'an acceptance implied by reporting',
  type: 'AssignmentAccepted',
  data: { byReporting: true },
  sentence: 'Mặc nhiên tiếp nhận nhiệm vụ, do đơn vị đã báo cáo mà chưa tiếp nhận.',
  changes: [status('đã giao', 'đã tiếp nhận')],
});
told({
  what: 'the step forward of a first report',
  type: 'AssignmentStatusChanged',
  data: { from: 'accepted', to: 'in-progress', reason: null, document: null },
  sentence: 'Bắt đầu thực hiện nhiệm vụ: chuyển từ “đã tiếp nhận” sang “đang thực hiện”.',
  changes: [status('đã tiếp nhận', 'đang thực hiện')],
});
told({
  what: 'a suspension',
  type: 'AssignmentStatusChanged',
  data: { from: 'in-progress', to: 'suspended', reason: 'Chờ kinh phí', document: null },
  sentence: 'Tạm dừng nhiệm vụ: chuyển từ “đang thực hiện” sang “tạm dừng”. Lý do: Chờ kinh phí.',
  changes: [status('đang thực hiện', 'tạm dừng')],
});
told({
  what: 'a wait for a condition',
  type: 'AssignmentStatusChanged',
  data: { from: 'assigned', to: 'awaiting-condition', reason: 'Chưa có hướng dẫn.', document: null },
  sentence:
    'Chuyển nhiệm vụ sang chờ điều kiện: chuyển từ “đã giao” sang “chờ điều kiện”. Lý do: Chưa có hướng dẫn.',
  changes: [status('đã giao', 'chờ điều kiện')],
});
told({
  what: 'a resumption',
  type: 'AssignmentStatusChanged',
  data: { from: 'suspended', to: 'in-progress', reason: 'Đã có kinh phí', document: null },
  sentence: 'Tiếp tục thực hiện nhiệm vụ: chuyển từ “tạm dừng” sang “đang thực hiện”. Lý do: Đã có kinh phí.',
  changes: [status('tạm dừng', 'đang thực hiện')],
});
told({
  what: 'a stop by a document',
  type: 'AssignmentStatusChanged',
  data: { from: 'in-progress', to: 'cancelled', reason: 'Không còn cần', document: DOCUMENT },
  sentence:
    'Dừng thực hiện nhiệm vụ: chuyển từ “đang thực hiện” sang “dừng thực hiện”, theo văn bản số 12/QĐ-BCĐ ngày 02/03/2026 của Ban Chỉ đạo thành phố. Lý do: Không còn cần.',
  changes: [status('đang thực hiện', 'dừng thực hiện')],
});
told({
  what: 'a reopening by a document',
  type: 'AssignmentStatusChanged',
  data: { from: 'completed', to: 'in-progress', reason: 'Kết quả chưa đạt', document: DOCUMENT },
  sentence:
    'Mở lại nhiệm vụ đã hoàn thành: chuyển từ “hoàn thành” sang “đang thực hiện”, theo văn bản số 12/QĐ-BCĐ ngày 02/03/2026 của Ban Chỉ đạo thành phố. Lý do: Kết quả chưa đạt.',
  changes: [status('hoàn thành', 'đang thực hiện')],
});

const REPORT: AssignmentEvents['ProgressReported'] = {
  period: '2026-03',
  kind: 'progress',
  percentBefore: null,
  percent: 40,
  percentDownReason: null,
  summary: 'Đã khảo sát xong',
  difficulties: '',
  proposals: '',
  documents: [],
  disbursedVnd: null,
  deliverables: [],
};

told({
  what: 'a first report',
  type: 'ProgressReported',
  data: REPORT,
  sentence: 'Báo cáo tiến độ kỳ 03/2026, hoàn thành 40 % (trước đó chưa nêu). Kết quả: Đã khảo sát xong.',
  changes: [percent(null, 40)],
});
told({
  what: 'a full report with the percent up',
  type: 'ProgressReported',
  data: {
    ...REPORT,
    percentBefore: 40,
    percent: 60,
    summary: 'Đã trình\ndự thảo!',
    difficulties: 'Thiếu nhân lực',
    proposals: 'Bổ sung người?',
    documents: [DOCUMENT, { ...DOCUMENT, number: '15/KH-UBND' }],
    disbursedVnd: 1250000,
    deliverables: ['Dự thảo', 'Báo cáo khảo sát'],
  },
  sentence:
    'Báo cáo tiến độ kỳ 03/2026, hoàn thành tăng từ 40 % lên 60 %. Kết quả: Đã trình dự thảo! Khó khăn: Thiếu nhân lực. Kiến nghị: Bổ sung người? Lũy kế giải ngân 1.250.000 đồng. Sản phẩm: Dự thảo; Báo cáo khảo sát. Văn bản: số 12/QĐ-BCĐ ngày 02/03/2026 của Ban Chỉ đạo thành phố; số 15/KH-UBND ngày 02/03/2026 của Ban Chỉ đạo thành phố.',
  changes: [percent(40, 60)],
});
told({
  what: 'a report with the percent down and its reason',
  type: 'ProgressReported',
  data: { ...REPORT, percentBefore: 60, percent: 45, percentDownReason: 'Tính lại khối lượng' },
  sentence:
    'Báo cáo tiến độ kỳ 03/2026, hoàn thành giảm từ 60 % xuống 45 %. Lý do giảm: Tính lại khối lượng. Kết quả: Đã khảo sát xong.',
  changes: [percent(60, 45)],
});
told({
  what: 'a report with the same percent and nothing said',
  type: 'ProgressReported',
  data: { ...REPORT, percentBefore: 0, percent: 0, summary: ' \n', disbursedVnd: 0 },
  sentence: 'Báo cáo tiến độ kỳ 03/2026, hoàn thành 0 % (không đổi). Lũy kế giải ngân 0 đồng.',
  changes: [],
});
told({
  what: 'a report without a percent',
  type: 'ProgressReported',
  data: { ...REPORT, percentBefore: 40, percent: null, disbursedVnd: 950 },
  sentence:
    'Báo cáo tiến độ kỳ 03/2026, không nêu tỷ lệ hoàn thành. Kết quả: Đã khảo sát xong. Lũy kế giải ngân 950 đồng.',
  changes: [],
});
told({
  what: 'nothing to report',
  type: 'ProgressReported',
  data: { ...REPORT, kind: 'nothing-to-report', percent: null, summary: '' },
  sentence: 'Báo cáo kỳ 03/2026: không phát sinh.',
  changes: [],
});
told({
  what: 'nothing to report, with a percent',
  type: 'ProgressReported',
  data: { ...REPORT, kind: 'nothing-to-report', percentBefore: 40, percent: 50, summary: 'Chờ họp' },
  sentence: 'Báo cáo kỳ 03/2026: không phát sinh, hoàn thành tăng từ 40 % lên 50 %. Kết quả: Chờ họp.',
  changes: [percent(40, 50)],
});
told({
  what: 'a returned report',
  type: 'ProgressReportReturned',
  data: { report: 'e1', period: '2026-03', reason: 'Thiếu số liệu' },
  sentence: 'Trả lại báo cáo kỳ 03/2026 vì chưa đạt yêu cầu. Lý do: Thiếu số liệu.',
  changes: [change('report', 'Báo cáo kỳ 03/2026', 'đã gửi', 'bị trả lại')],
});
told({
  what: 'an extension asked for',
  type: 'ExtensionRequested',
  data: { from: '2026-06-30', to: '2026-09-30', reason: 'Chờ thẩm định' },
  sentence: 'Đề nghị gia hạn từ 30/06/2026 đến 30/09/2026. Lý do: Chờ thẩm định.',
  changes: [change('askedDue', 'Hạn đề nghị', '30/06/2026', '30/09/2026')],
});

const GRANTED: AssignmentEvents['ExtensionGranted'] = {
  request: 'e1',
  originalDue: '2026-03-31',
  from: '2026-06-30',
  to: '2026-08-31',
  reason: 'Khách quan',
  document: DOCUMENT,
};
told({
  what: 'an extension granted by a document',
  type: 'ExtensionGranted',
  data: GRANTED,
  sentence:
    'Đồng ý gia hạn từ 30/06/2026 đến 31/08/2026 (hạn gốc 31/03/2026), theo văn bản số 12/QĐ-BCĐ ngày 02/03/2026 của Ban Chỉ đạo thành phố. Lý do: Khách quan.',
  changes: [due('30/06/2026', '31/08/2026')],
});
told({
  what: 'an extension granted without a document',
  type: 'ExtensionGranted',
  data: { ...GRANTED, document: null },
  sentence: 'Đồng ý gia hạn từ 30/06/2026 đến 31/08/2026 (hạn gốc 31/03/2026). Lý do: Khách quan.',
  changes: [due('30/06/2026', '31/08/2026')],
});
told({
  what: 'an extension refused',
  type: 'ExtensionRefused',
  data: { request: 'e1', asked: '2026-09-30', due: '2026-06-30', reason: 'Chủ quan' },
  sentence: 'Không đồng ý gia hạn đến 30/09/2026; hạn hiện hành vẫn là 30/06/2026. Lý do: Chủ quan.',
  changes: [],
});
told({
  what: 'a completion proposed',
  type: 'CompletionProposed',
  data: {
    from: 'in-progress',
    summary: 'Đã ban hành kế hoạch',
    deliverables: ['Kế hoạch'],
    documents: [DOCUMENT],
  },
  sentence:
    'Đề nghị công nhận hoàn thành. Kết quả: Đã ban hành kế hoạch. Sản phẩm: Kế hoạch. Văn bản: số 12/QĐ-BCĐ ngày 02/03/2026 của Ban Chỉ đạo thành phố.',
  changes: [status('đang thực hiện', 'đề nghị hoàn thành')],
});

const CONFIRMED: AssignmentEvents['CompletionConfirmed'] = {
  proposal: 'e1',
  completedOn: '2026-06-30',
  due: '2026-06-30',
  note: '',
};
const completed = (on: string) => [
  status('đề nghị hoàn thành', 'hoàn thành'),
  change('completedOn', 'Ngày hoàn thành', null, on),
];
told({
  what: 'a completion on the due date itself',
  type: 'CompletionConfirmed',
  data: CONFIRMED,
  sentence: 'Công nhận hoàn thành, tính từ ngày 30/06/2026, đúng hạn (hạn 30/06/2026).',
  changes: completed('30/06/2026'),
});
told({
  what: 'a completion after the due date, with a note',
  type: 'CompletionConfirmed',
  data: { ...CONFIRMED, completedOn: '2026-07-02', note: 'Đã kiểm tra sản phẩm' },
  sentence:
    'Công nhận hoàn thành, tính từ ngày 02/07/2026, quá hạn 2 ngày (hạn 30/06/2026). Ghi chú: Đã kiểm tra sản phẩm.',
  changes: completed('02/07/2026'),
});
told({
  what: 'a completion of work without a due date',
  type: 'CompletionConfirmed',
  data: { ...CONFIRMED, due: null },
  sentence: 'Công nhận hoàn thành, tính từ ngày 30/06/2026.',
  changes: completed('30/06/2026'),
});
told({
  what: 'a completion returned',
  type: 'CompletionReturned',
  data: { proposal: 'e1', to: 'in-progress', reason: 'Thiếu sản phẩm' },
  sentence: 'Trả lại đề nghị hoàn thành, chuyển về “đang thực hiện”. Lý do: Thiếu sản phẩm.',
  changes: [status('đề nghị hoàn thành', 'đang thực hiện')],
});
told({
  what: 'a release',
  type: 'AssignmentReleased',
  data: { from: 'accepted', viaGroup: 'cac-xa-phuong-dac-khu', reason: 'Không có cảng biển' },
  sentence:
    'Cho đơn vị thôi thực hiện nhiệm vụ giao qua nhóm “Các xã, phường, đặc khu”, vì không thuộc phạm vi của đơn vị. Lý do: Không có cảng biển.',
  changes: [status('đã tiếp nhận', 'không thuộc phạm vi của đơn vị')],
});

const TRANSFERRED: AssignmentEvents['AssignmentTransferred'] = {
  from: 'phuong-hai-duong',
  to: 'so-noi-vu',
  statusBefore: 'in-progress',
  reason: 'Sắp xếp chức năng',
  document: DOCUMENT,
};
told({
  what: 'a transfer by a document',
  type: 'AssignmentTransferred',
  data: TRANSFERRED,
  sentence:
    'Chuyển nhiệm vụ từ Phường Hải Dương sang Sở Nội vụ, theo văn bản số 12/QĐ-BCĐ ngày 02/03/2026 của Ban Chỉ đạo thành phố. Lý do: Sắp xếp chức năng.',
  changes: [holder('Phường Hải Dương', 'Sở Nội vụ'), status('đang thực hiện', 'đã chuyển đơn vị khác')],
});
told({
  what: 'a transfer without a document, to a unit that has no name',
  type: 'AssignmentTransferred',
  data: { ...TRANSFERRED, to: 'don-vi-la', document: null },
  sentence: 'Chuyển nhiệm vụ từ Phường Hải Dương sang don-vi-la. Lý do: Sắp xếp chức năng.',
  changes: [holder('Phường Hải Dương', 'don-vi-la'), status('đang thực hiện', 'đã chuyển đơn vị khác')],
});

/** 17:00 on 6 April 2026, local time. */
const CUT_OFF = '2026-04-06T10:00:00.000Z';
const SUBJECT = {
  programme: 'ctr-bcd-2026',
  task: '7',
  unit: 'phuong-hai-duong',
  assignment: 'ctr-bcd-2026.7.phuong-hai-duong',
  level: 1,
} as const;
const MISSING: WarningRaised = {
  ...SUBJECT,
  rule: 'update-missing',
  period: '2026-03',
  at: CUT_OFF,
  inputs: { cutOff: CUT_OFF },
};
const MISSING_NAME = '“Không cập nhật tiến độ” kỳ 03/2026';

told({
  what: 'a warning of a missing update, written on its day',
  type: 'WarningRaised',
  data: MISSING,
  recordedAt: '2026-04-06T10:00:01.000Z',
  sentence:
    'Cảnh báo mức 1 “Không cập nhật tiến độ”: nhiệm vụ số 7 của Phường Hải Dương chưa có cập nhật kỳ 03/2026 sau khi hết hạn nộp 06/04/2026 17:00. Phát sinh lúc 06/04/2026 17:00.',
  changes: [warning(null, MISSING_NAME)],
});
told({
  what: 'a warning of a missing update, written on a later day',
  type: 'WarningRaised',
  data: MISSING,
  recordedAt: '2026-04-06T17:30:00.000Z',
  sentence:
    'Cảnh báo mức 1 “Không cập nhật tiến độ”: nhiệm vụ số 7 của Phường Hải Dương chưa có cập nhật kỳ 03/2026 sau khi hết hạn nộp 06/04/2026 17:00. Phát sinh lúc 06/04/2026 17:00, ghi nhận lúc 07/04/2026 00:30.',
  changes: [warning(null, MISSING_NAME)],
});
told({
  what: 'a warning of an insufficient update that was also returned',
  type: 'WarningRaised',
  data: {
    ...MISSING,
    rule: 'update-insufficient',
    inputs: {
      cutOff: CUT_OFF,
      report: 'e1',
      lacks: ['percent-missing', 'summary-too-short'],
      returnReason: 'Thiếu số liệu',
    },
  },
  recordedAt: CUT_OFF,
  sentence:
    'Cảnh báo mức 1 “Cập nhật không đủ dữ liệu”: nhiệm vụ số 7 của Phường Hải Dương có cập nhật kỳ 03/2026 chưa đạt yêu cầu: chưa nêu tỷ lệ hoàn thành; kết quả thực hiện nêu quá ngắn; bị trả lại với lý do “Thiếu số liệu”. Phát sinh lúc 06/04/2026 17:00.',
  changes: [warning(null, '“Cập nhật không đủ dữ liệu” kỳ 03/2026')],
});
told({
  what: 'a warning of an overdue task on its original date',
  type: 'WarningRaised',
  data: {
    ...MISSING,
    rule: 'task-overdue',
    period: '2026-06-30',
    at: '2026-06-30T17:00:00.000Z',
    inputs: { due: '2026-06-30', originalDue: '2026-06-30', status: 'in-progress' },
  },
  recordedAt: '2026-07-01T01:00:00.000Z',
  sentence:
    'Cảnh báo mức 1 “Quá hạn chưa hoàn thành”: nhiệm vụ số 7 của Phường Hải Dương đã qua hạn 30/06/2026 mà chưa hoàn thành, đang ở trạng thái “đang thực hiện”. Phát sinh lúc 01/07/2026 00:00.',
  changes: [warning(null, '“Quá hạn chưa hoàn thành” hạn 30/06/2026')],
});
told({
  what: 'a warning of an overdue task on an extended date',
  type: 'WarningRaised',
  data: {
    ...MISSING,
    rule: 'task-overdue',
    period: '2026-06-30',
    at: '2026-06-30T17:00:00.000Z',
    inputs: { due: '2026-06-30', originalDue: '2026-03-31', status: 'accepted' },
  },
  recordedAt: '2026-08-01T01:00:00.000Z',
  sentence:
    'Cảnh báo mức 1 “Quá hạn chưa hoàn thành”: nhiệm vụ số 7 của Phường Hải Dương đã qua hạn 30/06/2026 (hạn gốc 31/03/2026) mà chưa hoàn thành, đang ở trạng thái “đã tiếp nhận”. Phát sinh lúc 01/07/2026 00:00, ghi nhận lúc 01/08/2026 08:00.',
  changes: [warning(null, '“Quá hạn chưa hoàn thành” hạn 30/06/2026')],
});

const CLEARED: WarningCleared = {
  ...SUBJECT,
  rule: 'update-missing',
  period: '2026-03',
  at: '2026-04-08T02:00:00.000Z',
  cause: 'report',
  event: 'e2',
};
const ENDED_AT = 'Kết thúc lúc 08/04/2026 09:00.';
for (const [rule, cause, name, because] of [
  ['update-missing', 'report', MISSING_NAME, 'đơn vị đã gửi cập nhật'],
  ['update-missing', 'return', MISSING_NAME, 'cập nhật đã bị trả lại'],
  ['update-missing', 'status', MISSING_NAME, 'trạng thái nhiệm vụ đã thay đổi'],
  [
    'update-insufficient',
    'report',
    '“Cập nhật không đủ dữ liệu” kỳ 03/2026',
    'đơn vị đã gửi cập nhật đạt yêu cầu',
  ],
] as const) {
  told({
    what: `the end of a warning ${rule} by ${cause}`,
    type: 'WarningCleared',
    data: { ...CLEARED, rule, cause },
    recordedAt: '2026-04-08T02:00:00.500Z',
    sentence: `Kết thúc cảnh báo ${name} đối với nhiệm vụ số 7 của Phường Hải Dương: ${because}. ${ENDED_AT}`,
    changes: [warning(name, null)],
  });
}
told({
  what: 'the end of an overdue warning by an extension, written on a later day',
  type: 'WarningCleared',
  data: { ...CLEARED, rule: 'task-overdue', period: '2026-03-31', cause: 'extension' },
  recordedAt: '2026-04-10T01:05:00.000Z',
  sentence:
    'Kết thúc cảnh báo “Quá hạn chưa hoàn thành” hạn 31/03/2026 đối với nhiệm vụ số 7 của Phường Hải Dương: hạn đã được gia hạn. Kết thúc lúc 08/04/2026 09:00, ghi nhận lúc 10/04/2026 08:05.',
  changes: [warning('“Quá hạn chưa hoàn thành” hạn 31/03/2026', null)],
});

const WARNED = { ...SUBJECT, rule: 'update-missing', period: '2026-03' } as const;
const HOLDER = 'đối với nhiệm vụ số 7 của Phường Hải Dương';
const level = (from: number, to: number) => change('warningLevel', 'Mức cảnh báo', from, to);
const explanation = (from: string | null, to: string) => change('explanation', 'Giải trình', from, to);

for (const [rule, period, inputs, name, fact] of [
  [
    'task-due-soon',
    '2026-06-30',
    { due: '2026-06-30', originalDue: '2026-06-30', workingDays: 10, status: 'in-progress' },
    '“Sắp đến hạn” hạn 30/06/2026',
    'còn không quá 10 ngày làm việc là đến hạn 30/06/2026, đang ở trạng thái “đang thực hiện”',
  ],
  [
    'not-accepted',
    '2026-03-10',
    { assignedOn: '2026-03-10', workingDays: 5 },
    '“Chưa tiếp nhận nhiệm vụ” giao ngày 10/03/2026',
    'đã được giao ngày 10/03/2026, quá 5 ngày làm việc mà đơn vị chưa tiếp nhận',
  ],
  [
    'contradiction',
    '2026-03',
    {
      contradictions: [
        { kind: 'disbursement-far', disbursedPercent: 85, percent: 30 },
        { kind: 'same-text', periods: ['2026-01', '2026-02', '2026-03'] },
      ],
    },
    '“Số liệu mâu thuẫn” kỳ 03/2026',
    'có báo cáo kỳ 03/2026 mâu thuẫn: đã giải ngân 85 % kinh phí nhưng tiến độ mới 30 %; nội dung báo cáo giống hệt 3 kỳ liền (01/2026, 02/2026, 03/2026)',
  ],
] as const) {
  told({
    what: `a warning ${rule}`,
    type: 'WarningRaised',
    data: { ...MISSING, rule, period, inputs },
    recordedAt: CUT_OFF,
    sentence: `Cảnh báo mức 1 ${name.slice(0, name.indexOf('”') + 1)}: nhiệm vụ số 7 của Phường Hải Dương ${fact}. Phát sinh lúc 06/04/2026 17:00.`,
    changes: [warning(null, name)],
  });
}
const OFF_TRACK = {
  rule: 'indicator-off-track',
  programme: 'mau-2026',
  task: null,
  unit: null,
  assignment: null,
  indicator: '1.(1)/1',
  period: '2026',
} as const;
const OFF_TRACK_NAME = '“Chỉ tiêu chậm so với lộ trình” mục tiêu năm 2026';
for (const [unit, holder] of [
  [null, 'chỉ tiêu số 1.(1)/1'],
  ['phuong-hai-duong', 'chỉ tiêu số 1.(1)/1 của Phường Hải Dương'],
] as const) {
  told({
    what: `a warning of an indicator ${unit === null ? 'without' : 'with'} an owner`,
    type: 'WarningRaised',
    data: {
      ...OFF_TRACK,
      unit,
      at: CUT_OFF,
      level: 1,
      inputs: { why: 'Số liệu ngày 31/03/2026 là 5 %, kém lộ trình.' },
    },
    recordedAt: CUT_OFF,
    sentence: `Cảnh báo mức 1 “Chỉ tiêu chậm so với lộ trình”: ${holder} chậm so với lộ trình đến mục tiêu năm 2026: số liệu ngày 31/03/2026 là 5 %, kém lộ trình. Phát sinh lúc 06/04/2026 17:00.`,
    changes: [warning(null, OFF_TRACK_NAME)],
  });
}
for (const [cause, because] of [
  ['measurement', 'số liệu của chỉ tiêu đã thay đổi'],
  ['target', 'mục tiêu của chỉ tiêu đã thay đổi'],
  ['definition', 'định nghĩa của chỉ tiêu đã thay đổi'],
  ['period-passed', 'đã sang kỳ khác'],
] as const) {
  told({
    what: `the end of a warning of an indicator by ${cause}`,
    type: 'WarningCleared',
    data: { ...OFF_TRACK, at: CUT_OFF, cause, event: cause === 'period-passed' ? null : 'e2' },
    recordedAt: CUT_OFF,
    sentence: `Kết thúc cảnh báo ${OFF_TRACK_NAME} đối với chỉ tiêu số 1.(1)/1: ${because}. Kết thúc lúc 06/04/2026 17:00.`,
    changes: [warning(OFF_TRACK_NAME, null)],
  });
}
told({
  what: 'a warning that climbs after days of grace, written on a later day',
  type: 'WarningEscalated',
  data: {
    ...WARNED,
    at: '2026-04-13T10:00:00.000Z',
    from: 1,
    to: 2,
    because: 'grace',
    workingDays: 5,
    periods: null,
  },
  recordedAt: '2026-05-04T01:00:00.000Z',
  sentence: `Nâng cảnh báo ${MISSING_NAME} ${HOLDER} từ mức 1 lên mức 2 (thủ trưởng đơn vị và các đơn vị phối hợp): đã tồn tại 5 ngày làm việc. Nâng mức lúc 13/04/2026 17:00, ghi nhận lúc 04/05/2026 08:00.`,
  changes: [level(1, 2)],
});
for (const [rule, period, name, why] of [
  ['update-missing', '2026-03', MISSING_NAME, '3 kỳ liên tiếp bị cảnh báo về cập nhật'],
  ['task-overdue', '2026-03-31', '“Quá hạn chưa hoàn thành” hạn 31/03/2026', 'vẫn còn sau 3 lần chốt kỳ'],
] as const) {
  told({
    what: `a warning ${rule} that goes to the inspection commission`,
    type: 'WarningEscalated',
    data: {
      ...WARNED,
      rule,
      period,
      at: '2026-04-20T10:00:00.000Z',
      from: 3,
      to: 4,
      because: 'consecutive-periods',
      workingDays: 10,
      periods: 3,
    },
    recordedAt: '2026-04-20T10:00:01.000Z',
    sentence: `Nâng cảnh báo ${name} ${HOLDER} từ mức 3 lên mức 4 (Ủy ban Kiểm tra): ${why}, đã tồn tại 10 ngày làm việc. Nâng mức lúc 20/04/2026 17:00.`,
    changes: [level(3, 4)],
  });
}
for (const [rule, period, name, cause, because] of [
  ['task-due-soon', '2026-06-30', '“Sắp đến hạn” hạn 30/06/2026', 'due-passed', 'đã qua hạn'],
  [
    'not-accepted',
    '2026-03-10',
    '“Chưa tiếp nhận nhiệm vụ” giao ngày 10/03/2026',
    'acceptance',
    'đơn vị đã tiếp nhận nhiệm vụ',
  ],
] as const) {
  told({
    what: `the end of a warning ${rule} by ${cause}`,
    type: 'WarningCleared',
    data: { ...CLEARED, rule, period, cause, event: cause === 'due-passed' ? null : 'e2' },
    recordedAt: '2026-04-08T02:00:00.500Z',
    sentence: `Kết thúc cảnh báo ${name} ${HOLDER}: ${because}. ${ENDED_AT}`,
    changes: [warning(name, null)],
  });
}
told({
  what: 'a request for an explanation',
  type: 'ExplanationRequested',
  data: { ...WARNED, question: 'Vì sao chưa cập nhật?', dueOn: '2026-04-28' },
  sentence: `Yêu cầu giải trình về cảnh báo ${MISSING_NAME} ${HOLDER}, hạn trả lời 28/04/2026. Nội dung: Vì sao chưa cập nhật?`,
  changes: [explanation(null, 'đã yêu cầu, hạn 28/04/2026')],
});
told({
  what: 'an explanation that was asked for, with a document',
  type: 'ExplanationSubmitted',
  data: { ...WARNED, request: 'e5', text: 'Bão làm mất điện', cause: 'objective', documents: [DOCUMENT] },
  sentence: `Giải trình về cảnh báo ${MISSING_NAME} ${HOLDER}, nêu nguyên nhân khách quan. Nội dung: Bão làm mất điện. Văn bản: số 12/QĐ-BCĐ ngày 02/03/2026 của Ban Chỉ đạo thành phố.`,
  changes: [explanation('đã yêu cầu', 'chờ xem xét')],
});
told({
  what: 'an explanation that nobody asked for',
  type: 'ExplanationSubmitted',
  data: { ...WARNED, request: null, text: 'Cán bộ quên', cause: 'subjective', documents: [] },
  sentence: `Giải trình về cảnh báo ${MISSING_NAME} ${HOLDER} khi chưa được yêu cầu, nêu nguyên nhân chủ quan. Nội dung: Cán bộ quên.`,
  changes: [explanation(null, 'chờ xem xét')],
});
told({
  what: 'the return of an explanation',
  type: 'ExplanationReturned',
  data: { ...WARNED, explanation: 'e6', reason: 'Chưa rõ', dueOn: '2026-05-08' },
  sentence: `Không chấp nhận giải trình về cảnh báo ${MISSING_NAME} ${HOLDER}, hạn giải trình lại 08/05/2026. Lý do: Chưa rõ.`,
  changes: [explanation('chờ xem xét', 'bị trả lại, hạn 08/05/2026')],
});
for (const [objective, word, to] of [
  [true, 'xác nhận nguyên nhân khách quan', 'chấp nhận, nguyên nhân khách quan'],
  [false, 'không xác nhận nguyên nhân khách quan', 'chấp nhận, không phải nguyên nhân khách quan'],
] as const) {
  told({
    what: `an accepted explanation, objective: ${objective}`,
    type: 'CauseConfirmed',
    data: { ...WARNED, explanation: 'e6', objective, reason: 'Có xác nhận' },
    sentence: `Chấp nhận giải trình về cảnh báo ${MISSING_NAME} ${HOLDER}: ${word}. Lý do: Có xác nhận.`,
    changes: [explanation('chờ xem xét', to)],
  });
}

describe('A line of history', () => {
  it.each(CASES)('tells $what', ({ type, data, recordedAt = RECORDED_AT, sentence, changes }) => {
    expect(describeEvent({ type, data, recordedAt }, nameOf)).toStrictEqual({ sentence, changes });
  });

  it('is told in these cases for every type of event', () => {
    expect([...new Set(CASES.map(({ type }) => type))].sort()).toEqual(
      [...ASSIGNMENT_EVENT_TYPES, ...WARNING_EVENT_TYPES].sort(),
    );
  });

  it('is written in composed characters (NFC)', () => {
    const texts = CASES.map(({ type, data, recordedAt = RECORDED_AT }) =>
      JSON.stringify(describeEvent({ type, data, recordedAt }, nameOf)),
    );
    expect(texts).toEqual(texts.map((text) => text.normalize('NFC')));
  });
});
