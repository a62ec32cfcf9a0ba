import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Reflector } from '@nestjs/core';
import { getMetadataStorage } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { asOfInstant, CLOCK, type Clock, isIsoDate, Refusal } from '#kernel';
import { asKnownAt, readInstant } from '#projections';
import { isRead } from '../request.js';
import { ROUTE_ACCESS, type RouteAccess } from '../routes/route-access.js';
import { NOW_ONLY } from './now-only.js';

type Query = Record<string, unknown>;

/**
 * Two clocks on every read: `asKnownAt` has it answered as it would have been at that instant, `asOf` is the day that it
 * speaks of. Routes whose facts carry a date of their own read `asOf` themselves; what the others tell speaks of the day
 * on which it was recorded, so that it is answered as it was known at that day's end.
 */
@Injectable()
export class TwoClocksInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws {Refusal} invalid: `invalid-input`, `invalid-instant`, `only-now` (the route knows no past); unprocessable:
   *   `as-of-in-future`, `instant-in-future`
   */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const query = request.query as Query | undefined;
    if (!isRead(request) || query === undefined || this.#isPublic(context)) return next.handle();
    const known = take(query, 'asKnownAt');
    const asOf = 'asOf' in query && !readsAsOf(context) ? take(query, 'asOf') : undefined;
    if (known === undefined && asOf === undefined) return next.handle();
    if (this.reflector.getAllAndOverride<boolean | undefined>(NOW_ONLY, targetsOf(context))) {
      throw new Refusal(
        'invalid',
        'only-now',
        'Địa chỉ này chỉ trả lời về hiện tại: hãy bỏ “asOf” và “asKnownAt”.',
      );
    }
    const now = this.clock.now();
    const knownAt = known === undefined ? now : readInstant(known, 'asKnownAt', now);
    const instant = asOf === undefined ? knownAt : asOfInstant(dayOf(asOf), knownAt);
    return new Observable((subscriber) => asKnownAt(instant, () => next.handle().subscribe(subscriber)));
  }

  #isPublic(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(
      ROUTE_ACCESS,
      targetsOf(context),
    );
    return access !== undefined && 'public' in access;
  }
}

const targetsOf = (context: ExecutionContext) => [context.getHandler(), context.getClass()];

/** Takes a parameter out of a query string, so that the route's own form need not know it. */
function take(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  delete query[name];
  if (typeof value === 'string') return value;
  throw new Refusal('invalid', 'invalid-input', `“${name}” chỉ được nêu một lần.`);
}

function dayOf(text: string): string {
  if (isIsoDate(text)) return text;
  throw new Refusal('invalid', 'invalid-input', '“asOf” phải là một ngày, như 2026-06-30.');
}

/** Whether the form of a handler's query string has `asOf`. */
function readsAsOf(context: ExecutionContext): boolean {
  const handler = context.getHandler().name;
  const parameters: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler) ?? {};
  const types: unknown[] =
    Reflect.getMetadata('design:paramtypes', context.getClass().prototype, handler) ?? [];
  return Object.entries(parameters).some(([key, { index }]: [string, { readonly index: number }]) => {
    const form = types[index];
    return (
      Number(key.split(':')[0]) === RouteParamtypes.QUERY &&
      typeof form === 'function' &&
      getMetadataStorage()
        .getTargetValidationMetadatas(form, '', false, false)
        .some(({ propertyName }) => propertyName === 'asOf')
    );
  });
}
