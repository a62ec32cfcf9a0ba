import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, Public } from '#access';
import { GetCalendarDto } from '../queries/get-calendar/get-calendar.dto.js';
import { GetCalendarQuery } from '../queries/get-calendar/get-calendar.query.js';

const NOT_MODIFIED = 304;

/** Calendar programs can't log in: the link itself is the key, and can be revoked. */
@ApiTags('Lịch')
@Controller('units/:unit/calendar.ics')
export class UnitCalendarController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Lịch của một đơn vị (iCalendar): hạn nhiệm vụ, hạn chốt kỳ, hạn giải trình' })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiResponse({ status: NOT_MODIFIED, description: 'Không đổi từ lần trước (If-None-Match)' })
  @ApiProblems(400, 404)
  async get(
    @Param('unit') unit: string,
    @Query() { token }: GetCalendarDto,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { text, etag } = await this.queries.execute(new GetCalendarQuery(unit, token ?? ''));
    reply.header('ETag', etag).header('Cache-Control', 'private, no-cache');
    if (isKnown(known, etag)) {
      reply.status(NOT_MODIFIED);
      return undefined;
    }
    reply
      .header('Content-Type', 'text/calendar; charset=utf-8')
      .header('Content-Disposition', 'inline; filename="nq57.ics"');
    return text;
  }
}

function isKnown(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((one) => [etag, `W/${etag}`].includes(one.trim()));
}
