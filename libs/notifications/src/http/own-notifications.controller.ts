import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, NowOnly, type Principal, Requires } from '#access';
import { MakeFeedCommand } from '../commands/make-feed/make-feed.command.js';
import { MakeFeedDto } from '../commands/make-feed/make-feed.dto.js';
import { MarkReadCommand } from '../commands/mark-read/mark-read.command.js';
import { MarkReadDto } from '../commands/mark-read/mark-read.dto.js';
import { RevokeFeedCommand } from '../commands/revoke-feed/revoke-feed.command.js';
import { SetContactCommand } from '../commands/set-contact/set-contact.command.js';
import { SetContactDto } from '../commands/set-contact/set-contact.dto.js';
import { GetContactQuery } from '../queries/get-contact/get-contact.query.js';
import { ListFeedsQuery } from '../queries/list-feeds/list-feeds.query.js';
import { ListNoticesDto } from '../queries/list-notices/list-notices.dto.js';
import { ListNoticesQuery } from '../queries/list-notices/list-notices.query.js';
import { contactOf } from './contact-of.js';
import { ContactDto, FeedDto, MadeFeedDto, NoticePageDto, UnreadDto } from './notifications.dto.js';

const OK = 200;
const NO_CONTENT = 204;

@ApiTags('Thông báo của tôi')
@Controller('me')
@Requires('notification.own')
@NowOnly()
export class OwnNotificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('notifications')
  @ApiOperation({ summary: 'Các thông báo của mình, mới nhất trước' })
  @ApiOkResponse({ type: NoticePageDto })
  @ApiProblems(400)
  list(@CurrentPrincipal() principal: Principal, @Query() filter: ListNoticesDto): Promise<NoticePageDto> {
    return this.queries.execute(new ListNoticesQuery(principal, filter));
  }

  @Post('notifications/read')
  @HttpCode(OK)
  @ApiOperation({ summary: 'Đánh dấu đã đọc: những thông báo nêu tên, hoặc tất cả' })
  @ApiOkResponse({ type: UnreadDto })
  @ApiProblems(400)
  async markRead(
    @CurrentPrincipal() principal: Principal,
    @Body() { ids, all }: MarkReadDto,
  ): Promise<UnreadDto> {
    const unread = await this.commands.execute(
      new MarkReadCommand(principal, all === true ? null : (ids ?? [])),
    );
    return { unread };
  }

  @Get('notifications/settings')
  @ApiOperation({ summary: 'Cách mình nhận thông báo' })
  @ApiOkResponse({ type: ContactDto })
  contact(@CurrentPrincipal() principal: Principal): Promise<ContactDto> {
    return this.queries.execute(new GetContactQuery(principal, principal.id));
  }

  @Put('notifications')
  @ApiOperation({ summary: 'Đặt cách mình nhận thông báo' })
  @ApiOkResponse({ type: ContactDto })
  @ApiProblems(400)
  setContact(@CurrentPrincipal() principal: Principal, @Body() body: SetContactDto): Promise<ContactDto> {
    return this.commands.execute(new SetContactCommand(principal, principal.id, contactOf(body)));
  }

  @Get('calendar-feeds')
  @ApiOperation({ summary: 'Các đường dẫn lịch đã mở' })
  @ApiOkResponse({ type: [FeedDto] })
  feeds(@CurrentPrincipal() principal: Principal): Promise<readonly FeedDto[]> {
    return this.queries.execute(new ListFeedsQuery(principal));
  }

  @Post('calendar-feeds')
  @ApiOperation({ summary: 'Mở đường dẫn lịch của một đơn vị, để chương trình lịch đăng ký theo dõi' })
  @ApiCreatedResponse({ type: MadeFeedDto })
  @ApiProblems(400, 409, 422)
  makeFeed(@CurrentPrincipal() principal: Principal, @Body() { unit }: MakeFeedDto): Promise<MadeFeedDto> {
    return this.commands.execute(new MakeFeedCommand(principal, unit));
  }

  @Delete('calendar-feeds/:feed')
  @HttpCode(NO_CONTENT)
  @ApiOperation({ summary: 'Thu hồi một đường dẫn lịch' })
  @ApiNoContentResponse()
  @ApiProblems(404)
  revokeFeed(@CurrentPrincipal() principal: Principal, @Param('feed') feed: string): Promise<void> {
    return this.commands.execute(new RevokeFeedCommand(principal, feed));
  }
}
