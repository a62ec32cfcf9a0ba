import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import { periodText, Refusal } from '#kernel';
import type { DocumentRef } from '#tasks';
import { targetText } from '../../domain/judgement.js';
import {
  IndicatorReader,
  type JudgedIndicator,
  type MeasurementRow,
  stoodAt,
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
  /** Whether it was in force at the instant that was asked for. */
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
  /** The version that this one corrects, and why; null for the first. */
  readonly corrects: string | null;
  readonly reason: string | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** Whether they stood at the instant that was asked for. */
  readonly standing: boolean;
}

export interface IndicatorDetail extends JudgedIndicator {
  /** Every version known at the instant, by year, oldest first. */
  readonly targets: readonly TargetVersion[];
  /** Every version known at the instant, by period, oldest first. */
  readonly measurements: readonly MeasurementVersion[];
}

/**
 * One indicator with its targets, figures and corrections as known at an instant, judged as of its day. Answers a
 * refusal `not-found`: `programme-not-found`, `indicator-not-found`.
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

function measurementVersion(row: MeasurementRow, instant: string): MeasurementVersion {
  const { eventId, period, value, numerator, denominator, measuredOn } = row;
  const { source, documents, corrects, reason, validFrom: recordedAt, recordedBy } = row;
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
    standing: stoodAt(instant, row),
  };
}

@QueryHandler(GetIndicatorQuery)
export class GetIndicatorHandler implements IQueryHandler<GetIndicatorQuery> {
  constructor(private readonly indicators: IndicatorReader) {}

  async execute({ principal, programme, code, instant }: GetIndicatorQuery): Promise<IndicatorDetail> {
    scopeOf(principal, 'programme.read');
    const [known] = await this.indicators.read(programme, instant, code);
    if (!known) {
      throw new Refusal(
        'not-found',
        'indicator-not-found',
        `Chương trình “${programme}” không có chỉ tiêu “${code}”.`,
      );
    }
    const { targetRows, measurementRows, ...judged } = known;
    const { direction, unit } = judged;
    return {
      ...judged,
      targets: targetRows.map((row) => {
        const { eventId, year, target, targetMax, stretchTarget, document, validFrom, setBy } = row;
        return {
          eventId,
          year,
          target,
          targetMax,
          stretchTarget,
          text: targetText(direction, row, unit),
          document,
          setAt: validFrom,
          setBy,
          standing: stoodAt(instant, row),
        };
      }),
      measurements: measurementRows.map((row) => measurementVersion(row, instant)),
    };
  }
}
