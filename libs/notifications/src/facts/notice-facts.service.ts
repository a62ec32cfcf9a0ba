import { Injectable } from '@nestjs/common';
import type { Role } from '#access';
import { ReadModels } from '#projections';
import type { NoticeFacts } from '../domain/facts.js';

/** Who is who and what things are called, from the rows as they stand now. */
@Injectable()
export class NoticeFactsService implements NoticeFacts {
  constructor(private readonly readModels: ReadModels) {}

  assignment(id: string) {
    const row = this.#client
      .prepare<[string], { programme: string; task: string; unit: string }>(
        'SELECT programme, task, unit FROM tasks_assignments WHERE id = ?',
      )
      .get(id);
    return row ?? null;
  }

  officers(unit: string): readonly string[] {
    return this.#accounts(`g.role = 'lead-unit' AND g.unit = ?`, unit);
  }

  holders(role: Role): readonly string[] {
    return this.#accounts('g.role = ? AND g.unit IS NULL', role);
  }

  coordinatingUnits(programme: string, task: string): readonly string[] {
    return this.#client
      .prepare<[string, string], string>(
        `WITH named AS (
           SELECT j.value AS id FROM catalogue_tasks t, json_each(t.coordinating_units) j
           WHERE t.programme = ? AND t.code = ?)
         SELECT id FROM named WHERE id IN (SELECT id FROM catalogue_units)
         UNION
         SELECT m.unit FROM catalogue_group_members m JOIN named ON named.id = m."group"
         ORDER BY 1`,
      )
      .pluck()
      .all(programme, task) as unknown as string[];
  }

  unitName(unit: string): string {
    return this.#name('SELECT name FROM catalogue_units WHERE id = ?', unit) ?? unit;
  }

  programmeTitle(programme: string): string {
    return this.#name('SELECT title FROM catalogue_programmes WHERE id = ?', programme) ?? programme;
  }

  taskTitle(programme: string, task: string): string {
    return (
      this.#name('SELECT title FROM catalogue_tasks WHERE programme = ? AND code = ?', programme, task) ??
      task
    );
  }

  indicatorName(programme: string, code: string): string {
    return (
      this.#name('SELECT name FROM catalogue_indicators WHERE programme = ? AND code = ?', programme, code) ??
      code
    );
  }

  /** Whether a programme's assignments are simulated ones. */
  isSimulated(programme: string): boolean {
    const row = this.#client
      .prepare('SELECT 1 FROM tasks_assignments WHERE programme = ? AND simulated = 1 LIMIT 1')
      .get(programme);
    return row !== undefined;
  }

  /** Programmes that have adopted a policy. */
  programmes(): readonly string[] {
    return this.#client
      .prepare<[], string>('SELECT DISTINCT programme FROM reporting_policies ORDER BY programme')
      .pluck()
      .all() as unknown as string[];
  }

  #accounts(where: string, value: string): readonly string[] {
    return this.#client
      .prepare<[string], string>(
        `SELECT DISTINCT a.id FROM accounts a JOIN grants g ON g.account = a.id
         WHERE a.enabled = 1 AND ${where} ORDER BY a.id`,
      )
      .pluck()
      .all(value) as unknown as string[];
  }

  #name(query: string, ...values: readonly string[]): string | undefined {
    return this.#client
      .prepare(query)
      .pluck()
      .get(...values) as string | undefined;
  }

  get #client() {
    return this.readModels.db.$client;
  }
}
