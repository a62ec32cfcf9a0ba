import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSourceDocument } from '#catalogue';
import { dateText, localDate } from '#kernel';
import type { DueSoon, UnitComplianceMap, WorkList } from '#reporting';
import type { AssignmentPage, AssignmentRow, AssignmentView } from '#tasks';
import { WarningsProcess } from '#warnings';
import { expectProblem } from '../support/expectations.js';
import {
  assignmentOf,
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  fullReport,
  GROUP_TASK,
  ONGOING_TASK,
  PROGRAMME,
  SCIENCE,
  SCIENCE_ASSIGNMENT,
  TestSystem,
  type Who,
} from '../support/system.js';

const TODAY = '2026-03-20';
const DUE = '2026-03-31';
const EXPORT = `/programmes/${PROGRAMME}/assignments/export`;

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open();
  system.at('2026-02-03');
  await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 40);
  await system.report(assignmentOf(GROUP_TASK, SCIENCE), 'science', '2026-01', 70);
  await system.report(SCIENCE_ASSIGNMENT, 'science', '2026-01', 5);
  system.at('2026-03-03');
  await system.report(SCIENCE_ASSIGNMENT, 'science', '2026-02', 10);
  system.at(TODAY);
  await system.app.get(WarningsProcess).tick();
  await system.settled();
});

afterAll(() => system.close());

const page = (query: string, as: Who = 'office') =>
  system.get<AssignmentPage>(`/assignments${query && `?${query}`}`, as);

/** A whole list, some rows at a time, with the total that its first page tells. */
async function all(query: string, limit: number, as: Who = 'office') {
  const first = await page(`${query}&limit=${limit}`, as);
  const rows: AssignmentRow[] = [...first.items];
  for (let next = first.next; next !== null; ) {
    const more = await page(`${query}&limit=${limit}&cursor=${encodeURIComponent(next)}`, as);
    expect(more.total).toBeNull();
    rows.push(...more.items);
    next = more.next;
  }
  return { rows, total: first.total };
}

const listed = async (query: string) => (await page(`${query}&limit=200`)).items;

