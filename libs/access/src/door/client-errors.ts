import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Problem, problemDocument, problemOfStatus } from './problems/problem.js';
import { SECURITY_HEADERS } from './security-headers.js';

const BAD_REQUEST = 400;

/** Node's codes for what it gives up before there is a request, with the status of each. */
const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is no readable HTTP request, or one whose head is too long, with a problem document like any other. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    socket.write(httpAnswer(problemOfStatus(STATUS_OF[error.code ?? ''] ?? BAD_REQUEST)));
  }
  socket.destroy(error);
}

function httpAnswer(problem: Problem): string {
  const body = JSON.stringify(problemDocument(problem, randomUUID()));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
