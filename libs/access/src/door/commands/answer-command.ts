import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiProperty, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandResult } from '#event-log';
import { ApiProblems } from '../problems/api-problems.js';

/** What a command answers, beside what the route adds. */
export class CommandAnswer {
  @ApiProperty({ type: 'integer', description: 'Phiên bản của đối tượng sau lệnh; cũng là ETag' })
  readonly revision: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Vị trí đã ghi; gửi lại trong Read-After khi đọc',
  })
  readonly position: string | null;

  @ApiProperty({ type: Boolean, description: 'Lệnh này đã được thực hiện từ trước' })
  readonly repeated: boolean;
}

const CREATED = 201;
const OK = 200;

/**
 * Answers a command: 201 when it wrote events (now or the first time), 200 when there was nothing to write;
 * `ETag` is the stream's revision.
 */
export function answerCommand<Body extends object = Record<never, never>>(
  reply: FastifyReply,
  { revision, position, repeated, eventIds }: CommandResult,
  body?: Body,
): CommandAnswer & Body {
  reply.status(eventIds.length > 0 ? CREATED : OK);
  if (revision >= 0) reply.header('ETag', `"${revision}"`);
  return { revision, position, repeated, ...(body as Body) };
}

/** The API pages of a route that answers with {@link answerCommand}. */
export function ApiCommand(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Khóa do phía gửi chọn; gửi lại cùng khóa thì lệnh chỉ được thực hiện một lần',
    }),
    ApiHeader({ name: 'If-Match', required: false, description: 'Phiên bản mà người gửi đã xem, ví dụ "5"' }),
    ApiHeader({ name: 'X-Correlation-Id', required: false, description: 'Mã nối các việc có liên quan' }),
    ApiResponse({ status: CREATED, type: CommandAnswer, description: 'Đã ghi' }),
    ApiResponse({ status: OK, type: CommandAnswer, description: 'Không có gì phải ghi' }),
    ApiProblems(400, 404, 409, 412, 422, 503),
  );
}
