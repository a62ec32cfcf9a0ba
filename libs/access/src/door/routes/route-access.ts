import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Permission } from '../../domain/roles.js';
import { ApiProblems } from '../problems/api-problems.js';

/** Who may call a route. */
export type RouteAccess = { readonly public: true } | { readonly permission: Permission };

/** Metadata key of a route's {@link RouteAccess}. */
export const ROUTE_ACCESS = 'nq57:route-access';

/** The route is open to everybody. */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(ROUTE_ACCESS, { public: true } satisfies RouteAccess);
}

/** Some grant of the caller must hold the permission; the scope of a unit is the handler's to enforce. */
export function Requires(permission: Permission): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ROUTE_ACCESS, { permission } satisfies RouteAccess),
    ApiBearerAuth(),
    ApiProblems(401, 403),
  );
}
