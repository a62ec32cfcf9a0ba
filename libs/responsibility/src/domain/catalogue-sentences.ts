import {
  INDICATOR_LABELS,
  type IndicatorEvents,
  PROGRAMME_LABELS,
  type ProgrammeEvents,
  TASK_LABELS,
  TASK_SENTENCES,
  type TaskEvents,
  type UnitEvents,
  type UnitGroupEvents,
} from '#catalogue';
import type { JsonObject, JsonValue } from '#event-log';
import { targetText } from '#indicators';
import { dateText } from '#kernel';
import { type Change, type Context, type DescribeAll, type NameOf, quoted } from './sentence-parts.js';
import { valueText } from './value-text.js';

export type CatalogueEvents = UnitEvents & UnitGroupEvents & ProgrammeEvents & TaskEvents & IndicatorEvents;

interface FieldChange extends JsonObject {
  readonly field: string;
  readonly from: JsonValue;
  readonly to: JsonValue;
}

const NOTHING = 'không có';

function changesOf(
  changes: readonly FieldChange[],
  labels: Readonly<Record<string, string>>,
  name: NameOf,
): Change[] {
  return changes.map(({ field, from, to }) => ({
    field,
    label: labels[field] ?? field,
    from: valueText(field, from, name),
    to: valueText(field, to, name),
  }));
}

const changesText = (changes: readonly Change[]) =>
  changes.map(({ label, from, to }) => `${label} từ ${from ?? NOTHING} thành ${to ?? NOTHING}`).join('; ');

/** What was stated anew by a file. */
function amendedByFile(
  what: string,
  {
    changes,
    source,
  }: { readonly changes: readonly FieldChange[]; readonly source: { readonly file: string } },
  labels: Readonly<Record<string, string>>,
  { name }: Context,
) {
  const told = changesOf(changes, labels, name);
  return { sentence: `Bổ sung ${what} theo tệp ${source.file}: ${changesText(told)}.`, changes: told };
}

export const describeCatalogue: DescribeAll<CatalogueEvents> = {
  UnitRegistered: ({ name }) => ({
    sentence: `Đăng ký đơn vị ${quoted(name)}.`,
    changes: [{ field: 'name', label: 'Tên đơn vị', from: null, to: name }],
  }),
  UnitRenamed: ({ from, to, document }) => ({
    sentence: `Đổi tên đơn vị từ ${quoted(from)} thành ${quoted(to)}${document === null ? '' : `, theo ${document}`}.`,
    changes: [{ field: 'name', label: 'Tên đơn vị', from, to }],
  }),
  UnitGroupDefined: ({ name, before }) => ({
    sentence: before ? `Xác định lại nhóm đơn vị ${quoted(name)}.` : `Xác định nhóm đơn vị ${quoted(name)}.`,
    changes:
      before?.name === name
        ? []
        : [{ field: 'name', label: 'Tên nhóm', from: before?.name ?? null, to: name }],
  }),
  ProgrammeRegistered: ({ title, issuer, number, issuedOn }) => ({
    sentence: `Đăng ký chương trình ${quoted(title)} của ${issuer}${number === undefined ? '' : `, số ${number}`}${issuedOn === undefined ? '' : ` ngày ${dateText(issuedOn)}`}.`,
    changes: [{ field: 'title', label: 'Tên', from: null, to: title }],
  }),
  ProgrammeAmended: (data, context) =>
    amendedByFile('nội dung chương trình', data, PROGRAMME_LABELS, context),
  TaskRegistered: (data, { name }) => ({
    sentence: TASK_SENTENCES.TaskRegistered(data, name),
    changes: [{ field: 'title', label: TASK_LABELS.title, from: null, to: data.title }],
  }),
  TaskAmended: (data, { name }) => ({
    sentence: TASK_SENTENCES.TaskAmended(data, name),
    changes: changesOf(data.changes, TASK_LABELS, name),
  }),
  TaskLinked: (data, { name }) => ({ sentence: TASK_SENTENCES.TaskLinked(data, name), changes: [] }),
  IndicatorDefined: (data) => {
    const { code, name, unit, direction, target, targetMax, targetYear } = data;
    const goal =
      target === null
        ? 'định tính'
        : `mục tiêu ${targetText(direction, { target, targetMax }, unit)} vào năm ${targetYear}`;
    return {
      sentence: `Đăng ký chỉ tiêu ${code} ${quoted(name)}: ${goal}.`,
      changes: [{ field: 'name', label: INDICATOR_LABELS.name, from: null, to: name }],
    };
  },
  IndicatorAmended: (data, context) =>
    amendedByFile(`nội dung chỉ tiêu ${data.code}`, data, INDICATOR_LABELS, context),
};
