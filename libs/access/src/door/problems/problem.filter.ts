import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, problemDocument, problemOf } from './problem.js';

const RETRY_AFTER_SECONDS = 5;
const UNAUTHENTICATED = 401;
const INTERNAL_ERROR = 500;
const UNAVAILABLE = 503;

/** Answers with a problem document, once. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  if (problem.status === UNAUTHENTICATED) reply.header('WWW-Authenticate', 'Bearer');
  if (problem.status === UNAVAILABLE) reply.header('Retry-After', String(RETRY_AFTER_SECONDS));
  reply
    .status(problem.status)
    .header('Cache-Control', 'no-store')
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem, request.id)));
}

/** Turns every error into RFC 9457 problem details; what was not foreseen goes into the log, not to the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Door');

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = problemOf(error);
    if (problem.status >= INTERNAL_ERROR) {
      const [path] = request.url.split('?');
      const what = `${request.method} ${path}: ${problem.code} (request ${request.id})`;
      // What is only away for now needs no stack, and comes by the hundred.
      if (problem.status === UNAVAILABLE && error instanceof Error)
        this.#logger.warn(`${what}: ${error.message}`);
      else this.#logger.error(what, error instanceof Error ? error.stack : String(error));
    }
    sendProblem(request, host.switchToHttp().getResponse<FastifyReply>(), problem);
  }
}
