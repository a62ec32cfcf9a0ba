import { HttpException } from '@nestjs/common';
import { EventLogError } from '#event-log';
import { type Flaw, Refusal, type RefusalKind } from '#kernel';

/** What is answered in place of what was asked: status, stable code, Vietnamese detail. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly Flaw[];
}

/** RFC 9457 as it goes over the wire, `application/problem+json`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Id of the request. */
  readonly instance: string;
  readonly errors?: readonly Flaw[];
}

const INTERNAL_ERROR = 500;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Dữ liệu chưa hợp lệ',
  401: 'Chưa đăng nhập',
  403: 'Không có quyền',
  404: 'Không tìm thấy',
  405: 'Không hỗ trợ cách gọi này',
  408: 'Hết thời gian chờ',
  409: 'Trái với trạng thái hiện tại',
  412: 'Dữ liệu đã thay đổi',
  413: 'Nội dung quá lớn',
  414: 'Đường dẫn quá dài',
  415: 'Không hỗ trợ định dạng này',
  422: 'Không thực hiện được',
  429: 'Quá nhiều lần thử',
  431: 'Phần đầu yêu cầu quá lớn',
  500: 'Lỗi hệ thống',
  503: 'Tạm thời chưa phục vụ được',
};

const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  unprocessable: 422,
  'too-many': 429,
  unavailable: 503,
};

const REUSED: Problem = {
  status: 422,
  code: 'idempotency-key-reused',
  detail: 'Idempotency-Key này đã được dùng cho một yêu cầu khác; hãy chọn khóa mới.',
};

const OF_EVENT_LOG: Readonly<Record<string, Problem>> = {
  'revision-conflict': {
    status: 409,
    code: 'revision-conflict',
    detail: 'Đối tượng này đang được nhiều người thay đổi cùng lúc; chưa có gì được ghi, hãy thử lại.',
  },
  'precondition-failed': {
    status: 412,
    code: 'precondition-failed',
    detail: 'Đối tượng đã thay đổi sau lần xem của bạn; hãy tải lại rồi quyết định.',
  },
  'command-id-reused': REUSED,
  'event-id-conflict': REUSED,
  'invalid-append': {
    status: 422,
    code: 'invalid-append',
    detail: 'Nội dung không ghi được vào sổ sự kiện (quá lớn hoặc sai khuôn dạng); chưa có gì được ghi.',
  },
  'invalid-read': {
    status: 400,
    code: 'invalid-read',
    detail: 'Không đọc được sổ sự kiện theo yêu cầu này; hãy kiểm tra lại mã hoặc giới hạn đã gửi.',
  },
  'invalid-position': {
    status: 400,
    code: 'invalid-position',
    detail: 'Vị trí gửi lên không phải là vị trí mà hệ thống này đã trả về.',
  },
  'event-log-unavailable': {
    status: 503,
    code: 'event-log-unavailable',
    detail: 'Sổ sự kiện tạm thời chưa sẵn sàng; chưa có gì được ghi, hãy thử lại sau ít giây.',
  },
  'unknown-outcome': {
    status: 503,
    code: 'unknown-outcome',
    detail: 'Chưa rõ yêu cầu đã được ghi hay chưa; hãy gửi lại đúng yêu cầu này với cùng Idempotency-Key.',
  },
  'clock-went-back': {
    status: 503,
    code: 'clock-went-back',
    detail: 'Đồng hồ của máy chủ chạy lùi so với sổ sự kiện; chưa có gì được ghi, hãy báo người vận hành.',
  },
  'event-log-corrupt': {
    status: 503,
    code: 'event-log-corrupt',
    detail: 'Sổ sự kiện không đọc được; hãy báo người vận hành.',
  },
};

const OF_STATUS: Readonly<Record<number, Omit<Problem, 'status'>>> = {
  400: { code: 'bad-request', detail: 'Yêu cầu không đọc được.' },
  401: { code: 'unauthenticated', detail: 'Hãy đăng nhập trước.' },
  403: { code: 'forbidden', detail: 'Không có quyền thực hiện việc này.' },
  404: { code: 'no-such-route', detail: 'Không có đường dẫn này.' },
  405: { code: 'method-not-allowed', detail: 'Đường dẫn này không hỗ trợ cách gọi đó.' },
  408: { code: 'request-timeout', detail: 'Yêu cầu gửi lên quá chậm; hãy thử lại.' },
  413: { code: 'body-too-large', detail: 'Nội dung gửi lên lớn hơn mức cho phép.' },
  414: { code: 'path-too-long', detail: 'Đường dẫn dài hơn mức cho phép.' },
  415: { code: 'unsupported-media-type', detail: 'Nội dung phải là JSON (Content-Type: application/json).' },
  429: { code: 'too-many', detail: 'Gửi quá nhiều yêu cầu; hãy thử lại sau.' },
  431: { code: 'headers-too-large', detail: 'Địa chỉ hoặc phần đầu của yêu cầu dài hơn mức cho phép.' },
  503: { code: 'unavailable', detail: 'Hệ thống tạm thời chưa phục vụ được; hãy thử lại sau ít giây.' },
};

const INVALID_JSON: Problem = {
  status: 400,
  code: 'invalid-json',
  detail: 'Nội dung gửi lên không phải JSON đọc được.',
};

const UNEXPECTED: Problem = {
  status: INTERNAL_ERROR,
  code: 'internal-error',
  detail: 'Có lỗi ngoài dự kiến; yêu cầu chưa được trả lời. Hãy báo người vận hành kèm mã yêu cầu.',
};

/** What to answer for an error. What was not foreseen is told without a word of its own text. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) {
    const { kind, code, detail, flaws } = error;
    return { status: STATUS_OF[kind], code, detail, ...(flaws.length > 0 ? { errors: flaws } : {}) };
  }
  if (error instanceof EventLogError) return OF_EVENT_LOG[error.code] ?? UNEXPECTED;
  const status = statusOf(error);
  if (status === undefined) return UNEXPECTED;
  if (status === INVALID_JSON.status && isBodyError(error)) return INVALID_JSON;
  return problemOfStatus(status);
}

/** What to answer where nothing but a status is known. */
export function problemOfStatus(status: number): Problem {
  const known = OF_STATUS[status];
  if (known) return { status, ...known };
  return status < INTERNAL_ERROR
    ? { status, code: 'bad-request', detail: 'Yêu cầu không đọc được.' }
    : UNEXPECTED;
}

/** The document of a problem. @param instance id of the request */
export function problemDocument(
  { status, code, detail, errors }: Problem,
  instance: string,
): ProblemDocument {
  const title = TITLES[status] ?? TITLES[400] ?? '';
  return { type: `urn:nq57:problem:${code}`, title, status, detail, instance, ...(errors ? { errors } : {}) };
}

/** The status that the framework gave its error: Nest's, or a client error of Fastify's. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < INTERNAL_ERROR
    ? statusCode
    : undefined;
}

/** True where the body could not be parsed; Nest hands Fastify's error on as the cause. */
function isBodyError(error: unknown): boolean {
  const cause = error instanceof HttpException ? error.cause : error;
  if (cause instanceof SyntaxError) return true;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && code.startsWith('FST_ERR_CTP_');
}
