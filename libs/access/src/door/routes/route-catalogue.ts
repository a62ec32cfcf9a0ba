import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';

/** One route of a controller; the path without a global prefix. */
export interface Route {
  /** Upper case; `ALL` for every method. */
  readonly method: string;
  readonly path: string;
  /** Null: nothing was declared, and the app doesn't start. */
  readonly access: RouteAccess | null;
  /** Class and method, for messages. */
  readonly handler: string;
}

/** Every controller route with what it declares. The app does not start while one declares nothing. */
@Injectable()
export class RouteCatalogue implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    assertEveryRouteDeclares(this.list());
  }

  /** In the order of paths, then methods. */
  list(): Route[] {
    return this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (typeof metatype === 'function' ? this.#routesOf(metatype) : []))
      .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));
  }

  #routesOf(controller: { readonly prototype: object; readonly name: string } & object): Route[] {
    const prototype = controller.prototype as Record<string, object>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'ALL';
      const access = (Reflect.getMetadata(ROUTE_ACCESS, handler) ??
        Reflect.getMetadata(ROUTE_ACCESS, controller) ??
        null) as RouteAccess | null;
      return pathsOf(controller).flatMap((base) =>
        pathsOf(handler).map((path) => ({
          method,
          path: joined(base, path),
          access,
          handler: `${controller.name}.${name}`,
        })),
      );
    });
  }
}

/** Default deny. @throws {Error} naming every route that declares neither `@Public()` nor `@Requires(…)` */
export function assertEveryRouteDeclares(routes: readonly Route[]): void {
  const silent = routes.filter(({ access }) => access === null);
  if (silent.length === 0) return;
  const names = silent.map(({ method, path, handler }) => `${method} ${path} (${handler})`).join(', ');
  throw new Error(`these routes declare neither @Public() nor @Requires(…): ${names}`);
}

function pathsOf(target: object): string[] {
  const paths = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return paths === undefined ? [''] : [paths].flat();
}

function joined(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
