import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** Metadata key of routes that answer about now alone. */
export const NOW_ONLY = 'nq57:now-only';
/** The same in the API's description. */
export const NOW_ONLY_EXTENSION = 'x-now-only';

/** What the route reads lies outside the event log (sessions, previews, deliveries): it is kept as it is now, alone. */
export function NowOnly(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(NOW_ONLY, true), ApiExtension(NOW_ONLY_EXTENSION, true));
}
