import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, type PositionOf, type Principal, scopeOf } from '#access';
import { localDate, periodText, Refusal } from '#kernel';
import type { DocumentRef } from '#tasks';
import { targetText } from '../../domain/judgement.js';
import {
  IndicatorReader,
  type JudgedIndicator,
  type MeasurementRow,
  targetsInForce,
} from '../../indicator-reader.js';

/** One version of a year's target. */
export interface TargetVersion {
  readonly eventId: string;
  readonly year: number;
  readonly target: number;
  readonly targetMax: number | null;
  readonly stretchTarget: number | null;
  /** In words. */
  readonly text: string;
  /** What set it; null: the programme's own document. */
  readonly document: DocumentRef | null;
  readonly setAt: string;
  readonly setBy: string;
  /** Its position; null for what is no account. So are those below. */
  readonly setByName: string | null;
  /** Whether it is in force on the day that was asked for. */
  readonly standing: boolean;
}

/** One version of a period's figures. */
export interface MeasurementVersion {
  readonly eventId: string;
  readonly period: string;
  readonly periodText: string;
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly measuredOn: string;
  /** Null for a correction. */
  readonly source: string | null;
  readonly documents: readonly DocumentRef[];
  /** The version that this one corrects; null for the first. */
  readonly corrects: string | null;
  /** Why it corrects, or why it was recorded after the reporting period was closed. */
  readonly reason: string | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly recordedByName: string | null;
  /** The other person who stands by it, and since when; null: none. */
  readonly confirmedBy: string | null;
  readonly confirmedByName: string | null;
  readonly confirmedAt: string | null;
  /** Whether it stands and waits for that person: it does not count yet. */
  readonly waiting: boolean;
  /** What ended it, as what, and when; null while it stands. */
  readonly endedBy: string | null;
  readonly endedAs: MeasurementRow['endedAs'];
  readonly endedAt: string | null;
  /** Who withdrew it, and why; null where it was not withdrawn. */
  readonly withdrawnBy: string | null;
  readonly withdrawnByName: string | null;
  readonly withdrawnReason: string | null;
  readonly standing: boolean;
}

export interface IndicatorDetail extends Omit<JudgedIndicator, 'targets'> {
  /** Revision of the indicator's stream. */
  readonly revision: number;
  /** Every version, by year, oldest first. */
  readonly targets: readonly TargetVersion[];
  /** Every version of its own figures of days up to the one that was asked for, by period, oldest first. */
  readonly measurements: readonly MeasurementVersion[];
}

/**
 * One indicator with its targets, figures and corrections, judged as of the local day of an instant. Answers a refusal
 * `not-found`: `programme-not-found`, `indicator-not-found`.
 */
export class GetIndicatorQuery extends Query<IndicatorDetail> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly code: string,
    readonly instant: string,
  ) {
    super();
  }
}

/** A version of figures as a view shows it. */
export function measurementVersion(
  row: MeasurementRow,
  isWaiting: boolean,
  nameOf: PositionOf,
): MeasurementVersion {
  const { eventId, period, value, numerator, denominator, measuredOn } = row;
  const { source, documents, corrects, reason, recordedAt, recordedBy, confirmedBy, confirmedAt } = row;
  const { endedBy, endedAs, endedAt, withdrawnBy, withdrawnReason } = row;
  return {
    eventId,
    period,
    periodText: periodText(period),
    value,
    numerator,
    denominator,
    measuredOn,
    source,
    documents,
    corrects,
    reason,
    recordedAt,
    recordedBy,
    recordedByName: nameOf(recordedBy),
    confirmedBy,
    confirmedByName: nameOf(confirmedBy),
    confirmedAt,
    waiting: endedBy === null && isWaiting,
    endedBy,
    endedAs,
    endedAt,
    withdrawnBy,
    withdrawnByName: nameOf(withdrawnBy),
    withdrawnReason,
    standing: endedBy === null,
  };
}

/** @throws {Refusal} `indicator-not-found` */
export function oneIndicator<Known>([known]: readonly Known[], programme: string, code: string): Known {
  if (known) return known;
  throw new Refusal(
    'not-found',
    'indicator-not-found',
    `Chương trình “${programme}” không có chỉ tiêu “${code}”.`,
  );
}

@QueryHandler(GetIndicatorQuery)
export class GetIndicatorHandler implements IQueryHandler<GetIndicatorQuery> {
  constructor(
    private readonly indicators: IndicatorReader,
    private readonly accounts: AccountDirectory,
  ) {}

  async execute({ principal, programme, code, instant }: GetIndicatorQuery): Promise<IndicatorDetail> {
    scopeOf(principal, 'programme.read');
    const known = oneIndicator(await this.indicators.read(programme, instant, code), programme, code);
    const { targetRows, measurementRows, targets: _, ...judged } = known;
    const isWaiting = this.indicators.waitingOf(programme);
    const nameOf = this.accounts.names();
    const inForce = new Set(targetsInForce(targetRows, localDate(instant)).values());
    return {
      ...judged,
      revision: this.indicators.revision(programme, code),
      targets: targetRows.map((row) => {
        const { eventId, year, target, targetMax, stretchTarget, document, setAt, setBy } = row;
        return {
          eventId,
          year,
          target,
          targetMax,
          stretchTarget,
          text: targetText(judged.direction, row, judged.unit, judged),
          document,
          setAt,
          setBy,
          setByName: nameOf(setBy),
          standing: inForce.has(row),
        };
      }),
      measurements: measurementRows.map((row) => measurementVersion(row, isWaiting(row), nameOf)),
    };
  }
}
