import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel';
import { type Principal, scopeOf } from '../../domain/principal.js';
import { rememberPrincipal } from '../request.js';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';

/** Knows whose a bearer token is. */
export abstract class PrincipalResolver {
  /** Null: the token opens nothing (any more). */
  abstract resolve(token: string): Principal | null;
}

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The token of the request's Authorization header; null when there is none of the right form. */
export function bearerToken(request: FastifyRequest): string | null {
  return BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Stands before every route: who asks, and whether some grant of theirs has the permission that it declares. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly principals: PrincipalResolver,
  ) {}

  /** @throws {Refusal} unauthenticated, forbidden */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no access`);
    if ('public' in access) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerToken(request);
    const principal = token === null ? null : this.principals.resolve(token);
    if (!principal) {
      throw new Refusal(
        'unauthenticated',
        'unauthenticated',
        token === null
          ? 'Hãy đăng nhập trước.'
          : 'Phiên đăng nhập đã hết hạn hoặc đã kết thúc; hãy đăng nhập lại.',
      );
    }
    scopeOf(principal, access.permission);
    rememberPrincipal(request, principal);
    return true;
  }
}
