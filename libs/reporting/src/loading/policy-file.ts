import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { configFolder, loadCalendars } from '#catalogue';
import { Refusal } from '#kernel';
import type { AdoptedPolicy, ReportingPolicy } from '../domain/policy.js';
import { policyFlaws } from '../domain/policy-flaws.js';

/** What each key holds; a key with a question mark may be left out. */
const SHAPE = {
  id: 'string',
  title: 'string',
  period: 'string',
  cutOff: {
    'day?': 'number',
    'weekday?': 'number',
    'month?': 'number',
    time: 'string',
    nextWorkingDay: 'boolean',
  },
  goal: 'number',
  taskCountsWhen: 'string',
  sufficiency: {
    summaryMinLength: 'number',
    percent: 'boolean',
    proofAtFull: 'boolean',
    'ongoingSummaryMinLength?': 'number',
    'disbursementWithBudget?': 'boolean',
    'deliverableWhenDue?': 'boolean',
  },
  'reminders?': 'list',
  'warnings?': {
    'dueSoonWorkingDays?': 'number',
    'acceptanceWorkingDays?': 'number',
    'contradiction?': {
      'fullWithoutDeliverable?': 'boolean',
      'disbursementGap?': 'number',
      'sameTextPeriods?': 'number',
    },
    'indicatorOffTrack?': 'boolean',
  },
  'escalation?': {
    'unitHeadAfter?': 'number',
    'leaderAfter?': 'number',
    'inspectionAfterPeriods?': 'number',
  },
  'explanationWorkingDays?': 'number',
  'fourEyes?': 'list',
  'inspection?': { recordViews: 'boolean' },
} as const;

type Shape = { readonly [key: string]: string | Shape };

const KIND_TEXT: Readonly<Record<string, string>> = {
  string: 'một chữ',
  number: 'một số',
  boolean: 'true hoặc false',
  list: 'một danh sách',
};

const isOf = (value: unknown, kind: string) =>
  kind === 'list' ? Array.isArray(value) : typeof value === kind;

function flawsOf(value: unknown, shape: Shape, at: string): string[] {
  if (value === null || typeof value !== 'object') return [`${at || 'tệp'}: phải là một nhóm khóa`];
  const entries = value as Record<string, unknown>;
  const known = Object.keys(shape).map((key) => key.replace('?', ''));
  const unknown = Object.keys(entries).filter((key) => !known.includes(key));
  return [
    ...unknown.map((key) => `${at}${key}: khóa không có trong quy chế`),
    ...Object.entries(shape).flatMap(([name, wanted]) => {
      const key = name.replace('?', '');
      const found = entries[key];
      if (found === undefined && name !== key) return [];
      if (typeof wanted !== 'string') return flawsOf(found, wanted, `${at}${key}.`);
      return isOf(found, wanted) ? [] : [`${at}${key}: phải là ${KIND_TEXT[wanted]}`];
    }),
  ];
}

/** Reads a policy of `config/policies/`. @throws {Refusal} naming everything that is wrong with the file */
export function readPolicy(id: string): ReportingPolicy {
  const file = join(configFolder(), 'policies', `${id}.yaml`);
  if (!/^[a-z0-9-]+$/.test(id) || !existsSync(file)) {
    throw new Refusal('not-found', 'policy-not-found', `Không có quy chế báo cáo “${id}”.`);
  }
  const content: unknown = parse(readFileSync(file, 'utf8'));
  const flaws = flawsOf(content, SHAPE, '');
  const policy = content as ReportingPolicy;
  if (flaws.length === 0) flaws.push(...policyFlaws(policy));
  if (flaws.length > 0) {
    throw new Refusal(
      'unprocessable',
      'invalid-policy',
      `Quy chế ${id}.yaml có lỗi.`,
      flaws.map((detail) => ({ at: `${id}.yaml`, detail })),
    );
  }
  return policy;
}

/** A policy of the config folder from a day on, with the calendars of that year, the one before and the one after. */
export function adoptedPolicy(id: string, from: string): AdoptedPolicy {
  const calendars = loadCalendars(join(configFolder(), 'calendars'));
  const year = Number(from.slice(0, 4));
  const calendar = Object.fromEntries(
    Object.entries(calendars)
      .filter(([one]) => Math.abs(Number(one) - year) <= 1)
      .map(([one, { holidays, workedWeekends }]) => [one, { holidays, workedWeekends }]),
  );
  for (const needed of [year, year + 1]) {
    if (!calendar[needed]) {
      throw new Refusal(
        'unprocessable',
        'calendar-missing',
        `Thiếu lịch làm việc năm ${needed} trong config/calendars.`,
      );
    }
  }
  return { policy: readPolicy(id), from, calendar };
}
