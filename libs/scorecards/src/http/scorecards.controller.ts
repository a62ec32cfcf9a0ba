import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import { asOfInstant, CLOCK, type Clock, Refusal } from '#kernel';
import { DRAFT_KINDS } from '../domain/drafts.js';
import { type Draft, DraftQuery } from '../queries/draft/draft.query.js';
import { ListScorecardsQuery, type ScorecardList } from '../queries/list-scorecards/list-scorecards.query.js';
import { type UnitScorecard, UnitScorecardQuery } from '../queries/unit-scorecard/unit-scorecard.query.js';
import {
  DraftDto,
  ListScorecardsDto,
  ScorecardAsOfDto,
  ScorecardListDto,
  UnitScorecardDto,
} from './scorecards.dto.js';

const TEXT = 'text/plain';
const JSON_TYPE = 'application/json';
const SPAN = { name: 'span', description: 'Tháng, quý hoặc năm: 2026-03, 2026-Q1, 2026', example: '2026-Q1' };

@ApiTags('Xếp hạng đơn vị')
@Controller('programmes/:programme/scorecards/:span')
export class ScorecardsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('scorecard.read')
  @ApiOperation({
    summary: 'Số liệu và xếp hạng các đơn vị; đầu mối đơn vị chỉ xem dòng của đơn vị mình, kèm hạng',
  })
  @ApiParam(SPAN)
  @ApiOkResponse({ type: ScorecardListDto })
  @ApiProblems(400, 404, 422)
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('span') span: string,
    @Query() { asOf, kind }: ListScorecardsDto,
  ): Promise<ScorecardList> {
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new ListScorecardsQuery(principal, programme, span, instant, kind));
  }

  @Get('units/:unit')
  @Requires('scorecard.read')
  @ApiOperation({
    summary:
      'Số liệu của một đơn vị, kèm danh sách từng lần chậm và nguyên nhân khách quan đã xác nhận hay chưa',
  })
  @ApiParam(SPAN)
  @ApiOkResponse({ type: UnitScorecardDto })
  @ApiProblems(400, 404, 422)
  ofUnit(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('span') span: string,
    @Param('unit') unit: string,
    @Query() { asOf }: ScorecardAsOfDto,
  ): Promise<UnitScorecard> {
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new UnitScorecardQuery(principal, programme, span, unit, instant));
  }

  @Get('drafts/:kind')
  @Requires('scorecard.read')
  @ApiOperation({ summary: 'Dự thảo biểu dương hoặc phê bình, để người có thẩm quyền xem xét, quyết định' })
  @ApiParam(SPAN)
  @ApiParam({ name: 'kind', enum: DRAFT_KINDS })
  @ApiExtraModels(DraftDto)
  @ApiOkResponse({
    description: 'JSON, hoặc văn bản khi Accept là text/plain',
    content: {
      [JSON_TYPE]: { schema: { $ref: getSchemaPath(DraftDto) } },
      [TEXT]: { schema: { type: 'string' } },
    },
  })
  @ApiProblems(400, 404, 422)
  async draft(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('span') span: string,
    @Param('kind') kind: string,
    @Query() { asOf }: ScorecardAsOfDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Draft | string> {
    const wanted = DRAFT_KINDS.find((one) => one === kind);
    if (!wanted) {
      throw new Refusal('not-found', 'draft-not-found', `Dự thảo là một trong: ${DRAFT_KINDS.join(', ')}.`);
    }
    const instant = asOfInstant(asOf, this.clock.now());
    const draft = await this.queries.execute(new DraftQuery(principal, programme, span, wanted, instant));
    reply.header('Vary', 'Accept');
    if (!accept?.includes(TEXT) || accept.includes(JSON_TYPE)) return draft;
    reply.type(`${TEXT}; charset=utf-8`);
    return draft.text;
  }
}
