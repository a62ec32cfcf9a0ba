import { Body, Controller, Delete, Header, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { LogInCommand } from '../commands/log-in/log-in.command.js';
import { LogInDto } from '../commands/log-in/log-in.dto.js';
import { LogOutCommand } from '../commands/log-out/log-out.command.js';
import { ApiProblems } from '../door/problems/api-problems.js';
import { sessionTokenOf } from '../door/routes/authentication.guard.js';
import { Public, Requires } from '../door/routes/route-access.js';
import { SessionDto } from './account.dto.js';

const NO_CONTENT = 204;

@ApiTags('Phiên đăng nhập')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Public()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Đăng nhập' })
  @ApiCreatedResponse({ type: SessionDto })
  @ApiProblems(400, 401, 429)
  logIn(@Body() { account, password }: LogInDto): Promise<SessionDto> {
    return this.commands.execute(new LogInCommand(account, password));
  }

  @Delete('current')
  @Requires('session.own')
  @HttpCode(NO_CONTENT)
  @ApiOperation({ summary: 'Đăng xuất' })
  @ApiNoContentResponse()
  async logOut(@Req() request: FastifyRequest): Promise<void> {
    await this.commands.execute(new LogOutCommand(sessionTokenOf(request) ?? ''));
  }
}
