import { applyDecorators, Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import type { Trail } from '../domain/trail.js';
import { trailText } from '../domain/trail-text.js';
import { TaskTrailQuery } from '../queries/task-trail/task-trail.query.js';
import type { TrailDays } from '../queries/trail-reader.js';
import { UnitTrailQuery } from '../queries/unit-trail/unit-trail.query.js';
import { TrailDaysDto, TrailDto, UnitTrailDto } from './responsibility.dto.js';

const TEXT = 'text/plain';
const JSON_TYPE = 'application/json';

/** The API pages of a route that answers a trail, as JSON or as text. */
function ApiTrail(): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(TrailDto),
    ApiOkResponse({
      description: 'JSON, hoặc văn bản khi Accept là text/plain',
      content: {
        [JSON_TYPE]: { schema: { $ref: getSchemaPath(TrailDto) } },
        [TEXT]: { schema: { type: 'string' } },
      },
    }),
    ApiProblems(400, 404, 422),
  );
}

/** Text for who names text/plain and not JSON; JSON for everybody else. */
function answer(reply: FastifyReply, accept: string | undefined, trail: Trail): Trail | string {
  reply.header('Vary', 'Accept');
  if (!accept?.includes(TEXT) || accept.includes(JSON_TYPE)) return trail;
  reply.type(`${TEXT}; charset=utf-8`);
  return trailText(trail);
}

function daysOf({ from, until, group, actor }: TrailDaysDto): TrailDays {
  return {
    from: from ?? undefined,
    until: until ?? undefined,
    group: group ?? undefined,
    actor: actor ?? undefined,
  };
}

@ApiTags('Hồ sơ trách nhiệm')
@Controller()
export class TrailsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('units/:unit/trail')
  @Requires('trail.read')
  @ApiOperation({ summary: 'Hồ sơ trách nhiệm của một đơn vị' })
  @ApiTrail()
  async ofUnit(
    @CurrentPrincipal() principal: Principal,
    @Param('unit') unit: string,
    @Query() { programme, ...days }: UnitTrailDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Trail | string> {
    const filter = { programme: programme ?? undefined, ...daysOf(days) };
    return answer(reply, accept, await this.queries.execute(new UnitTrailQuery(principal, unit, filter)));
  }

  @Get('programmes/:programme/tasks/:task/trail')
  @Requires('trail.read')
  @ApiOperation({
    summary: 'Hồ sơ trách nhiệm của một nhiệm vụ; đầu mối đơn vị chỉ xem phần của đơn vị mình',
  })
  @ApiTrail()
  async ofTask(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('task') task: string,
    @Query() days: TrailDaysDto,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Trail | string> {
    const query = new TaskTrailQuery(principal, programme, task, daysOf(days));
    return answer(reply, accept, await this.queries.execute(query));
  }
}
