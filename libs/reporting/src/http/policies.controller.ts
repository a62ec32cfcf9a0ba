import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  ApiCommand,
  ApiProblems,
  answerCommand,
  Code,
  type CommandAnswer,
  type CommandContext,
  Context,
  IsoDateField,
  Requires,
} from '#access';
import { AdoptPolicyCommand } from '../commands/adopt-policy/adopt-policy.command.js';
import type { AdoptedPolicy } from '../domain/policy.js';
import { adoptedPolicy } from '../loading/policy-file.js';
import { ListPoliciesQuery } from '../queries/list-policies/list-policies.query.js';
import { AdoptedPolicyDto } from './policies.dto.js';

class AdoptPolicyDto {
  @Code({
    pattern: /[a-z0-9-]+/,
    max: 64,
    description: 'Quy chế trong config/policies',
    example: 'city-monthly',
  })
  readonly policy: string;

  @IsoDateField({ description: 'Áp dụng từ ngày', example: '2026-01-01' })
  readonly from: string;
}

@ApiTags('Quy chế báo cáo')
@Controller('programmes/:programme/policies')
export class PoliciesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('programme.read')
  @ApiOperation({ summary: 'Các quy chế báo cáo đã áp dụng, theo thứ tự' })
  @ApiOkResponse({ type: [AdoptedPolicyDto] })
  @ApiProblems(404)
  list(@Param('programme') programme: string): Promise<readonly AdoptedPolicy[]> {
    return this.queries.execute(new ListPoliciesQuery(programme));
  }

  @Post()
  @Requires('policy.adopt')
  @ApiOperation({ summary: 'Áp dụng một quy chế báo cáo' })
  @ApiCommand()
  async adopt(
    @Param('programme') programme: string,
    @Body() { policy, from }: AdoptPolicyDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new AdoptPolicyCommand(context, programme, adoptedPolicy(policy, from));
    return answerCommand(reply, await this.commands.execute(command));
  }
}
