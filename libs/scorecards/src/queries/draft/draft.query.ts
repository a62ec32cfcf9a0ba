import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { PERMISSIONS, type Principal, scopeOf } from '#access';
import { Refusal } from '#kernel';
import { criteriaText, DRAFT_NOTICE, type DraftKind, draftOf } from '../../domain/drafts.js';
import { readDraftTemplate } from '../../loading/draft-template.js';
import { ScorecardReader } from '../../scorecard.reader.js';
import {
  headOf,
  rowOf,
  type ScorecardHead,
  type ScorecardRow,
} from '../list-scorecards/list-scorecards.query.js';

/** A draft for a person to decide on. */
export interface Draft extends ScorecardHead {
  readonly kind: DraftKind;
  /** That it is a draft, in words. */
  readonly notice: string;
  /** What puts a unit on the list, in words. */
  readonly criteria: string;
  readonly units: readonly (ScorecardRow & { readonly reasons: readonly string[] })[];
  readonly text: string;
}

/**
 * The text of a commendation or criticism over a span, as a draft. It names several units: only who sees them all may ask.
 * @throws {Refusal} forbidden; unprocessable `invalid-text`; those of ScorecardReader
 */
export class DraftQuery extends Query<Draft> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly span: string,
    readonly kind: DraftKind,
    /** Instant. */
    readonly asOf: string,
  ) {
    super();
  }
}

@QueryHandler(DraftQuery)
export class DraftHandler implements IQueryHandler<DraftQuery> {
  constructor(private readonly reader: ScorecardReader) {}

  async execute({ principal, programme, span, kind, asOf }: DraftQuery): Promise<Draft> {
    if (scopeOf(principal, 'scorecard.read') !== 'all') {
      throw new Refusal(
        'forbidden',
        'forbidden',
        `Dự thảo nêu nhiều đơn vị: tài khoản “${principal.id}” chỉ được ${PERMISSIONS['scorecard.read']} trong phạm vi đơn vị mình.`,
      );
    }
    const scorecards = this.reader.read(programme, span, asOf);
    const template = readDraftTemplate(kind);
    const { text, units } = draftOf(template, { ...scorecards, kind, programme: scorecards.programmeTitle });
    return {
      ...headOf(scorecards),
      kind,
      notice: DRAFT_NOTICE,
      criteria: criteriaText(kind, scorecards.goal),
      units: units.map(({ card, reasons }) => ({ ...rowOf(card), reasons })),
      text,
    };
  }
}
