import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarYear, type Flaw, Refusal, type WorkCalendar, weekday } from '#kernel';
import { YamlFile, type YamlValue } from './yaml-file.js';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const FRIDAY = 5;

const FILE_NAME = /^vn-(\d{4})\.yaml$/;

/**
 * Reads and checks every `vn-<year>.yaml` of a folder: days exist, lie in the year and are named once; a holiday
 * is not a weekend (weekends are off anyway), a worked weekend is one.
 *
 * @throws {Refusal} `not-found` `config-file-missing`; `unprocessable` `invalid-calendar` with everything wrong
 */
export function loadCalendars(folder: string): WorkCalendar {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  } catch {
    throw new Refusal('not-found', 'config-file-missing', 'Không đọc được thư mục lịch làm việc.');
  }
  const calendar: Record<string, CalendarYear> = {};
  const flaws: Flaw[] = [];
  for (const name of names.sort()) {
    const year = FILE_NAME.exec(name)?.[1];
    if (year === undefined) {
      flaws.push({ at: name, detail: 'tên tệp lịch phải có dạng vn-<năm>.yaml' });
      continue;
    }
    const file = YamlFile.read(join(folder, name));
    calendar[year] = readYear(file, year);
    flaws.push(...file.flaws);
  }
  if (flaws.length > 0) {
    throw new Refusal('unprocessable', 'invalid-calendar', `Lịch làm việc có ${flaws.length} lỗi.`, flaws);
  }
  return calendar;
}

function readYear(file: YamlFile, year: string): CalendarYear {
  const fields = file.root.fields({
    year: 'required',
    provisional: 'optional',
    holidays: 'required',
    workedWeekends: 'required',
  });
  const stated = fields?.get('year')?.integer(FIRST_YEAR, LAST_YEAR);
  if (stated !== undefined && String(stated) !== year) {
    fields?.get('year')?.flaw(`“year”: ${stated} phải trùng với tên tệp`);
  }
  fields?.given('provisional')?.boolean();
  const days = (field: string, check: (day: string, item: YamlValue) => void): string[] => {
    const seen = new Set<string>();
    for (const item of fields?.items(field) ?? []) {
      const day = item.date();
      if (day === undefined) continue;
      if (!day.startsWith(year)) item.flaw(`“${field}”: ${day} không thuộc năm ${year}`);
      if (seen.has(day)) item.flaw(`“${field}”: ${day} ghi hai lần`);
      check(day, item);
      seen.add(day);
    }
    return [...seen];
  };
  return {
    holidays: days('holidays', (day, item) => {
      if (weekday(day) > FRIDAY) item.flaw(`“holidays”: ${day} là thứ Bảy hoặc Chủ nhật, vốn đã nghỉ`);
    }),
    workedWeekends: days('workedWeekends', (day, item) => {
      if (weekday(day) <= FRIDAY) item.flaw(`“workedWeekends”: ${day} không phải thứ Bảy hay Chủ nhật`);
    }),
  };
}
