import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import { localDate, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { complianceByPeriod, type PeriodCompliance, SlotService } from '#reporting';
import { BUCKETS, type Bucket } from '#tasks';
import { countWarnings, type WarningCounts } from '#warnings';

export interface Overview {
  /** Day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly programme: string;
  /** True when the programme is followed with simulated updates. */
  readonly simulated: boolean;
  readonly tasks: number;
  readonly assignments: number;
  /** One key for each bucket; they add up to `assignments`. */
  readonly buckets: Readonly<Record<Bucket, number>>;
  readonly compliance: readonly PeriodCompliance[];
  readonly warnings: WarningCounts;
}

/** A programme at a glance, as it was known at an instant. The figures are the whole programme's, whoever asks. */
export class OverviewQuery extends Query<Overview> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    /** Instant. */
    readonly asOf: string,
  ) {
    super();
  }
}

@QueryHandler(OverviewQuery)
export class OverviewHandler implements IQueryHandler<OverviewQuery, Overview> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
  ) {}

  async execute({ principal, programme, asOf }: OverviewQuery): Promise<Overview> {
    scopeOf(principal, 'programme.read');
    const client = this.readModels.db.$client;
    const day = localDate(asOf);
    const tasks = client
      .prepare<[string], number>('SELECT count(*) FROM catalogue_tasks WHERE programme = ?')
      .pluck()
      .get(programme);
    if (!tasks) {
      throw new Refusal('not-found', 'programme-not-found', `Không có chương trình “${programme}”.`);
    }
    const buckets = Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0])) as Record<Bucket, number>;
    const rows = client
      .prepare<[string, string, string], { bucket: Bucket; count: number }>(
        // Of a group the row with the newest revision is taken: SQLite's rule for columns beside max().
        `SELECT assignment_bucket(status, current_due, completed_on, proposed_on, ?) AS bucket, count(*) AS count
         FROM (
           SELECT status, current_due, completed_on, proposed_on, max(revision)
           FROM tasks_assignment_versions
           WHERE assignment IN (SELECT id FROM tasks_assignments WHERE programme = ?) AND from_at <= ?
           GROUP BY assignment)
         GROUP BY 1`,
      )
      .all(day, programme, asOf);
    const isSimulated = client
      .prepare<[string, string], number>(
        `SELECT EXISTS (SELECT 1 FROM tasks_assignments WHERE programme = ? AND simulated = 1 AND assigned_at <= ?)`,
      )
      .pluck()
      .get(programme, asOf);
    for (const { bucket, count } of rows) buckets[bucket] = count;
    return {
      asOf: day,
      programme,
      simulated: isSimulated === 1,
      tasks,
      assignments: rows.reduce((sum, { count }) => sum + count, 0),
      buckets,
      compliance: complianceByPeriod(this.slots, programme, asOf),
      warnings: countWarnings(this.readModels, programme, day),
    };
  }
}
