import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  Logger,
  type NestInterceptor,
  Optional,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { Refusal } from '#kernel';
import { RecordViewCommand } from '../../commands/record-view/record-view.command.js';
import type { Permission } from '../../domain/roles.js';
import { isOnlyInspector, type View } from '../../domain/view.decisions.js';
import { header, isRead, principalOf } from '../request.js';
import { ROUTE_ACCESS, type RouteAccess } from '../routes/route-access.js';
import { VIEW_POLICY, type ViewPolicy } from './view-policy.js';

/** What one reads of oneself, and the stream of changes, which names things and shows none: no views. */
const NO_VIEWS: ReadonlySet<Permission> = new Set(['session.own', 'notification.own', 'changes.read']);

const REQUEST_ID = /^[\x21-\x7E]{1,100}$/;

type Values = Record<string, string | readonly string[]>;

/**
 * Records what inspectors look at, where the policy in force says so: a read is answered only once it is recorded.
 * Stands outside the other interceptors, in the present, whatever instant the read is about.
 */
@Injectable()
export class RecordViewsInterceptor implements NestInterceptor {
  readonly #logger = new Logger(RecordViewsInterceptor.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly commands: CommandBus,
    @Optional() @Inject(VIEW_POLICY) private readonly policy: ViewPolicy | null,
  ) {}

  /** @throws {Refusal} unavailable `view-not-recorded` */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const permission = this.#permissionOfView(context);
    if (permission === null) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const view = viewOf(request);
    const requestId = header(request, 'x-request-id');
    const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    const command = new RecordViewCommand(
      principalOf(request),
      permission,
      view,
      requestId !== undefined && REQUEST_ID.test(requestId) ? requestId : undefined,
    );
    try {
      await this.commands.execute(command);
    } catch (error) {
      this.#logger.error(error, 'a view could not be recorded');
      throw new Refusal(
        'unavailable',
        'view-not-recorded',
        'Lượt xem này phải được ghi lại mà sổ sự kiện tạm thời chưa ghi được; hãy thử lại sau ít giây.',
      );
    }
    return of(answer);
  }

  /** The right under which a read that must be recorded is made; null for all else. */
  #permissionOfView(context: ExecutionContext): Permission | null {
    if (context.getType() !== 'http') return null;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!isRead(request)) return null;
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === undefined || 'public' in access || NO_VIEWS.has(access.permission)) return null;
    if (!isOnlyInspector(principalOf(request))) return null;
    return this.policy?.recordsViews() ? access.permission : null;
  }
}

/** The read as it was asked, before the clocks' parameters are taken off. */
function viewOf(request: FastifyRequest): View {
  const { asOf, asKnownAt, ...query } = request.query as Values;
  return {
    route: request.routeOptions.url ?? '',
    parameters: { ...query, ...(request.params as Values) },
    asOf: typeof asOf === 'string' ? asOf : null,
    asKnownAt: typeof asKnownAt === 'string' ? asKnownAt : null,
  };
}
