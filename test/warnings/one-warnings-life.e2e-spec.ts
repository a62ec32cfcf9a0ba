import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantAt } from '#kernel';
import type { HistoryPage } from '#responsibility';
import type { WarningView } from '#warnings';
import { eventually } from '../support/expectations.js';
import { FINANCE_ASSIGNMENT, FINANCE_TASK, fullReport, TestSystem } from '../support/system.js';

/** March’s update, the third month in a row without one: raised on Monday 6 April at 17:00. */
const WARNING = `update-missing.${FINANCE_ASSIGNMENT}.2026-03`;
const URL = `/warnings/${WARNING}`;

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open({ roles: ['http', 'projections', 'scheduler'], tasks: [FINANCE_TASK] });
});

afterAll(() => system.close());

const newest = async () => (await system.get<readonly WarningView[]>(URL, 'finance'))[0];
const sentences = async () =>
  (await system.get<HistoryPage>(`${URL}/history`, 'finance')).items.map(({ sentence }) => sentence);

describe('One warning’s life', () => {
  it('climbs to the inspection commission while nobody answers', async () => {
    system.at('2026-04-21', '08:00');
    const warning = await eventually(async () => {
      await system.settled();
      const { status, body } = await system.call('GET', URL, { as: 'finance' });
      const [first] = status === 200 ? (body as unknown as readonly WarningView[]) : [];
      return first?.level === 4 ? first : undefined;
    }, 'the warning has come to level 4');
    expect(warning).toMatchObject({ levelText: 'Ủy ban Kiểm tra', clearedAt: null, workingDays: 10 });
    expect(warning.course.map(({ at, level }) => [at, level])).toEqual([
      [instantAt('2026-04-06', '17:00'), 1],
      [instantAt('2026-04-13', '17:00'), 2],
      [instantAt('2026-04-20', '17:00'), 3],
      [instantAt('2026-04-20', '17:00'), 4],
    ]);
  });

  it('stands at the head of the inbox, and is found by its level', async () => {
    type Page = { readonly items: readonly WarningView[] };
    const inbox = await system.get<Page>('/warnings?order=inbox&state=open', 'office');
    const levels = inbox.items.map(({ level }) => level);
    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    const highest = await system.get<Page>('/warnings?level=4', 'office');
    expect(highest.items.map(({ id }) => id)).toContain(WARNING);
  });

  it('is asked about by the standing office, never by the unit', async () => {
    const body = { question: 'Vì sao ba tháng liền không cập nhật?' };
    expect((await system.post(`${URL}/explanation-requests`, 'finance', body)).status).toBe(403);
    const past = await system.post(`${URL}/explanation-requests`, 'office', { ...body, dueOn: '2026-04-20' });
    expect([past.status, past.body.type]).toEqual([422, 'urn:nq57:problem:explanation-due-past']);
    const asked = await system.post(`${URL}/explanation-requests`, 'office', body);
    expect(asked.status).toBe(201);
    expect((await newest())?.explanation).toMatchObject({ state: 'asked', dueOn: '2026-04-29' });
  });

  it('is explained by its own unit alone, with If-Match where that wants to be sure', async () => {
    const body = {
      text: 'Hệ thống của đơn vị ngừng hoạt động do bão.',
      cause: 'objective',
      documents: [{ number: '15/BC-STC', date: '2026-04-21', issuer: 'Sở Tài chính' }],
    };
    const { revision = -1 } = (await newest()) ?? {};
    const foreign = await system.post(`${URL}/explanations`, 'science', body);
    expect([foreign.status, foreign.body.type]).toEqual([403, 'urn:nq57:problem:forbidden']);
    const stale = await system.post(`${URL}/explanations`, 'finance', body, { 'if-match': '"0"' });
    expect(stale.status).toBe(412);
    const headers = { 'if-match': `"${revision}"`, 'idempotency-key': 'giai-trinh-1' };
    const made = await system.post(`${URL}/explanations`, 'finance', body, headers);
    const again = await system.post(`${URL}/explanations`, 'finance', body, headers);
    expect([made.status, made.headers.etag, again.body.repeated]).toEqual([201, `"${revision + 1}"`, true]);
  });

  it('is cleared by the late update, which stays late', async () => {
    system.at('2026-04-22', '09:00');
    await system.done(
      `/assignments/${FINANCE_ASSIGNMENT}/progress-reports`,
      'finance',
      fullReport('2026-03', 30),
    );
    const cleared = await eventually(async () => {
      const warning = await newest();
      return warning?.clearedAt ? warning : undefined;
    }, 'the warning is cleared');
    expect(cleared).toMatchObject({ level: 4, clearedLate: true, workingDays: 11 });
  });

  it('is judged after that all the same, once', async () => {
    const body = { decision: 'accepted', objective: true, reason: 'Có xác nhận của cơ quan chức năng' };
    const url = `${URL}/explanation-decisions`;
    const vague = await system.post(url, 'office', { decision: 'accepted', reason: 'Được' });
    expect([vague.status, vague.body.type]).toEqual([422, 'urn:nq57:problem:objective-missing']);
    expect((await system.post(url, 'office', body)).status).toBe(201);
    const twice = await system.post(url, 'office', body);
    expect([twice.status, twice.body.type]).toEqual([409, 'urn:nq57:problem:explanation-already-judged']);
    expect((await newest())?.explanation).toMatchObject({ state: 'accepted', objective: true });
  });

  it('is told by its history, from first to last', async () => {
    const told = await sentences();
    const parts = [
      /^Cảnh báo mức 1 “Không cập nhật tiến độ”/,
      /từ mức 1 lên mức 2 .*đã tồn tại 5 ngày làm việc/,
      /từ mức 2 lên mức 3 .*đã tồn tại 10 ngày làm việc/,
      /từ mức 3 lên mức 4 \(Ủy ban Kiểm tra\): 3 kỳ liên tiếp bị cảnh báo về cập nhật/,
      /^Yêu cầu giải trình .*hạn trả lời 29\/04\/2026/,
      /^Giải trình .*nguyên nhân khách quan.*15\/BC-STC/,
      /^Kết thúc cảnh báo .*đơn vị đã gửi cập nhật/,
      /^Chấp nhận giải trình .*xác nhận nguyên nhân khách quan/,
    ];
    expect(told.map((sentence, index) => parts[index]?.test(sentence) ?? sentence)).toEqual(
      parts.map(() => true),
    );
  });
});
