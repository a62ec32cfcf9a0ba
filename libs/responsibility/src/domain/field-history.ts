import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue, RecordedEvent } from '#event-log';
import { isPeriod, periodText } from '#kernel';
import { FIELD_KINDS, type FieldKindName, type Fields } from './field-kinds.js';

/** One field, from what to what. */
export interface FieldChange {
  /** After a dot: the period or year that it is of, or the part of a policy. */
  readonly field: string;
  /** Null: it held nothing. */
  readonly from: JsonValue;
  /** Null: it holds nothing any more. */
  readonly to: JsonValue;
}

/** The document by which something was changed; null for what the event doesn't say. */
export interface NamedDocument {
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  readonly issuer: string | null;
}

/** An event and the fields that it changed. */
export interface ChangedFields {
  readonly event: RecordedEvent;
  /** The day from which the change holds, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
  readonly changes: readonly FieldChange[];
}

/** The fields that differ, those that are there now first, in their order. */
export function differencesOf(before: Fields, after: Fields): FieldChange[] {
  const gone = Object.keys(before).filter((field) => !Object.hasOwn(after, field));
  return [...Object.keys(after), ...gone]
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
    .filter(({ from, to }) => !isDeepStrictEqual(from, to));
}

/** The fields after changes: the way back from changes to a state. */
export function withChanges(fields: Fields, changes: readonly FieldChange[]): Fields {
  const next: Record<string, JsonValue> = { ...fields };
  for (const { field, to } of changes) {
    if (to === null) delete next[field];
    else next[field] = to;
  }
  return next;
}

/** What each event of one thing changed, oldest first; events that changed no field are left out. */
export function fieldHistory(kind: FieldKindName, events: readonly RecordedEvent[]): ChangedFields[] {
  const { initial, step } = FIELD_KINDS[kind];
  const told: ChangedFields[] = [];
  let state = initial;
  for (const event of events) {
    const { before, after, effectiveOn = event.metadata.effectiveOn, ...next } = step(state, event);
    state = next.state;
    const changes = differencesOf(before, after);
    if (changes.length > 0) told.push({ event, effectiveOn, changes });
  }
  return told;
}

const baseOf = (field: string) => field.split('.', 1)[0] ?? field;

/** The field that is meant by a name; null: the kind has none of this name. */
export function fieldNamed(kind: FieldKindName, name: string): string | null {
  const { labels, aliases } = FIELD_KINDS[kind];
  const base = baseOf(name);
  const meant = aliases[base] ?? base;
  return Object.hasOwn(labels, meant) ? `${meant}${name.slice(base.length)}` : null;
}

/** Whether a field is the one that was asked for, or a part of it. */
export const isField = (field: string, asked: string) => field === asked || field.startsWith(`${asked}.`);

const capitalized = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/** Vietnamese name of a field: `Số liệu kỳ 03/2026`, `Mục tiêu năm 2026`. */
export function fieldLabel(kind: FieldKindName, field: string): string {
  const { labels } = FIELD_KINDS[kind];
  const base = baseOf(field);
  const label = capitalized(labels[field] ?? labels[base] ?? base);
  const rest = field.slice(base.length + 1);
  if (rest === '' || Object.hasOwn(labels, field)) return label;
  if (kind === 'policy') return `${label}: ${rest}`;
  if (base === 'target' || base === 'targetMax' || base === 'stretchTarget') return `${label} năm ${rest}`;
  return `${label} kỳ ${isPeriod(rest) ? periodText(rest) : rest}`;
}

/** The documents that an event names. */
export function documentsOf({ document, documents }: JsonObject): NamedDocument[] {
  if (typeof document === 'string') return [{ number: document, date: null, issuer: null }];
  const all = [document, ...(Array.isArray(documents) ? documents : [])];
  return all.flatMap((one) => {
    if (one === null || typeof one !== 'object') return [];
    const { number, date, issuer } = one as unknown as NamedDocument;
    return [{ number, date: date ?? null, issuer: issuer ?? null }];
  });
}
