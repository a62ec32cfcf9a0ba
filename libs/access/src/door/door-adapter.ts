import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { sendProblem } from './problems/problem.filter.js';
import { problemOf } from './problems/problem.js';

/**
 * Fastify as every app with HTTP uses it: JSON bodies only (anything else is 415), an id of its own for each request,
 * and problem details also for what fails before a route is found.
 */
export class DoorAdapter extends FastifyAdapter {
  constructor(options: FastifyServerOptions = {}) {
    super({
      genReqId: () => randomUUID(),
      frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
        sendProblem(request, reply, problemOf(error)),
      ...options,
    });
    this.getInstance().removeContentTypeParser('text/plain');
  }

  /** Fastify's own JSON parser stays the only one. */
  override registerParserMiddleware(): void {}
}
