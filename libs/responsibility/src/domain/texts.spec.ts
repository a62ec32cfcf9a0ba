import { describe, expect, it } from '@jest/globals';
import { historyText } from './history-text.js';
import type { HistoryLine, Trail } from './trail.js';
import { trailText } from './trail-text.js';

const id = (digit: string) => `${digit.repeat(8)}-0000-5000-8000-000000000000`;

const LINE: HistoryLine = {
  position: '0001',
  eventId: id('a'),
  type: 'TaskAssigned',
  stream: 'assignment-p.7.so-a',
  revision: 0,
  programme: 'p',
  task: '7',
  unit: 'so-a',
  unitName: 'Sở A',
  assignment: 'p.7.so-a',
  indicator: null,
  recordedAt: '2026-01-05T02:00:00.000Z',
  effectiveOn: '2026-01-05',
  actor: {
    id: 'thuong-truc',
    name: 'Chuyên viên tổng hợp',
    role: 'standing-office',
    roleText: 'Cơ quan Thường trực',
    unit: null,
    unitName: null,
  },
  rule: null,
  simulated: false,
  sentence: 'Giao nhiệm vụ số 7 cho Sở A, hạn 31/03/2026.',
  changes: [],
};

const WARNING: HistoryLine = {
  ...LINE,
  position: '0002',
  eventId: id('b'),
  type: 'WarningRaised',
  stream: 'warning-update-missing.p.7.so-a.2026-01',
  recordedAt: '2026-02-05T10:00:01.000Z',
  actor: {
    id: 'warnings',
    name: null,
    role: 'rule',
    roleText: 'quy tắc tự động',
    unit: null,
    unitName: null,
  },
  rule: { id: 'update-missing', version: 1 },
  sentence: 'Cảnh báo mức 1.',
};

const DUTY: Trail['duties'][number] = {
  assignment: 'p.7.so-a',
  programme: 'p',
  task: '7',
  taskTitle: 'Số hóa hồ sơ',
  unit: 'so-a',
  unitName: 'Sở A',
  from: '2026-01-05T02:00:00.000Z',
  until: null,
  how: 'assigned',
  ended: null,
  originalDue: '2026-03-31',
  currentDue: '2026-06-30',
  status: 'in-progress',
  statusText: 'đang thực hiện',
  startEvent: id('a'),
  endEvent: null,
  simulated: false,
};

const ACTOR: Trail['actors'][number] = {
  account: 'dau-moi',
  name: 'Chánh Văn phòng',
  role: 'lead-unit',
  roleText: 'đầu mối đơn vị',
  unit: 'so-a',
  unitName: 'Sở A',
  from: '2026-01-02T02:00:00.000Z',
  until: null,
  grantEvent: id('c'),
  revokeEvent: null,
  acts: 0,
  firstActAt: null,
  lastActAt: null,
  simulated: false,
};

const SLOT: Trail['slots']['late'][number] = {
  assignment: 'p.7.so-a',
  programme: 'p',
  task: '7',
  unit: 'so-a',
  unitName: 'Sở A',
  period: '2026-01',
  outcome: 'missing',
  cutOff: '2026-02-05T10:00:00.000Z',
  report: null,
  warnings: [id('b')],
};

const TRAIL: Trail = {
  subject: { kind: 'unit', id: 'so-a', name: 'Sở A' },
  from: '2026-01-01',
  until: '2026-06-30',
  asOf: '2026-06-30T16:59:59.999Z',
  simulated: false,
  duties: [
    DUTY,
    {
      ...DUTY,
      task: '8',
      taskTitle: 'Đào tạo',
      how: 'transferred',
      until: '2026-04-01T02:00:00.000Z',
      ended: 'completed',
      originalDue: null,
      currentDue: null,
      status: 'completed',
      statusText: 'hoàn thành',
      endEvent: id('d'),
    },
  ],
  actors: [
    ACTOR,
    {
      ...ACTOR,
      account: 'cu',
      name: null,
      until: '2026-03-02T02:00:00.000Z',
      revokeEvent: id('e'),
      acts: 2,
      firstActAt: '2026-01-06T02:00:00.000Z',
      lastActAt: '2026-02-06T02:00:00.000Z',
    },
    {
      ...ACTOR,
      account: 'thuong-truc',
      name: 'Chuyên viên tổng hợp',
      role: 'standing-office',
      roleText: 'Cơ quan Thường trực',
      unit: null,
      unitName: null,
      from: null,
      grantEvent: null,
      acts: 1,
      firstActAt: '2026-01-05T02:00:00.000Z',
      lastActAt: '2026-01-05T02:00:00.000Z',
    },
  ],
  slots: {
    late: [],
    insufficient: [{ ...SLOT, outcome: 'insufficient', period: '2026-02', report: id('f'), warnings: [] }],
    missing: [SLOT],
  },
  lines: [LINE, WARNING],
  totals: {
    reports: 3,
    late: 0,
    insufficient: 1,
    missing: 1,
    warningsRaised: 2,
    warningsOpen: 1,
    extensionsRequested: 4,
    extensionsGranted: 5,
    returned: 6,
    reopened: 7,
  },
};

