import type { JsonObject, JsonValue } from '#event-log';
import { documentsOf, type NamedDocument } from './field-history.js';

const textOf = (value: JsonValue | undefined) => (typeof value === 'string' && value !== '' ? value : null);

/** What an amendment set a field to. */
function amended(changes: JsonValue | undefined, field: string): JsonValue | undefined {
  if (!Array.isArray(changes)) return undefined;
  return (changes as readonly { readonly field: string; readonly to: JsonValue }[]).find(
    (change) => change.field === field,
  )?.to;
}

/** Every document that an event names: those that it rests on, and, of a programme, the programme's own. */
export function citedDocuments({
  type,
  data,
}: {
  readonly type: string;
  readonly data: JsonObject;
}): readonly NamedDocument[] {
  const named = documentsOf(data).filter(({ number }) => typeof number === 'string' && number !== '');
  if (type === 'ProgrammeRegistered') {
    const number = textOf(data.number);
    return number === null
      ? named
      : [...named, { number, date: textOf(data.issuedOn), issuer: textOf(data.issuer) }];
  }
  if (type === 'ProgrammeAmended') {
    const number = textOf(amended(data.changes, 'number'));
    return number === null
      ? named
      : [...named, { number, date: textOf(amended(data.changes, 'issuedOn')), issuer: null }];
  }
  return named;
}
