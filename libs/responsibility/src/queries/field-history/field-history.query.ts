import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import type { JsonObject, JsonValue, Position, RecordedEvent } from '#event-log';
import { invalidCursor, type Page, Refusal } from '#kernel';
import {
  type ChangedFields,
  documentsOf,
  fieldHistory,
  fieldLabel,
  fieldNamed,
  isField,
  type NamedDocument,
} from '../../domain/field-history.js';
import { FIELD_KINDS, type FieldKindName } from '../../domain/field-kinds.js';
import type { LineActor } from '../../domain/trail.js';
import { valueText } from '../../domain/value-text.js';
import type { HistoryRow } from '../../read-models/history/history.table.js';
import {
  DEFAULT_HISTORY_PAGE,
  type HistoryPaging,
  MAX_HISTORY_PAGE,
} from '../assignment-history/assignment-history.query.js';
import { HistoryLines, type Names, whoOf } from '../history-lines.js';
import { Things } from '../things.js';

/** Revision of the event and place of the line among its changes. */
const CURSOR = /^(\d{1,9})\.(\d{1,4})$/;

/** Fields whose bare numbers are in the indicator's unit of measure. */
const MEASURED: ReadonlySet<string> = new Set(['figure', 'target', 'targetMax', 'stretchTarget', 'baseline']);

/** One change of one field. */
export interface FieldLine {
  /** After a dot: the period or year that it is of, or the part of a policy. */
  readonly field: string;
  readonly label: string;
  /** As the events hold it; null: it held nothing. */
  readonly from: JsonValue;
  /** Null: it holds nothing any more. */
  readonly to: JsonValue;
  /** As people read it. */
  readonly fromText: string | null;
  readonly toText: string | null;
  /** The day from which it holds. */
  readonly effectiveOn: string;
  /** The instant from which it was known. */
  readonly recordedAt: string;
  readonly actor: LineActor;
  /** The rule that acted; null where a person did. */
  readonly rule: { readonly id: string; readonly version: number } | null;
  /** Those that the event names. */
  readonly documents: readonly NamedDocument[];
  /** The file that it was read from, or null. */
  readonly sourceFile: string | null;
  /** As who did it put it, or null. */
  readonly reason: string | null;
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly simulated: boolean;
}

/**
 * What every field of a thing was: old and new, from when it held, since when it is known, by whom, by what document.
 * Oldest first.
 * @throws {Refusal} forbidden; not-found `thing-not-found`; invalid `unknown-history-field`, `invalid-cursor`
 */
export class FieldHistoryQuery extends Query<Page<FieldLine>> {
  constructor(
    readonly principal: Principal,
    readonly kind: FieldKindName,
    readonly id: string,
    /** Only this field and its parts; left out: all of them. */
    readonly field?: string | undefined,
    readonly paging: HistoryPaging = {},
  ) {
    super();
  }
}

@QueryHandler(FieldHistoryQuery)
export class FieldHistoryHandler implements IQueryHandler<FieldHistoryQuery> {
  constructor(
    private readonly things: Things,
    private readonly lines: HistoryLines,
  ) {}

  async execute({ principal, kind, id, field, paging }: FieldHistoryQuery): Promise<Page<FieldLine>> {
    const asked = field === undefined ? undefined : fieldNamed(kind, field);
    if (asked === null) throw unknownField(kind, field ?? '');
    const [, revision, place] = CURSOR.exec(paging.cursor ?? '') ?? [];
    if (paging.cursor !== undefined && revision === undefined) throw invalidCursor();
    const rows = this.things.rows(principal, kind, id);
    const byId = new Map(rows.map((row) => [row.eventId, row]));
    const names = this.lines.names();
    const all = fieldHistory(kind, rows.map(eventOf)).flatMap((changed) =>
      linesOf(kind, changed, byId.get(changed.event.id)!, names).map((line, index) => ({ line, index })),
    );
    const wanted = all
      .filter(({ line }) => asked === undefined || isField(line.field, asked))
      .filter(
        ({ line, index }) =>
          revision === undefined ||
          line.revision > Number(revision) ||
          (line.revision === Number(revision) && index > Number(place)),
      );
    const limit = Math.min(paging.limit ?? DEFAULT_HISTORY_PAGE, MAX_HISTORY_PAGE);
    const shown = wanted.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ line }) => line),
      next: wanted.length > limit && last ? `${last.line.revision}.${last.index}` : null,
    };
  }
}

function unknownField(kind: FieldKindName, field: string): Refusal {
  const { labels } = FIELD_KINDS[kind];
  return new Refusal(
    'invalid',
    'unknown-history-field',
    `Không có trường “${field}”; các trường: ${Object.keys(labels)
      .filter((name) => !name.includes('.'))
      .join(', ')}.`,
  );
}

/** The event that a row was made of; what rows don't keep is empty. */
function eventOf(row: HistoryRow): RecordedEvent {
  return {
    id: row.eventId,
    stream: row.stream,
    revision: row.revision,
    position: row.position as Position,
    type: row.type,
    data: JSON.parse(row.data) as JsonObject,
    metadata: {
      actor: { id: row.actorId, role: row.actorRole, unit: row.actorUnit },
      commandId: '',
      correlationId: '',
      recordedAt: row.recordedAt,
      effectiveOn: row.effectiveOn,
      schemaVersion: 1,
    },
    rawData: row.data,
    rawMetadata: '',
  };
}

function linesOf(
  kind: FieldKindName,
  { event, effectiveOn, changes }: ChangedFields,
  row: HistoryRow,
  names: Names,
): FieldLine[] {
  const { data } = event;
  const { source, reason } = data;
  const text = (field: string, value: JsonValue) => {
    const isMeasured = kind === 'indicator' && MEASURED.has(field.split('.', 1)[0] ?? '');
    const measure =
      isMeasured && row.programme !== null && row.indicator !== null
        ? names.measure(row.programme, row.indicator)
        : null;
    return valueText(field, value, names.unit, measure);
  };
  return changes.map(({ field, from, to }) => ({
    field,
    label: fieldLabel(kind, field),
    from,
    to,
    fromText: text(field, from),
    toText: text(field, to),
    effectiveOn,
    recordedAt: row.recordedAt,
    ...whoOf(row, names),
    documents: documentsOf(data),
    sourceFile: isSource(source) ? source.file : null,
    reason: typeof reason === 'string' && reason !== '' ? reason : null,
    eventId: row.eventId,
    type: row.type,
    stream: row.stream,
    revision: row.revision,
    simulated: row.simulated,
  }));
}

function isSource(source: JsonValue | undefined): source is { readonly file: string } {
  return typeof source === 'object' && source !== null && 'file' in source && typeof source.file === 'string';
}
