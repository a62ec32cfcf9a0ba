import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { Position } from '#event-log';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { header } from './request.js';

const POSITION = /^[\x21-\x7E]{1,64}$/;
const PATIENCE_MS = 2000;

/** `Read-After: <position>` has a request wait until the read models have passed what the caller wrote. */
@Injectable()
export class ReadAfterInterceptor implements NestInterceptor {
  constructor(private readonly readModels: ReadModels) {}

  /** @throws {Refusal} invalid: not a position; unavailable (`read-model-behind`) after two seconds */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const position = header(context.switchToHttp().getRequest<FastifyRequest>(), 'read-after');
    if (position === undefined) return next.handle();
    if (!POSITION.test(position)) {
      throw new Refusal('invalid', 'invalid-read-after', 'Read-After phải là vị trí mà một lệnh đã trả về.');
    }
    if (await this.readModels.waitFor(position as Position, PATIENCE_MS)) return next.handle();
    throw new Refusal(
      'unavailable',
      'read-model-behind',
      'Số liệu để đọc chưa kịp cập nhật điều vừa ghi; hãy thử lại sau ít giây.',
    );
  }
}
