import type { Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ProblemFilter } from './problems/problem.filter.js';
import { ReadAfterInterceptor } from './read-after.interceptor.js';
import { AuthenticationGuard } from './routes/authentication.guard.js';
import { RouteCatalogue } from './routes/route-catalogue.js';
import { TwoClocksInterceptor } from './two-clocks/two-clocks.interceptor.js';
import { UnexpectedInputInterceptor } from './unexpected-input.interceptor.js';
import { validationPipe } from './validation.js';

/**
 * What stands before every route of the app. The module that takes them in must import Nest's DiscoveryModule and
 * provide a PrincipalResolver; ReadModels come from the app.
 */
export const DOOR_PROVIDERS: readonly Provider[] = [
  { provide: APP_FILTER, useClass: ProblemFilter },
  { provide: APP_GUARD, useClass: AuthenticationGuard },
  // The clocks' parameters are taken off before what no route reads is refused.
  { provide: APP_INTERCEPTOR, useClass: ReadAfterInterceptor },
  { provide: APP_INTERCEPTOR, useClass: TwoClocksInterceptor },
  { provide: APP_INTERCEPTOR, useClass: UnexpectedInputInterceptor },
  { provide: APP_PIPE, useFactory: validationPipe },
  RouteCatalogue,
];
