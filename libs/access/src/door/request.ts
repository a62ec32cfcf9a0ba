import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/principal.js';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const principals = new WeakMap<FastifyRequest, Principal>();

/** Called by the guard once it knows who asks. */
export function rememberPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** @throws {Error} on a public route, where nobody is known */
export function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error('there is no principal on a public route');
  return principal;
}

/** A header that was sent once. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Whether it asks for something and changes nothing: HEAD is carried out as GET is, its answer without a body. */
export function isRead({ method }: FastifyRequest): boolean {
  return READS.has(method);
}

/** Parameter of a controller method: the {@link Principal} who asks. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