describe('The list of assignments', () => {
  it('tells how many there are, and of each its leaders and its open warnings', async () => {
    const { rows, total } = await all('', 5);
    expect(rows.length).toBeGreaterThan(10);
    expect(total).toBe(rows.length);
    const row = rows.find(({ id }) => id === FINANCE_ASSIGNMENT);
    const warnings = await system.get<{ items: { level: number }[] }>(
      `/warnings?assignment=${FINANCE_ASSIGNMENT}&state=open`,
      'office',
    );
    const levels = warnings.items.map(({ level }) => level);
    expect(levels.length).toBeGreaterThan(0);
    expect([row?.warningLevel, row?.openWarnings]).toEqual([Math.max(...levels), levels.length]);
    expect(row?.directingLeaders.length).toBeGreaterThan(0);
  });

  it('is narrowed to a directing leader’s, or to what has none', async () => {
    const every = await listed('');
    const leader = every.find(({ task }) => task === FINANCE_TASK)?.directingLeaders[0] ?? '';
    const found = await listed(`leader=${encodeURIComponent(leader)}`);
    expect(found.map(({ id }) => id)).toEqual(
      every.filter(({ directingLeaders }) => directingLeaders.includes(leader)).map(({ id }) => id),
    );
    expect(found.length).toBeGreaterThan(0);
    const none = await listed('leader=-');
    expect(none.map(({ id }) => id)).toEqual(
      every.filter(({ directingLeaders }) => directingLeaders.length === 0).map(({ id }) => id),
    );
  });

  it('is narrowed to a span of due dates, both ends within it', async () => {
    const tasksOf = (rows: readonly AssignmentRow[]) => [...new Set(rows.map(({ task }) => task))];
    expect(tasksOf(await listed(`dueFrom=${DUE}&dueUntil=${DUE}`))).toEqual([FINANCE_TASK, GROUP_TASK]);
    expect(tasksOf(await listed(`dueUntil=2026-03-30`))).toEqual([]);
    expect(tasksOf(await listed(`dueFrom=2026-04-01`))).not.toContain(FINANCE_TASK);
    expect(tasksOf(await listed(`dueFrom=2026-01-01`))).not.toContain(ONGOING_TASK);
  });

  it('is parted by level of warning', async () => {
    const every = await listed('');
    const parts = await Promise.all([0, 1, 2, 3, 4].map((level) => listed(`warningLevel=${level}`)));
    expect(parts.flat().length).toBe(every.length);
    parts.forEach((rows, level) => {
      expect(rows.every(({ warningLevel }) => (warningLevel ?? 0) === level)).toBe(true);
    });
    expect(parts.filter((rows) => rows.length > 0).length).toBeGreaterThan(1);
  });

  it('is parted into what is still to be done and what is not', async () => {
    const { total } = await page('');
    const open = await page('outstanding=true');
    const rest = await page('outstanding=false');
    expect((open.total ?? 0) + (rest.total ?? 0)).toBe(total);
    expect(open.items.some(({ bucket }) => bucket === 'ongoing')).toBe(true);
    expect(rest.items.every(({ bucket }) => bucket.startsWith('completed'))).toBe(true);
  });

  it.each<[string, (row: AssignmentRow) => string | number | null]>([
    ['due', (row) => row.currentDue],
    ['percent', (row) => row.percent],
    ['warning', (row) => row.warningLevel],
    ['lastReport', (row) => row.lastReportAt],
  ])(
    'is in the order of %s, either way, what has none last, without gap or doubling between pages',
    async (sort, keyOf) => {
      const ids = (await listed('')).map(({ id }) => id).sort();
      for (const turned of [false, true]) {
        const { rows } = await all(`sort=${turned ? '-' : ''}${sort}`, 4);
        expect(rows.map(({ id }) => id).sort()).toEqual(ids);
        const keys = rows.map(keyOf);
        const told = keys.filter((key) => key !== null);
        expect(keys.slice(0, told.length)).toEqual(told);
        const sorted = [...told].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(told).toEqual(turned ? sorted.reverse() : sorted);
        expect(new Set(keys).size).toBeGreaterThan(1);
      }
    },
  );

  it('can be ordered by unit', async () => {
    const { rows } = await all('sort=unit', 4);
    const units = rows.map(({ unit }) => unit).filter((unit, index, list) => unit !== list[index - 1]);
    expect(new Set(units).size).toBe(units.length);
  });

  it('goes on in no other order than that of the page before', async () => {
    const { next } = await page('sort=due&limit=2');
    const answer = await system.call('GET', `/assignments?sort=-due&cursor=${next}`, { as: 'office' });
    expectProblem(answer, 400, 'invalid-cursor');
  });

  it.each(['sort=tên', 'warningLevel=5', 'dueFrom=31/03/2026', 'outstanding=có', 'due=2026-03-31'])(
    'is refused where a filter can’t be read: %s',
    async (query) => {
      const answer = await system.call('GET', `/assignments?${encodeURI(query)}`, { as: 'office' });
      expectProblem(answer, 400, 'invalid-input');
    },
  );
});

