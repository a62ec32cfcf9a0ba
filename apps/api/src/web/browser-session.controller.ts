import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ApiProblems,
  CurrentPrincipal,
  endSessionCookie,
  LogInCommand,
  LogInDto,
  LogOutCommand,
  NowOnly,
  openSessionCookie,
  PERMISSIONS,
  type Permission,
  type Principal,
  Public,
  Requires,
  ROLES,
  type Role,
  refuseCrossSite,
  sessionCookieOf,
  sessionTokenOf,
} from '#access';
import type { Settings } from '../config/settings.js';
import { SETTINGS } from '../system.module.js';
import { type BrowserSession, BrowserSessionQuery } from './browser-session.query.js';

const NO_CONTENT = 204;

class NamedGrantDto {
  @ApiProperty({ enum: Object.keys(ROLES) }) readonly role: Role;
  @ApiProperty({ type: String }) readonly roleName: string;
  @ApiProperty({ type: String, nullable: true }) readonly unit: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly unitName: string | null;
}

class BrowserPrincipalDto {
  @ApiProperty({ type: String, description: 'Mã tài khoản' }) readonly id: string;
  @ApiProperty({ type: String, description: 'Tên chức danh' }) readonly displayName: string;
  @ApiProperty({ type: [NamedGrantDto] }) readonly grants: readonly NamedGrantDto[];
}

class HeldPermissionDto {
  @ApiProperty({ enum: Object.keys(PERMISSIONS) }) readonly permission: Permission;
  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'Chỉ trong phạm vi các đơn vị này; null: toàn bộ',
  })
  readonly units: readonly string[] | null;
}

class ShownProgrammeDto {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String }) readonly title: string;
}

class BrowserSessionDto implements BrowserSession {
  @ApiProperty({ type: BrowserPrincipalDto }) readonly principal: BrowserPrincipalDto;
  @ApiProperty({ type: [HeldPermissionDto] }) readonly permissions: readonly HeldPermissionDto[];
  @ApiProperty({ type: String, description: 'Gửi trong X-CSRF-Token cùng mỗi lệnh' })
  readonly csrfToken: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc hết phiên' })
  readonly expiresAt: string;
  @ApiProperty({ type: String, format: 'date', description: 'Hôm nay theo đồng hồ máy chủ' })
  readonly serverDate: string;
  @ApiProperty({ type: Boolean, description: 'Theo quy chế đang áp dụng, mỗi lượt xem được ghi lại' })
  readonly viewsRecorded: boolean;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: [ShownProgrammeDto] }) readonly programmes: readonly ShownProgrammeDto[];
}

/** The session of a browser: its token lives in a cookie that no script can read. */
@ApiTags('Phiên đăng nhập')
@Controller('browser-session')
@NowOnly()
export class BrowserSessionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Đăng nhập bằng trình duyệt: phiên nằm trong cookie nq57-session' })
  @ApiCreatedResponse({ type: BrowserSessionDto })
  @ApiProblems(400, 401, 403, 429)
  async logIn(
    @Body() { account, password }: LogInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrowserSessionDto> {
    refuseCrossSite(request);
    const opened = await this.commands.execute(new LogInCommand(account, password));
    const before = sessionCookieOf(request.headers.cookie);
    if (before !== null) await this.commands.execute(new LogOutCommand(before));
    reply.header('Set-Cookie', openSessionCookie(request, opened.token, this.settings.http.secureCookies));
    return this.queries.execute(new BrowserSessionQuery(opened.account, opened.token));
  }

  @Get()
  @Requires('session.own')
  @ApiOperation({ summary: 'Phiên đang mở: ai, được làm gì, mã CSRF, ngày của máy chủ' })
  @ApiOkResponse({ type: BrowserSessionDto })
  current(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<BrowserSessionDto> {
    return this.queries.execute(new BrowserSessionQuery(principal, sessionTokenOf(request) ?? ''));
  }

  @Delete()
  @Requires('session.own')
  @HttpCode(NO_CONTENT)
  @ApiOperation({ summary: 'Đăng xuất khỏi trình duyệt' })
  @ApiNoContentResponse()
  async logOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.commands.execute(new LogOutCommand(sessionTokenOf(request) ?? ''));
    reply.header('Set-Cookie', endSessionCookie(request, this.settings.http.secureCookies));
  }
}
