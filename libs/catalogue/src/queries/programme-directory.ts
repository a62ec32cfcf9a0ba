import { Injectable } from '@nestjs/common';
import { and, asc, eq, sql } from 'drizzle-orm';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import type { Section } from '../domain/programme.state.js';
import { catalogueIndicators } from '../read-models/indicators/indicators.table.js';
import { catalogueProgrammes, catalogueSections } from '../read-models/programmes/programmes.table.js';
import { catalogueTasks } from '../read-models/tasks/tasks.table.js';

export interface ProgrammeView {
  readonly id: string;
  readonly title: string;
  readonly issuer: string;
  readonly documentYear: number;
  /** First and last day, `YYYY-MM-DD`. */
  readonly period: { readonly from: string; readonly until: string };
  /** Id of the units file whose units it speaks of. */
  readonly units: string;
  /** Id of the reporting policy that it asks for. */
  readonly policy: string;
  /** The document's number; null where it isn't known. */
  readonly number: string | null;
  /** The day of the document, `YYYY-MM-DD`; null where it isn't known. */
  readonly issuedOn: string | null;
  /** Ids of the programmes that it carries out. */
  readonly basis: readonly string[];
  /** In the document's order. */
  readonly sections: readonly Section[];
  readonly taskCount: number;
  readonly indicatorCount: number;
}

/** Looks programmes up. */
@Injectable()
export class ProgrammeDirectory {
  #known = { stamp: null as string | null, views: new Map<string, ProgrammeView>() };

  constructor(private readonly readModels: ReadModels) {}

  /** All programmes, by id. */
  all(): ProgrammeView[] {
    return this.#views();
  }

  /** @throws {Refusal} `not-found` `programme-not-found` */
  get(id: string): ProgrammeView {
    const stamp = this.readModels.stamp();
    if (this.#known.stamp !== stamp) this.#known = { stamp, views: new Map() };
    const { views } = this.#known;
    const view = views.get(id) ?? this.#views(id)[0];
    if (!view) throw new Refusal('not-found', 'programme-not-found', `Không có chương trình “${id}”.`);
    views.set(id, view);
    return view;
  }

  #views(only?: string): ProgrammeView[] {
    const { db } = this.readModels;
    const { programme: taskProgramme } = catalogueTasks;
    const { programme: indicatorProgramme } = catalogueIndicators;
    const programmes = db
      .select({
        programme: catalogueProgrammes,
        taskCount: sql<number>`(SELECT count(*) FROM ${catalogueTasks} WHERE ${taskProgramme} = ${catalogueProgrammes.id})`,
        indicatorCount: sql<number>`(SELECT count(*) FROM ${catalogueIndicators} WHERE ${indicatorProgramme} = ${catalogueProgrammes.id})`,
      })
      .from(catalogueProgrammes)
      .where(and(only === undefined ? undefined : eq(catalogueProgrammes.id, only)))
      .orderBy(asc(catalogueProgrammes.id))
      .all();
    const sections = db.select().from(catalogueSections).orderBy(asc(catalogueSections.ordinal)).all();
    return programmes.map(({ programme: { periodFrom, periodUntil, ...programme }, ...counts }) => ({
      ...programme,
      period: { from: periodFrom, until: periodUntil },
      sections: sections
        .filter((section) => section.programme === programme.id)
        .map(({ code, title }) => ({ code, title })),
      ...counts,
    }));
  }
}
