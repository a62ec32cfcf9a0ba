import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { answerClientError } from './client-errors.js';
import { sendProblem } from './problems/problem.filter.js';
import { problemOf } from './problems/problem.js';
import { setSecurityHeaders } from './security-headers.js';

/** Longest id in a path, in characters: a warning's holds a rule, a programme, a task, a unit and a period. */
const MAX_PARAMETER = 300;

/**
 * Fastify as every app with HTTP uses it: JSON bodies only (anything else is 415), an id of its own for each request,
 * problem details also for what fails before a route is found, and the headers of security on every answer.
 */
export class DoorAdapter extends FastifyAdapter {
  constructor(options: FastifyServerOptions = {}) {
    super({
      genReqId: () => randomUUID(),
      routerOptions: { maxParamLength: MAX_PARAMETER },
      clientErrorHandler: answerClientError,
      frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
        setSecurityHeaders(request, reply);
        sendProblem(request, reply, problemOf(error));
      },
      ...options,
    });
    this.getInstance().removeContentTypeParser('text/plain');
    this.getInstance().addHook('onRequest', (request, reply, done) => {
      setSecurityHeaders(request, reply);
      done();
    });
  }

  /** Fastify's own JSON parser stays the only one. */
  override registerParserMiddleware(): void {}
}
