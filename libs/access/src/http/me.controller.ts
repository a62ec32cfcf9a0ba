import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChangeOwnPasswordCommand } from '../commands/change-own-password/change-own-password.command.js';
import { ChangeOwnPasswordDto } from '../commands/change-own-password/change-own-password.dto.js';
import type { CommandContext } from '../domain/command-context.js';
import type { Principal } from '../domain/principal.js';
import { ApiCommand, answerCommand, type CommandAnswer } from '../door/commands/answer-command.js';
import { Context } from '../door/commands/context.decorator.js';
import { ApiProblems } from '../door/problems/api-problems.js';
import { CurrentPrincipal } from '../door/request.js';
import { Requires } from '../door/routes/route-access.js';
import { NowOnly } from '../door/two-clocks/now-only.js';
import { FindAccountQuery } from '../queries/find-account/find-account.query.js';
import { AccountDto } from './account.dto.js';

@ApiTags('Tài khoản của tôi')
@Controller('me')
@Requires('session.own')
@NowOnly()
export class MeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Tài khoản đang đăng nhập' })
  @ApiOkResponse({ type: AccountDto })
  me(@CurrentPrincipal() principal: Principal): Promise<AccountDto> {
    return this.queries.execute(new FindAccountQuery(principal.id));
  }

  @Post('password')
  @ApiOperation({ summary: 'Đổi mật khẩu của mình; mọi phiên đăng nhập đang mở kết thúc' })
  @ApiCommand()
  @ApiProblems(429)
  async changePassword(
    @Body() { currentPassword, password }: ChangeOwnPasswordDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ChangeOwnPasswordCommand(currentPassword, password, context);
    return answerCommand(reply, await this.commands.execute(command));
  }
}
