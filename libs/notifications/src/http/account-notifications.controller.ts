import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, NowOnly, type Principal, Requires } from '#access';
import { SetContactCommand } from '../commands/set-contact/set-contact.command.js';
import { SetContactDto } from '../commands/set-contact/set-contact.dto.js';
import { GetContactQuery } from '../queries/get-contact/get-contact.query.js';
import { contactOf } from './contact-of.js';
import { ContactDto } from './notifications.dto.js';

/** Addresses of others: for administrators, as their passwords are. */
@ApiTags('Tài khoản')
@Controller('accounts/:id/notifications')
@Requires('account.manage')
@NowOnly()
export class AccountNotificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Cách một tài khoản nhận thông báo' })
  @ApiOkResponse({ type: ContactDto })
  @ApiProblems(404)
  get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<ContactDto> {
    return this.queries.execute(new GetContactQuery(principal, id));
  }

  @Put()
  @ApiOperation({ summary: 'Đặt cách một tài khoản nhận thông báo' })
  @ApiOkResponse({ type: ContactDto })
  @ApiProblems(400, 404)
  set(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: SetContactDto,
  ): Promise<ContactDto> {
    return this.commands.execute(new SetContactCommand(principal, id, contactOf(body)));
  }
}
