import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { configFolder } from '#catalogue';
import { Refusal } from '#kernel';
import { samplePolicy } from '../domain/testing/sample-policy.js';
import { adoptedPolicy, readPolicy } from './policy-file.js';

const GOOD = `id: hang-thang
title: Cập nhật hằng tháng
period: calendar-month
goal: 0.9
taskCountsWhen: share
cutOff: { day: 5, time: "17:00", nextWorkingDay: true }
sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: true }
`;

let folder = '';
const before = process.env.NQ57_CONFIG_DIR;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-policy-'));
  mkdirSync(join(folder, 'policies'));
  cpSync(join(configFolder(), 'calendars'), join(folder, 'calendars'), { recursive: true });
  process.env.NQ57_CONFIG_DIR = folder;
});

afterEach(() => {
  if (before === undefined) delete process.env.NQ57_CONFIG_DIR;
  else process.env.NQ57_CONFIG_DIR = before;
  rmSync(folder, { recursive: true, force: true });
});

function write(content: string): void {
  writeFileSync(join(folder, 'policies', 'hang-thang.yaml'), content);
}

function refusalOf(act: () => unknown): readonly unknown[] {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.flaws.map(({ detail }) => detail)];
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('A policy file', () => {
  it('is read as it stands', () => {
    write(GOOD);
    expect(readPolicy('hang-thang')).toStrictEqual(samplePolicy());
  });

  it.each([
    ['an unknown key', `${GOOD}grace: 2\n`, ['grace: khóa không có trong quy chế']],
    [
      'a missing and a wrong value',
      GOOD.replace('goal: 0.9\n', '').replace('day: 5', 'day: "5"'),
      ['cutOff.day: phải là một số', 'goal: phải là một số'],
    ],
    [
      'a period that is none',
      GOOD.replace('calendar-month', 'fortnight'),
      ['Kỳ báo cáo (period) phải là một trong: calendar-month, mid-month, week, year.'],
    ],
    [
      'a week that is cut off by the day of the month',
      GOOD.replace('calendar-month', 'week'),
      [
        'Quy chế tuần phải nêu thứ chốt (cutOff.weekday) từ 1 đến 7.',
        'Quy chế tuần chốt theo thứ, không theo ngày hoặc tháng.',
      ],
    ],
    [
      'another way of counting',
      GOOD.replace('share', 'half'),
      ['taskCountsWhen phải là share hoặc complete.'],
    ],
    [
      'steps of escalation out of their order',
      `${GOOD}escalation: { unitHeadAfter: 5, leaderAfter: 3, inspectionAfterPeriods: 1 }\n`,
      [
        'Cảnh báo phải lên mức 2 (unitHeadAfter) trước khi lên mức 3 (leaderAfter).',
        'Số kỳ liên tiếp để chuyển Ủy ban Kiểm tra phải từ 2.',
      ],
    ],
    [
      'reminders and rules that no month can hold',
      `${GOOD}reminders: [3, 3, 40]\nwarnings: { dueSoonWorkingDays: 0, contradiction: { disbursementGap: 120, sameTextPeriods: 1 } }\n`,
      [
        'Số ngày làm việc nhắc trước hạn phải từ 1 đến 20.',
        'Có ngày nhắc trước hạn ghi hai lần.',
        'dueSoonWorkingDays: phải là số nguyên từ 1.',
        'Khoảng cách giữa giải ngân và tiến độ (disbursementGap) phải từ 1 đến 100 điểm phần trăm.',
        'Số kỳ lặp lại cùng một nội dung (sameTextPeriods) phải từ 2.',
      ],
    ],
    [
      'the rule of indicators said in words',
      `${GOOD}warnings: { indicatorOffTrack: bật }\n`,
      ['warnings.indicatorOffTrack: phải là true hoặc false'],
    ],
    [
      'a second person for what nobody decides',
      `${GOOD}fourEyes: [lunch]\n`,
      ['fourEyes: chỉ có period-close, period-reopen, measurement.'],
    ],
    ['nothing in it', '', ['tệp: phải là một nhóm khóa']],
  ])('with %s is refused, naming all that is wrong', (_name, content, flaws) => {
    write(content);
    expect(refusalOf(() => readPolicy('hang-thang'))).toStrictEqual(['invalid-policy', flaws]);
  });

  it.each(['khac', '../hang-thang', 'Hang-Thang', ''])('“%s” that is not there is not found', (id) => {
    write(GOOD);
    expect(refusalOf(() => readPolicy(id))).toStrictEqual(['policy-not-found', []]);
  });
});

describe('A policy from a day on', () => {
  it('brings the calendars of that year, the one before and the one after, and no other', () => {
    write(GOOD);
    const adopted = adoptedPolicy('hang-thang', '2026-03-01');
    expect(adopted).toMatchObject({ policy: samplePolicy(), from: '2026-03-01' });
    expect(Object.keys(adopted.calendar)).toStrictEqual(['2025', '2026', '2027']);
    expect(Object.keys(adopted.calendar[2026] ?? {})).toStrictEqual(['holidays', 'workedWeekends']);
    expect(Object.keys(adoptedPolicy('hang-thang', '2022-01-01').calendar)).toStrictEqual(['2022', '2023']);
  });

  it('is refused where the next year’s calendar is missing: December’s cut-off lies there', () => {
    write(GOOD);
    expect(refusalOf(() => adoptedPolicy('hang-thang', '2027-01-01'))).toStrictEqual([
      'calendar-missing',
      [],
    ]);
  });
});
