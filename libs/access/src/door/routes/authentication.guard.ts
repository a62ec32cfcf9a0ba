import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel';
import { type Principal, scopeOf } from '../../domain/principal.js';
import { checkBrowserCommand } from '../browser/csrf.js';
import { sessionCookieOf } from '../browser/session-cookie.js';
import { rememberPrincipal } from '../request.js';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';

/** Knows whose a bearer token is. */
export abstract class PrincipalResolver {
  /** Null: the token opens nothing (any more). */
  abstract resolve(token: string): Principal | null;
}

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The token of the request's Authorization header; null when there is none of the right form. */
function bearerToken(request: FastifyRequest): string | null {
  return BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** How a request shows its session. */
interface ShownSession {
  readonly token: string;
  /** Whether the browser adds it by itself, whoever has it send the request. */
  readonly byCookie: boolean;
}

/** An Authorization header decides alone, also where it is of no right form; else the browser's cookie. */
function shownSession(request: FastifyRequest): ShownSession | null {
  const byCookie = request.headers.authorization === undefined;
  const token = byCookie ? sessionCookieOf(request.headers.cookie) : bearerToken(request);
  return token === null ? null : { token, byCookie };
}

/** The session token that a request shows, as bearer token or by the browser's cookie; null when it shows none. */
export function sessionTokenOf(request: FastifyRequest): string | null {
  return shownSession(request)?.token ?? null;
}

/** Stands before every route: who asks, and whether some grant of theirs has the permission that it declares. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly principals: PrincipalResolver,
  ) {}

  /** @throws {Refusal} unauthenticated; forbidden: no such right, or a command that no page of ours sent */
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
    const session = shownSession(request);
    const principal = session && this.principals.resolve(session.token);
    if (!principal) {
      throw new Refusal(
        'unauthenticated',
        'unauthenticated',
        session === null
          ? 'Hãy đăng nhập trước.'
          : 'Phiên đăng nhập đã hết hạn hoặc đã kết thúc; hãy đăng nhập lại.',
      );
    }
    if (session?.byCookie) checkBrowserCommand(request, session.token);
    // Whose last role was taken away can still ask who it is, and leave.
    if (access.permission !== 'session.own') scopeOf(principal, access.permission);
    rememberPrincipal(request, principal);
    return true;
  }
}
