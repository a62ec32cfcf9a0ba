import { dateText } from '#kernel';
import { FIELD_NAMES } from './import-fields.js';
import { TASK_LABELS } from './task.decisions.js';
import type { AuthorityBody, ImportCorrection, ScheduleBody, TaskChange, TaskEvents } from './task.events.js';

/** Name of a unit or group by its id; an id without a name stands for itself. */
type NameOf = (id: string) => string;

const UNIT_FIELDS = ['leadUnits', 'coordinatingUnits'];

/** A field's value as people read it: texts, names of units, the schedule's phrase. */
export function shownValue(field: string, value: TaskChange['from'], name: NameOf): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'không có';
  if (field === 'schedule') return `“${(value as unknown as ScheduleBody).phrase}”`;
  if (Array.isArray(value)) {
    const texts = value.map(String);
    return (UNIT_FIELDS.includes(field) ? texts.map(name) : texts).join('; ');
  }
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value === 'number') return value.toLocaleString('vi-VN');
  return `“${String(value)}”`;
}

function documentText({ number, date, issuer }: AuthorityBody): string {
  return `${number}${date ? ` ngày ${dateText(date)}` : ''}${issuer ? ` của ${issuer}` : ''}`;
}

const SHOWN_LENGTH = 160;

function quoted(text: string): string {
  const signs = [...text.replace(/\s+/g, ' ')];
  return `“${signs.slice(0, SHOWN_LENGTH).join('')}${signs.length > SHOWN_LENGTH ? '…' : ''}”`;
}

/** “thời gian thực hiện, tệp ghi “Quý V”, sửa thành “Quý II””. */
export function correctionText({ field, from, to }: Pick<ImportCorrection, 'field' | 'from' | 'to'>): string {
  const name = FIELD_NAMES[field as keyof typeof FIELD_NAMES] ?? field;
  const inFile = from === '' ? 'tệp không ghi' : `tệp ghi ${quoted(from)}`;
  return `${name}, ${inFile}, ${to === '' ? 'bỏ trống' : `sửa thành ${quoted(to)}`}`;
}

/** “; sửa khi nhập: thời gian thực hiện, tệp ghi “Quý V”, sửa thành “Quý II””; “” where nothing was said. */
function importText(corrections: readonly ImportCorrection[] = []): string {
  if (corrections.length === 0) return '';
  return `; sửa khi nhập: ${corrections.map(correctionText).join('; ')}`;
}

type Sentences = {
  readonly [Type in keyof TaskEvents]: (data: TaskEvents[Type], name: NameOf) => string;
};

/** What each event of a task says, in one Vietnamese sentence; who did it stands beside it. */
export const TASK_SENTENCES: Sentences = {
  TaskRegistered: ({ code, title, section, corrections }) =>
    `Đăng ký nhiệm vụ số ${code} (mục ${section}): “${title}”${importText(corrections)}.`,
  TaskAmended: ({ changes, document, corrections }, name) => {
    const what = changes.map(({ field, from, to }) => {
      const label = TASK_LABELS[field as keyof typeof TASK_LABELS] ?? field;
      return `${label} từ ${shownValue(field, from, name)} thành ${shownValue(field, to, name)}`;
    });
    return `Sửa theo văn bản ${documentText(document)}: ${what.join('; ')}${importText(corrections)}.`;
  },
  TaskLinked: ({ to }) => `Thực hiện nhiệm vụ số ${to.task} của chương trình ${to.programme}.`,
};