describe('A trail as text', () => {
  it('tells each section, with the short ids of the events and local instants', () => {
    expect(trailText(TRAIL)).toBe(`HỒ SƠ TRÁCH NHIỆM CỦA ĐƠN VỊ: Sở A (so-a)
Từ 01/01/2026 đến 30/06/2026 23:59
Báo cáo: 3; kỳ muộn: 0; kỳ thiếu: 1; kỳ không có: 1
Cảnh báo phát sinh: 2; chưa kết thúc: 1
Đề nghị gia hạn: 4; được gia hạn: 5; bị trả lại: 6; mở lại: 7

Nhiệm vụ đảm nhận
  - Nhiệm vụ số 7 (p): Số hóa hồ sơ
    Sở A: từ 05/01/2026 09:00 [aaaaaaaa] được giao, đang đảm nhận
    Hạn gốc: 31/03/2026; hạn hiện hành: 30/06/2026; trạng thái: đang thực hiện
  - Nhiệm vụ số 8 (p): Đào tạo
    Sở A: từ 05/01/2026 09:00 [aaaaaaaa] nhận chuyển, đến 01/04/2026 09:00 [dddddddd] hoàn thành
    Hạn gốc: không ấn định; hạn hiện hành: không ấn định; trạng thái: hoàn thành

Người có quyền thay mặt
  - Chánh Văn phòng (dau-moi): đầu mối đơn vị, Sở A
    có quyền từ 02/01/2026 09:00 [cccccccc]; chưa thực hiện việc nào
  - cu: đầu mối đơn vị, Sở A
    có quyền từ 02/01/2026 09:00 [cccccccc] đến 02/03/2026 09:00 [eeeeeeee] thu hồi; 2 việc, từ 06/01/2026 09:00 đến 06/02/2026 09:00

Người xử lý khác
  - Chuyên viên tổng hợp (thuong-truc): Cơ quan Thường trực
    không có sự kiện cấp quyền tương ứng; 1 việc, từ 05/01/2026 09:00 đến 05/01/2026 09:00

Kỳ báo cáo muộn/thiếu/không có
  Thiếu (1):
    - Kỳ 02/2026, nhiệm vụ số 7 (p), Sở A: hạn nộp 05/02/2026 17:00; báo cáo [ffffffff]
  Không có (1):
    - Kỳ 01/2026, nhiệm vụ số 7 (p), Sở A: hạn nộp 05/02/2026 17:00; không có báo cáo; cảnh báo [bbbbbbbb]

Cảnh báo
  05/02/2026 17:00 [bbbbbbbb] quy tắc tự động update-missing, phiên bản 1; nhiệm vụ số 7 (p), Sở A
    Cảnh báo mức 1.

Diễn biến
  05/01/2026 09:00 [aaaaaaaa] Chuyên viên tổng hợp (Cơ quan Thường trực); nhiệm vụ số 7 (p), Sở A
    Giao nhiệm vụ số 7 cho Sở A, hạn 31/03/2026.`);
  });

  it('says of simulated data that it is simulated, at the top and on the line', () => {
    const text = trailText({ ...TRAIL, simulated: true, lines: [{ ...LINE, simulated: true }] });
    expect(text.split('\n').slice(0, 2)).toEqual(['DỮ LIỆU MÔ PHỎNG', '']);
    expect(text).toContain('Chuyên viên tổng hợp (Cơ quan Thường trực) (mô phỏng); nhiệm vụ');
  });

  it('says of an empty section that there is nothing, and of a task that it is one', () => {
    const text = trailText({
      ...TRAIL,
      subject: { kind: 'task', id: 'p.7', name: 'Số hóa hồ sơ' },
      from: null,
      duties: [],
      actors: [],
      slots: { late: [], insufficient: [], missing: [] },
      lines: [],
    });
    expect(text.split('\n\n')).toEqual([
      expect.stringMatching(
        /^HỒ SƠ TRÁCH NHIỆM CỦA NHIỆM VỤ: Số hóa hồ sơ \(p\.7\)\nTừ đầu đến 30\/06\/2026 23:59\n/,
      ),
      'Nhiệm vụ đảm nhận\n  (không có)',
      'Người có quyền thay mặt\n  (không có)',
      'Kỳ báo cáo muộn/thiếu/không có\n  (không có)',
      'Cảnh báo\n  (không có)',
      'Diễn biến\n  (không có)',
    ]);
  });
});

describe('A history as text', () => {
  it('tells each line with who and what changed from what to what', () => {
    const changes = [
      { field: 'unit', label: 'Đơn vị chủ trì', from: null, to: 'Sở A' },
      { field: 'percent', label: 'Tỷ lệ hoàn thành (%)', from: 40, to: 60 },
    ];
    const actor = { ...LINE.actor, name: null, unit: 'so-a', unitName: 'Sở A' };
    expect(
      historyText([{ ...LINE, changes }, { ...LINE, eventId: id('c'), actor }, WARNING]),
    ).toBe(`05/01/2026 09:00 [aaaaaaaa] Chuyên viên tổng hợp (Cơ quan Thường trực)
  Giao nhiệm vụ số 7 cho Sở A, hạn 31/03/2026.
    Đơn vị chủ trì: (không) → Sở A
    Tỷ lệ hoàn thành (%): 40 → 60
05/01/2026 09:00 [cccccccc] thuong-truc (Cơ quan Thường trực, Sở A)
  Giao nhiệm vụ số 7 cho Sở A, hạn 31/03/2026.
05/02/2026 17:00 [bbbbbbbb] quy tắc tự động update-missing, phiên bản 1
  Cảnh báo mức 1.`);
  });

  it('says at the top that something in it is simulated', () => {
    expect(
      historyText([LINE, { ...LINE, simulated: true }])
        .split('\n')
        .slice(0, 3),
    ).toEqual([
      'DỮ LIỆU MÔ PHỎNG',
      '',
      '05/01/2026 09:00 [aaaaaaaa] Chuyên viên tổng hợp (Cơ quan Thường trực)',
    ]);
  });
});
