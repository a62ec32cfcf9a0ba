import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isWorkingDay } from '#kernel';
import { refusalOf, temporaryFolder, writeFiles } from '../testing/fixtures.js';
import { loadCalendars } from './calendars.js';
import { configFolder } from './config-folder.js';

const folder = temporaryFolder();

describe('calendars', () => {
  it('of the project are whole and know the exchanged days of 2026', () => {
    const calendar = loadCalendars(join(configFolder(), 'calendars'));
    expect(Object.keys(calendar)).toEqual(expect.arrayContaining(['2025', '2026', '2027']));
    expect(isWorkingDay('2026-08-31', calendar)).toBe(false);
    expect(isWorkingDay('2026-08-22', calendar)).toBe(true);
  });

  it('are keyed by year', () => {
    writeFiles(folder(), {
      'vn-2030.yaml': 'year: 2030\nholidays: [2030-01-01]\nworkedWeekends: [2030-01-05]\n',
      'vn-2031.yaml': 'year: 2031\nprovisional: true\nholidays: []\nworkedWeekends: []\n',
      'README.md': 'not a calendar',
    });
    expect(loadCalendars(folder())).toEqual({
      '2030': { holidays: ['2030-01-01'], workedWeekends: ['2030-01-05'] },
      '2031': { holidays: [], workedWeekends: [] },
    });
  });

  it('with faults are refused, all faults named with file and line', async () => {
    writeFiles(folder(), {
      'vn-2030.yaml': `year: 2031
holidays:
  - 2030-01-01
  - 2030-01-01
  - 2030-01-05
  - 2030-02-30
  - 2031-01-01
workedWeekends:
  - 2030-01-07
`,
      'holidays.yaml': 'year: 2030\n',
    });
    const refusal = await refusalOf(() => loadCalendars(folder()));
    expect([refusal.kind, refusal.code]).toEqual(['unprocessable', 'invalid-calendar']);
    expect(refusal.flaws).toEqual([
      { at: 'holidays.yaml', detail: 'tên tệp lịch phải có dạng vn-<năm>.yaml' },
      { at: 'vn-2030.yaml:1', detail: '“year”: 2031 phải trùng với tên tệp' },
      { at: 'vn-2030.yaml:4', detail: '“holidays”: 2030-01-01 ghi hai lần' },
      { at: 'vn-2030.yaml:5', detail: '“holidays”: 2030-01-05 là thứ Bảy hoặc Chủ nhật, vốn đã nghỉ' },
      { at: 'vn-2030.yaml:6', detail: expect.stringContaining('“2030-02-30” phải là ngày có thật') },
      { at: 'vn-2030.yaml:7', detail: '“holidays”: 2031-01-01 không thuộc năm 2030' },
      { at: 'vn-2030.yaml:9', detail: '“workedWeekends”: 2030-01-07 không phải thứ Bảy hay Chủ nhật' },
    ]);
  });

  it('cannot be loaded from a folder that is not there', async () => {
    expect((await refusalOf(() => loadCalendars(join(folder(), 'none')))).kind).toBe('not-found');
  });
});
