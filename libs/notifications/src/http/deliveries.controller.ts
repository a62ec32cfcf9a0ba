import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, NowOnly, type Principal, Requires } from '#access';
import { RetryDeliveryCommand } from '../commands/retry-delivery/retry-delivery.command.js';
import { ListDeliveriesDto } from '../queries/list-deliveries/list-deliveries.dto.js';
import { ListDeliveriesQuery } from '../queries/list-deliveries/list-deliveries.query.js';
import { DeliveryPageDto } from './notifications.dto.js';

const NO_CONTENT = 204;

@ApiTags('Vận hành thông báo')
@Controller('notifications/deliveries')
@Requires('notification.operate')
@NowOnly()
export class DeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các lượt gửi, mới nhất trước; state=dead: những lượt đã thôi gửi' })
  @ApiOkResponse({ type: DeliveryPageDto })
  @ApiProblems(400)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() filter: ListDeliveriesDto,
  ): Promise<DeliveryPageDto> {
    return this.queries.execute(new ListDeliveriesQuery(principal, filter));
  }

  @Post(':delivery/retry')
  @HttpCode(NO_CONTENT)
  @ApiOperation({ summary: 'Gửi lại một lượt đã thôi gửi hoặc đang chờ gửi lại' })
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  retry(@CurrentPrincipal() principal: Principal, @Param('delivery') delivery: string): Promise<void> {
    return this.commands.execute(new RetryDeliveryCommand(principal, delivery));
  }
}
