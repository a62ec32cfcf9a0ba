import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { ProgrammeDirectory, UnitDirectory } from '#catalogue';
import { Refusal } from '#kernel';
import type { Trail } from '../../domain/trail.js';
import { type TrailDays, TrailReader } from '../trail-reader.js';

export interface UnitTrailFilter extends TrailDays {
  /** Only this programme. */
  readonly programme?: string | undefined;
}

/**
 * Who answered for what in a unit.
 * @throws {Refusal} forbidden; not-found `unit-not-found`, `programme-not-found`; unprocessable `as-of-in-future`
 */
export class UnitTrailQuery extends Query<Trail> {
  constructor(
    readonly principal: Principal,
    readonly unit: string,
    readonly filter: UnitTrailFilter = {},
  ) {
    super();
  }
}

@QueryHandler(UnitTrailQuery)
export class UnitTrailHandler implements IQueryHandler<UnitTrailQuery> {
  constructor(
    private readonly units: UnitDirectory,
    private readonly programmes: ProgrammeDirectory,
    private readonly reader: TrailReader,
  ) {}

  async execute({ principal, unit, filter }: UnitTrailQuery): Promise<Trail> {
    actorFor(principal, 'trail.read', unit);
    const name = this.units.name(unit);
    if (name === null) throw new Refusal('not-found', 'unit-not-found', `Không có đơn vị “${unit}”.`);
    const { programme, ...days } = filter;
    if (programme !== undefined) this.programmes.get(programme);
    return this.reader.read({ kind: 'unit', id: unit, name }, { programme, units: [unit] }, days);
  }
}
