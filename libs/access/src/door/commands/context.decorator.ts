import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { digestOf } from '#event-log';
import { derivedId, Refusal, randomId } from '#kernel';
import type { CommandContext } from '../../domain/command-context.js';
import { checkShape } from '../body-shape.js';
import { withoutSecrets } from '../fields/secret-fields.js';
import { header, principalOf } from '../request.js';

const IDEMPOTENCY_KEY = /^[\x21-\x7E]{1,200}$/;
const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
const REVISION = /^(?:"(0|[1-9]\d{0,14})"|(0|[1-9]\d{0,14}))$/;

/**
 * The context of the command that a request asks for.
 * @throws {Refusal} invalid: a malformed Idempotency-Key or If-Match
 */
export function commandContextOf(request: FastifyRequest): CommandContext {
  checkShape(request.body);
  const principal = principalOf(request);
  const commandId = commandIdOf(principal.id, header(request, 'idempotency-key'));
  const correlationId = header(request, 'x-correlation-id');
  const [path] = request.url.split('?');
  return {
    principal,
    commandId,
    correlationId: correlationId && CORRELATION_ID.test(correlationId) ? correlationId : commandId,
    digest: digestOf({ method: request.method, path, body: withoutSecrets(request.body) }),
    demandedRevision: demandedRevisionOf(header(request, 'if-match')),
  };
}

/** Parameter of a controller method: the {@link CommandContext} of the request. */
export const Context = createParamDecorator(
  (_: unknown, context: ExecutionContext): CommandContext =>
    commandContextOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

function commandIdOf(principal: string, key: string | undefined): string {
  if (key === undefined) return randomId();
  if (IDEMPOTENCY_KEY.test(key)) return derivedId(`${principal}:${key}`);
  throw new Refusal(
    'invalid',
    'invalid-idempotency-key',
    'Idempotency-Key phải gồm từ 1 đến 200 ký tự nhìn thấy được, không dấu, không có khoảng trắng.',
  );
}

function demandedRevisionOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const match = REVISION.exec(value);
  if (match) return Number(match[1] ?? match[2]);
  throw new Refusal('invalid', 'invalid-if-match', 'If-Match phải là một số phiên bản, ví dụ "5".');
}
