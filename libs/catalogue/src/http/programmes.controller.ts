import { Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, type CommandContext, Context, Requires } from '#access';
import { LoadProgrammeCommand } from '../commands/load-programme/load-programme.command.js';
import type { LoadResult } from '../loading/catalogue-loader.js';
import { GetProgrammeQuery } from '../queries/get-programme/get-programme.query.js';
import { GetTaskQuery } from '../queries/get-task/get-task.query.js';
import { type IndicatorView, ListIndicatorsQuery } from '../queries/list-indicators/list-indicators.query.js';
import { ListProgrammesQuery } from '../queries/list-programmes/list-programmes.query.js';
import { DEFAULT_PAGE, ListTasksDto } from '../queries/list-tasks/list-tasks.dto.js';
import { ListTasksQuery } from '../queries/list-tasks/list-tasks.query.js';
import type { ProgrammeView } from '../queries/programme-directory.js';
import { type TaskHistoryLine, TaskHistoryQuery } from '../queries/task-history/task-history.query.js';
import type { TaskView } from '../queries/task-view.js';
import {
  IndicatorDto,
  LoadResultDto,
  ProgrammeDto,
  TaskDto,
  TaskHistoryLineDto,
  TaskPageDto,
} from './catalogue.dto.js';

@ApiTags('Danh mục')
@Controller('programmes')
export class ProgrammesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('programme.read')
  @ApiOperation({ summary: 'Các chương trình' })
  @ApiOkResponse({ type: [ProgrammeDto] })
  list(): Promise<ProgrammeView[]> {
    return this.queries.execute(new ListProgrammesQuery());
  }

  @Get(':programme')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Một chương trình' })
  @ApiOkResponse({ type: ProgrammeDto })
  @ApiProblems(404)
  get(@Param('programme') programme: string): Promise<ProgrammeView> {
    return this.queries.execute(new GetProgrammeQuery(programme));
  }

  @Get(':programme/tasks')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Nhiệm vụ của chương trình, theo thứ tự của văn bản' })
  @ApiOkResponse({ type: TaskPageDto })
  @ApiProblems(400, 404)
  async tasks(
    @Param('programme') programme: string,
    @Query() { cursor, limit = DEFAULT_PAGE, ...filter }: ListTasksDto,
  ): Promise<TaskPageDto> {
    const query = new ListTasksQuery(programme, { ...filter, after: cursor, limit: limit + 1 });
    const tasks = await this.queries.execute(query);
    const items = tasks.slice(0, limit);
    return { items, next: tasks.length > limit ? (items.at(-1)?.code ?? null) : null };
  }

  @Get(':programme/tasks/:task')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Một nhiệm vụ, với nhiệm vụ gốc và các nhiệm vụ thực hiện nó ở cấp khác' })
  @ApiOkResponse({ type: TaskDto })
  @ApiProblems(404)
  task(@Param('programme') programme: string, @Param('task') task: string): Promise<TaskView> {
    return this.queries.execute(new GetTaskQuery(programme, task));
  }

  @Get(':programme/tasks/:task/history')
  @Requires('programme.read')
  @ApiOperation({
    summary: 'Nhiệm vụ được đăng ký, sửa đổi, liên kết ra sao: từng sự kiện một câu',
    description: 'Việc thực hiện của từng đơn vị nằm trong lịch sử của phần giao nhiệm vụ.',
  })
  @ApiOkResponse({ type: [TaskHistoryLineDto] })
  @ApiProblems(404)
  history(@Param('programme') programme: string, @Param('task') task: string): Promise<TaskHistoryLine[]> {
    return this.queries.execute(new TaskHistoryQuery(programme, task));
  }

  @Get(':programme/indicators')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Chỉ tiêu của chương trình, theo thứ tự của văn bản' })
  @ApiOkResponse({ type: [IndicatorDto] })
  @ApiProblems(404)
  indicators(@Param('programme') programme: string): Promise<IndicatorView[]> {
    return this.queries.execute(new ListIndicatorsQuery(programme));
  }

  @Post(':programme/load')
  @Requires('catalogue.load')
  @ApiOperation({
    summary: 'Nạp đơn vị và danh mục của chương trình từ thư mục cấu hình',
    description: 'Nạp lại thì chỉ ghi những mục còn thiếu. Tệp có lỗi thì không ghi gì.',
  })
  @ApiCreatedResponse({ type: LoadResultDto, description: 'Đã ghi' })
  @ApiOkResponse({ type: LoadResultDto, description: 'Không có gì phải ghi' })
  @ApiProblems(400, 404, 409, 422, 503)
  async load(
    @Param('programme') programme: string,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoadResult> {
    const result = await this.commands.execute(new LoadProgrammeCommand(programme, context));
    reply.status(result.written > 0 ? HttpStatus.CREATED : HttpStatus.OK);
    return result;
  }
}
