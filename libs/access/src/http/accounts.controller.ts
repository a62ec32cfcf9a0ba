import { Body, Controller, Delete, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DisableAccountCommand } from '../commands/disable-account/disable-account.command.js';
import { ReasonDto } from '../commands/disable-account/reason.dto.js';
import { EnableAccountCommand } from '../commands/enable-account/enable-account.command.js';
import { GrantRoleCommand } from '../commands/grant-role/grant-role.command.js';
import { GrantRoleDto } from '../commands/grant-role/grant-role.dto.js';
import { RegisterAccountCommand } from '../commands/register-account/register-account.command.js';
import { RegisterAccountDto } from '../commands/register-account/register-account.dto.js';
import { RevokeRoleCommand } from '../commands/revoke-role/revoke-role.command.js';
import { RevokeRoleDto } from '../commands/revoke-role/revoke-role.dto.js';
import { SetPasswordCommand } from '../commands/set-password/set-password.command.js';
import { SetPasswordDto } from '../commands/set-password/set-password.dto.js';
import type { CommandContext } from '../domain/command-context.js';
import type { Grant } from '../domain/principal.js';
import { ApiCommand, answerCommand, type CommandAnswer } from '../door/commands/answer-command.js';
import { Context } from '../door/commands/context.decorator.js';
import { ApiProblems } from '../door/problems/api-problems.js';
import { Requires } from '../door/routes/route-access.js';
import { DEFAULT_PAGE, ListAccountsDto } from '../queries/list-accounts/list-accounts.dto.js';
import { ListAccountsQuery } from '../queries/list-accounts/list-accounts.query.js';
import { AccountPageDto } from './account.dto.js';

const grantOf = ({ role, unit }: GrantRoleDto): Grant => ({ role, unit: unit ?? null });

@ApiTags('Tài khoản')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('account.read')
  @ApiOperation({ summary: 'Danh sách tài khoản' })
  @ApiOkResponse({ type: AccountPageDto })
  @ApiProblems(400)
  list(@Query() { after, limit }: ListAccountsDto): Promise<AccountPageDto> {
    return this.queries.execute(new ListAccountsQuery(after ?? null, limit ?? DEFAULT_PAGE));
  }

  @Post()
  @Requires('account.manage')
  @ApiOperation({ summary: 'Đăng ký tài khoản' })
  @ApiCommand()
  async register(
    @Body() { id, displayName, grants }: RegisterAccountDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new RegisterAccountCommand({ id, displayName, grants: grants.map(grantOf) }, context);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':id/roles')
  @Requires('account.manage')
  @ApiOperation({ summary: 'Cấp vai trò' })
  @ApiCommand()
  async grantRole(
    @Param('id') id: string,
    @Body() body: GrantRoleDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new GrantRoleCommand(id, grantOf(body), context);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Delete(':id/roles')
  @Requires('account.manage')
  @ApiOperation({ summary: 'Thu hồi vai trò' })
  @ApiCommand()
  async revokeRole(
    @Param('id') id: string,
    @Body() body: RevokeRoleDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new RevokeRoleCommand(id, grantOf(body), body.reason, context);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':id/disable')
  @Requires('account.manage')
  @ApiOperation({ summary: 'Khóa tài khoản; mọi phiên đăng nhập của tài khoản kết thúc' })
  @ApiCommand()
  async disable(
    @Param('id') id: string,
    @Body() { reason }: ReasonDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return answerCommand(reply, await this.commands.execute(new DisableAccountCommand(id, reason, context)));
  }

  @Post(':id/enable')
  @Requires('account.manage')
  @ApiOperation({ summary: 'Mở lại tài khoản' })
  @ApiCommand()
  async enable(
    @Param('id') id: string,
    @Body() { reason }: ReasonDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return answerCommand(reply, await this.commands.execute(new EnableAccountCommand(id, reason, context)));
  }

  @Post(':id/password')
  @Requires('account.manage')
  @ApiOperation({ summary: 'Đặt mật khẩu; mọi phiên đăng nhập của tài khoản kết thúc' })
  @ApiCommand()
  async setPassword(
    @Param('id') id: string,
    @Body() { password }: SetPasswordDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return answerCommand(reply, await this.commands.execute(new SetPasswordCommand(id, password, context)));
  }
}
