import type { RecordedEvent } from '#event-log';
import { byBody, inserter, type ReadModel, type ReadModelDb } from '#projections';
import type { PeriodEvents, PeriodEventType } from '../../domain/period.events.js';
import { partsOfSlotName } from '../../domain/period-list.js';
import { periodCloses, periodReminders, periodSlots, periods } from './periods.table.js';

interface Standing {
  readonly listing: string | null;
  readonly closeProposedBy: string | null;
  readonly reopenRequestedBy: string | null;
}

function handlers(db: ReadModelDb) {
  const client = db.$client;
  const insertClose = inserter(db, periodCloses);
  const insertSlot = inserter(db, periodSlots);
  const insertReminder = inserter(db, periodReminders);
  const insertPeriod = inserter(db, periods, 'ON CONFLICT DO NOTHING');
  const propose = client.prepare(
    'UPDATE reporting_periods SET close_proposed_at = ?, close_proposed_by = ? WHERE programme = ? AND period = ?',
  );
  const request = client.prepare(
    `UPDATE reporting_periods SET reopen_requested_at = ?, reopen_requested_by = ?, reopen_reason = ?
     WHERE programme = ? AND period = ?`,
  );
  const standing = client.prepare<[string, string], Standing>(
    `SELECT listing, close_proposed_by AS closeProposedBy, reopen_requested_by AS reopenRequestedBy
     FROM reporting_periods WHERE programme = ? AND period = ?`,
  );
  const setListing = client.prepare(
    'UPDATE reporting_periods SET listing = ? WHERE programme = ? AND period = ?',
  );
  const reopen = client.prepare(
    `UPDATE reporting_period_closes SET reopened_at = ?, reopened_by = ?, reopening_requested_by = ?, reopen_reason = ?
     WHERE programme = ? AND period = ? AND event_id = ?`,
  );
  const drop = client.prepare(
    'DELETE FROM reporting_period_slots WHERE programme = ? AND period = ? AND listing = ?',
  );
  const nextLine = client
    .prepare<[string, string, string], number>(
      `SELECT coalesce(max(line) + 1, 0) FROM reporting_period_slots
       WHERE programme = ? AND period = ? AND listing = ?`,
    )
    .pluck();

  /** The list that a part belongs to. A first part begins one: an unfinished one before it was never closed on. */
  const listingOf = (programme: string, period: string, part: number, eventId: string): string => {
    insertPeriod({ programme, period });
    const unfinished = standing.get(programme, period)?.listing ?? null;
    if (part > 1) return unfinished ?? eventId;
    if (unfinished !== null) drop.run(programme, period, unfinished);
    setListing.run(eventId, programme, period);
    return eventId;
  };

  const on: { [Type in PeriodEventType]: (data: PeriodEvents[Type], event: RecordedEvent) => void } = {
    PeriodReminded: ({ programme, period, workingDaysBefore, at, units }, { id, metadata }) =>
      insertReminder({
        eventId: id,
        programme,
        period,
        recordedAt: metadata.recordedAt,
        by: metadata.actor.id,
        workingDaysBefore,
        at,
        units: units.length,
        assignments: units.reduce((sum, { assignments }) => sum + assignments, 0),
      }),
    PeriodSlotsListed: ({ programme, period, part, slots }, { id }) => {
      const listing = listingOf(programme, period, part, id);
      let line = nextLine.get(programme, period, listing) ?? 0;
      for (const [name, outcome, report] of slots) {
        insertSlot({ programme, period, listing, line, ...partsOfSlotName(name), outcome, report });
        line += 1;
      }
    },
    PeriodCloseProposed: ({ programme, period }, { metadata }) => {
      insertPeriod({ programme, period });
      propose.run(metadata.recordedAt, metadata.actor.id, programme, period);
    },
    PeriodClosed: (closed, { id, metadata }) => {
      const { programme, period, at } = closed;
      const before = standing.get(programme, period);
      insertClose({
        programme,
        period,
        eventId: id,
        listing: before?.listing ?? id,
        at,
        closedAt: metadata.recordedAt,
        closedBy: metadata.actor.id,
        proposedBy: before?.closeProposedBy ?? null,
        closed,
        reopenedAt: null,
        reopenedBy: null,
        reopeningRequestedBy: null,
        reopenReason: null,
      });
      propose.run(null, null, programme, period);
      setListing.run(null, programme, period);
    },
    PeriodReopenRequested: ({ programme, period, reason }, { metadata }) =>
      request.run(metadata.recordedAt, metadata.actor.id, reason, programme, period),
    PeriodReopened: ({ programme, period, close, reason }, { metadata }) => {
      const asked = standing.get(programme, period)?.reopenRequestedBy ?? null;
      reopen.run(metadata.recordedAt, metadata.actor.id, asked, reason, programme, period, close);
      request.run(null, null, null, programme, period);
    },
  };
  return byBody(on);
}

/** Closing, reopening and reminding, and the lists that were frozen. */
export const periodsReadModel: ReadModel = {
  name: 'periods',
  version: 1,
  tables: [periods, periodCloses, periodSlots, periodReminders],
  appendOnly: [periodReminders],
  handlers,
};
