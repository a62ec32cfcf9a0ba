import { asc, eq } from 'drizzle-orm';
import type { Period } from '#kernel';
import type { ReadModels } from '#projections';
import { assignmentId } from '#tasks';
import type { Slot } from './domain/compliance.js';
import type { SlotOutcome } from './domain/slot.js';
import { periodCloses } from './read-models/periods/periods.table.js';
import { SlotMemory } from './slot-memory.js';

/** A close as it stands: with what was reopened since. */
export type PeriodClose = typeof periodCloses.$inferSelect;

/** The closes of programmes' periods and the lists that they froze, from the read models. */
export class PeriodCloses {
  readonly #lists = new SlotMemory();
  #known = { stamp: null as string | null, byProgramme: new Map<string, readonly PeriodClose[]>() };

  constructor(private readonly readModels: ReadModels) {}

  /** All closes of a programme, the reopened ones too, in the order in which they were made. */
  all(programme: string): readonly PeriodClose[] {
    const stamp = this.readModels.stamp();
    if (this.#known.stamp !== stamp) this.#known = { stamp, byProgramme: new Map() };
    const { byProgramme } = this.#known;
    const known = byProgramme.get(programme);
    if (known) return known;
    const read = this.#isBuilt()
      ? this.readModels.db
          .select()
          .from(periodCloses)
          .where(eq(periodCloses.programme, programme))
          .orderBy(asc(periodCloses.closedAt), asc(periodCloses.eventId))
          .all()
      : [];
    byProgramme.set(programme, read);
    return read;
  }

  /** The close of a period that held at an instant; null where it was open, or open again. */
  holding(programme: string, period: Period, asOf: string): PeriodClose | null {
    return (
      this.all(programme).findLast(
        (close) =>
          close.period === period &&
          close.closedAt <= asOf &&
          (close.reopenedAt === null || close.reopenedAt > asOf),
      ) ?? null
    );
  }

  /** The last close of a period, also where it was reopened since; null where it was never closed. */
  last(programme: string, period: Period): PeriodClose | null {
    return this.all(programme).findLast((close) => close.period === period) ?? null;
  }

  /** The list that a close froze, in its order. */
  list({ programme, period, listing }: PeriodClose): readonly Slot[] {
    return this.#lists.of(listing, () =>
      this.readModels.db.$client
        .prepare<
          [string, string, string],
          { task: string; unit: string; outcome: SlotOutcome; report: string | null }
        >(
          `SELECT task, unit, outcome, report FROM reporting_period_slots
           WHERE programme = ? AND period = ? AND listing = ? ORDER BY line`,
        )
        .all(programme, period, listing)
        .map(({ task, unit, outcome, report }) => ({
          assignment: assignmentId(programme, task, unit),
          task,
          unit,
          period,
          outcome,
          report,
        })),
    );
  }

  /** A file of an older version, which serves until the new one is built, has no such table yet. */
  #isBuilt(): boolean {
    return (
      this.readModels.db.$client
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'reporting_period_closes'")
        .get() !== undefined
    );
  }
}
