import { describe, expect, it } from '@jest/globals';
import {
  BadRequestException,
  HttpException,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import {
  ClockWentBackError,
  CommandIdReusedError,
  EventIdConflictError,
  EventLogCorruptError,
  EventLogUnavailableError,
  InvalidAppendError,
  PreconditionFailedError,
  RevisionConflictError,
  UnknownOutcomeError,
} from '#event-log';
import { Refusal, type RefusalKind } from '#kernel';
import { problemDocument, problemOf } from './problem.js';

const fastifyError = (code: string, statusCode: number) =>
  Object.assign(new Error('inner words'), { name: 'FastifyError', code, statusCode });

describe('the problem of a refusal', () => {
  it.each<[RefusalKind, number]>([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['precondition-failed', 412],
    ['unprocessable', 422],
    ['too-many', 429],
    ['unavailable', 503],
  ])('of kind %s has status %i, its code and its words', (kind, status) => {
    expect(problemOf(new Refusal(kind, 'some-code', 'Vì thế này.'))).toStrictEqual({
      status,
      code: 'some-code',
      detail: 'Vì thế này.',
    });
  });

  it('holds the flaws as errors', () => {
    const flaws = [{ at: 'title', detail: 'không được để trống' }];
    expect(problemOf(new Refusal('invalid', 'c', 'd', flaws)).errors).toEqual(flaws);
  });
});

describe('the problem of an event log error', () => {
  const instant = '2026-03-02T01:00:00.000Z';
  it.each([
    [new RevisionConflictError('account-a', 1, 2), 409, 'revision-conflict'],
    [new PreconditionFailedError('account-a', 1, 2), 412, 'precondition-failed'],
    [new CommandIdReusedError('c'), 422, 'idempotency-key-reused'],
    [new EventIdConflictError('e'), 422, 'idempotency-key-reused'],
    [new InvalidAppendError('inner words'), 422, 'invalid-append'],
    [new EventLogUnavailableError('inner words'), 503, 'event-log-unavailable'],
    [new UnknownOutcomeError('inner words'), 503, 'unknown-outcome'],
    [new ClockWentBackError(instant, instant), 503, 'clock-went-back'],
    [new EventLogCorruptError('inner words'), 503, 'event-log-corrupt'],
  ])('%s has its status and code, in words of our own', (error, status, code) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).not.toContain(error.message);
    expect(problem.detail).toMatch(/^\p{Lu}.*\.$/u);
  });
});

describe('the problem of an error of the frameworks', () => {
  it.each([
    [new NotFoundException('Cannot GET /nowhere'), 404, 'no-such-route'],
    [
      new HttpException('inner words', 413, { cause: fastifyError('FST_ERR_CTP_BODY_TOO_LARGE', 413) }),
      413,
      'body-too-large',
    ],
    [
      new HttpException('inner words', 415, { cause: fastifyError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415) }),
      415,
      'unsupported-media-type',
    ],
    [
      new HttpException('inner words', 400, { cause: fastifyError('FST_ERR_CTP_INVALID_JSON_BODY', 400) }),
      400,
      'invalid-json',
    ],
    [Object.assign(new SyntaxError('inner words'), { statusCode: 400 }), 400, 'invalid-json'],
    [new BadRequestException('inner words'), 400, 'bad-request'],
    [fastifyError('FST_ERR_BAD_URL', 400), 400, 'bad-request'],
    [new HttpException('inner words', 418), 418, 'bad-request'],
    [new ServiceUnavailableException('inner words'), 503, 'unavailable'],
  ])('%# has its status and code, in words of our own', (error, status, code) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).not.toContain('inner words');
  });
});

describe('the problem of what was not foreseen', () => {
  it.each([
    [new Error('secret path /var/lib')],
    [new TypeError('x is not a function')],
    [fastifyError('FST_ERR_HANDLER_TIMEOUT', 500)],
    ['a thrown text'],
    [undefined],
    [{ statusCode: 404, message: 'not an error' }],
  ])('is an internal error without a word of its own text: %s', (error) => {
    expect(problemOf(error)).toMatchObject({ status: 500, code: 'internal-error' });
    expect(problemOf(error).detail).toBe(problemOf(new Error('other')).detail);
  });
});

describe('the problem document', () => {
  it('has a stable type, a short title, the detail and the request', () => {
    expect(
      problemDocument({ status: 404, code: 'no-such-account', detail: 'Không có.' }, 'r-1'),
    ).toStrictEqual({
      type: 'urn:nq57:problem:no-such-account',
      title: 'Không tìm thấy',
      status: 404,
      detail: 'Không có.',
      instance: 'r-1',
    });
  });
});
