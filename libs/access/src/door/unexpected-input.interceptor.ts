import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { refuseAllOf } from './body-shape.js';
import { ROUTE_ACCESS, type RouteAccess } from './routes/route-access.js';

/**
 * Refuses a body or a query string on a route that reads none: who sends one believes that it means something
 * (`asOf` where there is only now). Public routes are left alone: what polls them adds parameters of its own.
 */
@Injectable()
export class UnexpectedInputInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  /** @throws {Refusal} invalid (`invalid-input`), a flaw for each field */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http' || this.#isPublic(context)) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const read = parametersOf(context);
    if (!read.has(RouteParamtypes.QUERY)) refuseAllOf(request.query);
    if (!read.has(RouteParamtypes.BODY)) refuseAllOf(request.body);
    return next.handle();
  }

  #isPublic(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, targets);
    return access !== undefined && 'public' in access;
  }
}

/** What kinds of parameter a handler takes; its own decorators' stand as NaN. */
function parametersOf(context: ExecutionContext): ReadonlySet<number> {
  const metadata: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return new Set(Object.keys(metadata ?? {}).map((key) => Number(key.split(':')[0])));
}