describe('The list as a file', () => {
  const file = async (query: string, as: Who = 'office') => {
    await system.settled();
    const answer = await system.app.inject({
      method: 'GET',
      url: `${EXPORT}?${query}`,
      headers: { authorization: `Bearer ${await system.token(as)}` },
    });
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
  };

  const linesOf = (bytes: Buffer) =>
    bytes
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\r\n');

  it('as CSV has a heading and the rows that are shown, in their order', async () => {
    const { status, headers, bytes } = await file(`format=csv&sort=-due&dueFrom=${DUE}`);
    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      `attachment; filename="nhiem-vu-${PROGRAMME}.csv"`,
    ]);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const [heading = '', ...lines] = linesOf(bytes);
    expect(heading.split(';').slice(0, 3)).toEqual(['Mã nhiệm vụ', 'Nhiệm vụ', 'Mục']);
    const shown = await listed(`sort=-due&dueFrom=${DUE}`);
    expect(lines.map((line) => line.split(';')[0])).toEqual(shown.map(({ task }) => task));
    expect(lines.join('\n')).toContain('31/03/2026');
  });

  it('as an Excel file can be read again, with the same rows', async () => {
    const { status, headers, bytes } = await file(`format=xlsx&unit=${FINANCE}`);
    expect([status, headers['content-disposition']]).toEqual([
      200,
      `attachment; filename="nhiem-vu-${PROGRAMME}.xlsx"`,
    ]);
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    const shown = await listed(`unit=${FINANCE}`);
    const { tables } = await readSourceDocument(bytes, 'nhiem-vu.xlsx');
    const [heading, ...rows] = (tables[0]?.rows ?? []).map(({ cells }) => cells);
    expect(heading?.slice(0, 2).map(({ text }) => text)).toEqual(['Mã nhiệm vụ', 'Nhiệm vụ']);
    expect(rows.map((cells) => [cells[0]?.text, cells[1]?.text, cells[4]?.text])).toEqual(
      shown.map(({ task, title, unitName }) => [task, title, unitName]),
    );
    expect(rows.flat().filter(({ formula }) => formula !== undefined)).toEqual([]);
    expect(rows.map((cells) => cells[9]?.text)).toEqual(
      shown.map(({ currentDue }) => dateText(currentDue ?? '')),
    );
  });

  it('gives a lead unit its own rows alone', async () => {
    const { bytes } = await file('format=csv', 'finance');
    const [, ...lines] = linesOf(bytes);
    expect(lines.length).toBe((await page('', 'finance')).items.length);
    expect(lines.every((line) => line.includes('Sở Tài chính'))).toBe(true);
    expect(linesOf((await file(`format=csv&unit=${SCIENCE}`, 'finance')).bytes)).toHaveLength(1);
  });

  it('is asked for by a form and of a programme that there is', async () => {
    const call = (url: string) => system.call('GET', url, { as: 'office' });
    expectProblem(await call(EXPORT), 400, 'invalid-input');
    expectProblem(await call(`${EXPORT}?format=pdf`), 400, 'invalid-input');
    expectProblem(
      await call('/programmes/khong-co/assignments/export?format=csv'),
      404,
      'programme-not-found',
    );
  });
});

describe('Units by periods', () => {
  const url = `/programmes/${PROGRAMME}/compliance-by-unit`;
  const map = (as: Who = 'office') => system.get<UnitComplianceMap>(url, as);

  it('holds every period at once, each cell as the period’s own figures have it', async () => {
    const { asOf, periods, units } = await map();
    expect(asOf).toBe(TODAY);
    expect(periods).toEqual([
      { period: '2026-01', state: 'past-cut-off' },
      { period: '2026-02', state: 'past-cut-off' },
      { period: '2026-03', state: 'open' },
    ]);
    for (const { period } of periods) {
      const single = await system.get<{ unit: string; onTime: number; missing: number }[]>(
        `/programmes/${PROGRAMME}/compliance/${period}/units`,
        'office',
      );
      const cells = units.map(({ unit, unitName, cells: all }) => {
        const { period: _period, ...counts } = all.find((cell) => cell.period === period) ?? {};
        return { unit, unitName, ...counts };
      });
      expect(cells).toEqual(single);
    }
    expect(units.find(({ unit }) => unit === FINANCE)?.cells[0]).toMatchObject({
      period: '2026-01',
      onTime: 1,
    });
  });

  it('stands as of a day, and shows a lead unit its own line', async () => {
    const then = await system.get<UnitComplianceMap>(`${url}?asOf=2026-01-20`, 'office');
    expect(then.periods).toEqual([{ period: '2026-01', state: 'open' }]);
    expect((await map('finance')).units.map(({ unit }) => unit)).toEqual([FINANCE]);
  });
});

describe('What falls due soon', () => {
  const soon = (query = '', as: Who = 'office') =>
    system.get<DueSoon>(`/programmes/${PROGRAMME}/due-soon${query}`, as);

  it('counts by day what is not finished, in working days, and the cut-offs of reports', async () => {
    const found = await soon();
    const due = await listed(`dueFrom=${DUE}&dueUntil=${DUE}&outstanding=true`);
    expect(found).toMatchObject({ workingDays: 14, from: TODAY, until: '2026-04-09' });
    expect(found.days).toEqual([{ due: DUE, workingDaysLeft: 7, tasks: 2, assignments: due.length }]);
    expect(
      found.cutOffs.map(({ period, cutOff, workingDaysLeft }) => [
        period,
        localDate(cutOff),
        workingDaysLeft,
      ]),
    ).toEqual([['2026-03', '2026-04-06', 11]]);
  });

  it('looks no further than it is asked to', async () => {
    expect((await soon('?workingDays=6')).days).toEqual([]);
    expect((await soon('?workingDays=7')).days).toHaveLength(1);
    expect((await soon('?workingDays=7')).cutOffs).toEqual([]);
  });

  it('counts for a lead unit what is its own', async () => {
    const [day] = (await soon('', 'finance')).days;
    expect(day).toMatchObject({ tasks: 2, assignments: 2 });
  });
});

describe('What is to be reported in a period', () => {
  const work = (period: string, as: Who = 'office', query = '') =>
    system.get<WorkList>(`/programmes/${PROGRAMME}/periods/${period}/work${query}`, as);

  it('is a lead unit’s own, by due date, with what has been sent and what a sufficient update needs', async () => {
    const { items, total, cutOff, periodText } = await work('2026-01', 'finance');
    expect([periodText, localDate(cutOff), total, items.every(({ unit }) => unit === FINANCE)]).toEqual([
      '01/2026',
      '2026-02-05',
      2,
      true,
    ]);
    const dues = items.map(({ currentDue }) => currentDue ?? '9999');
    expect(dues).toEqual([...dues].sort());
    const own = items.find(({ assignment }) => assignment === FINANCE_ASSIGNMENT);
    expect(own).toMatchObject({
      outcome: 'on-time',
      lacks: [],
      needs: { summaryMinLength: expect.any(Number), percent: true, deliverableOrDifficulties: false },
      report: {
        kind: 'progress',
        percent: 40,
        difficulties: false,
        documents: 0,
        deliverables: 0,
        disbursedVnd: null,
        returnedAt: null,
      },
      simulated: false,
    });
  });

  it('needs more of what falls due in the period', async () => {
    const { items } = await work('2026-03', 'finance');
    const needs = items.map(({ needs: { deliverableOrDifficulties } }) => deliverableOrDifficulties);
    const policies = await system.get<{ policy: { sufficiency: { deliverableWhenDue?: boolean } } }[]>(
      `/programmes/${PROGRAMME}/policies`,
      'finance',
    );
    expect(needs).toEqual(needs.map(() => policies[0]?.policy.sufficiency.deliverableWhenDue ?? false));
    expect(items.every(({ report }) => report === null)).toBe(true);
  });

  it('is what the period expects, page by page, for one unit or all', async () => {
    const first = await work('2026-02', 'office', '?limit=3');
    const second = await work('2026-02', 'office', `?limit=200&cursor=${first.next}`);
    const [compliance] = (
      await system.get<{ period: string; byAssignment: { expected: number } }[]>(
        `/programmes/${PROGRAMME}/compliance`,
        'office',
      )
    ).filter(({ period }) => period === '2026-02');
    expect(first.total).toBe(compliance?.byAssignment.expected);
    const ids = [...first.items, ...second.items].map(({ assignment }) => assignment);
    expect(new Set(ids).size).toBe(first.total);
    const { items } = await work('2026-02', 'office', `?unit=${SCIENCE}`);
    expect(new Set(items.map(({ unit }) => unit))).toEqual(new Set([SCIENCE]));
  });

  it('is refused for a period that has not come', async () => {
    const answer = await system.call('GET', `/programmes/${PROGRAMME}/periods/2026-05/work`, {
      as: 'office',
    });
    expectProblem(answer, 422, 'period-in-future');
  });
});

describe('What was reported', () => {
  it('can be read again word for word, as one supplement begins with it', async () => {
    const said = {
      difficulties: 'Chưa có kinh phí.\nThiếu người.',
      proposals: 'Bố trí kinh phí trong quý II.',
      deliverables: ['Dự thảo đề án', 'Bảng tổng hợp ý kiến'],
      documents: [
        { number: '12/BC-STC', date: '2026-03-19', issuer: 'Sở Tài chính', sha256: 'ab'.repeat(32) },
        { number: '13/BC-STC', date: '2026-03-20', issuer: 'Sở Tài chính', sha256: null },
      ],
    };
    const url = `/assignments/${FINANCE_ASSIGNMENT}`;
    await system.done(`${url}/progress-reports`, 'finance', { ...fullReport('2026-03', 45), ...said });
    const { reports } = await system.get<AssignmentView>(url, 'finance');
    expect(reports.map(({ period, difficulties, documents }) => [period, difficulties, documents])).toEqual([
      ['2026-01', '', []],
      ['2026-03', said.difficulties, said.documents],
    ]);
    expect(reports.at(-1)).toMatchObject(said);
  });
});
