/** What is wrong with one field: its place in the body, such as `documents[0].number`, and a sentence. */
export interface Flaw {
  readonly at: string;
  readonly detail: string;
}

/** The server said no: its problem document (RFC 9457). `detail` is Vietnamese and for people, `code` for decisions. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly flaws: readonly Flaw[] = [],
    /** Id of the request, for the operator. */
    readonly instance: string | null = null,
  ) {
    super(detail);
  }
}

/** No answer came: the network is away, or the server is. What was sent may or may not have arrived. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';

  constructor() {
    super('Không kết nối được với máy chủ. Nội dung đang nhập vẫn được giữ trên máy này.');
  }
}

const PREFIX = 'urn:nq57:problem:';

/** Reads the problem of an answer that is not OK; one without a document gets words by its status. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const document = await response
    .json()
    .then((value: unknown) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {},
    )
    .catch(() => ({}) as Record<string, unknown>);
  const text = (key: string): string | null => (typeof document[key] === 'string' ? document[key] : null);
  const type = text('type') ?? '';
  return new ProblemError(
    response.status,
    type.startsWith(PREFIX) ? type.slice(PREFIX.length) : `http-${response.status}`,
    text('title') ?? 'Có lỗi',
    text('detail') ?? `Máy chủ trả lời ${response.status} mà không nói rõ vì sao; hãy thử lại sau ít phút.`,
    flawsOf(document.errors),
    text('instance'),
  );
}

function flawsOf(value: unknown): Flaw[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const { at, detail } = one as Record<string, unknown>;
    return typeof at === 'string' && typeof detail === 'string' ? [{ at, detail }] : [];
  });
}

/** The sentence for people of any error. */
export function messageOf(error: unknown): string {
  if (error instanceof ProblemError) return error.detail;
  if (error instanceof OfflineError) return error.message;
  return 'Có lỗi ngoài dự kiến trên trang này; hãy tải lại trang.';
}

/** Whether a place in the body is a field's, or in it: `documents[0].number` lies in `documents`. */
export const liesIn = (at: string, field: string): boolean =>
  at === field || at.startsWith(`${field}.`) || at.startsWith(`${field}[`);

/** The flaws of one field, and of what lies in it. */
export function flawsAt(error: unknown, field: string): readonly string[] {
  if (!(error instanceof ProblemError)) return [];
  return error.flaws.filter(({ at }) => liesIn(at, field)).map(({ detail }) => detail);
}

/** An earlier try with the same key had arrived with other words. */
export const isKeyReused = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'idempotency-key-reused';

/** What a form says then, which keeps what is typed and has another key for it. */
export const KEY_REUSED =
  'Lần gửi trước đã tới máy chủ với nội dung khác. Nội dung đang có sẽ được gửi riêng: hãy kiểm tra, rồi bấm gửi lần nữa.';

/** True when it can't be said whether a command was carried out: send the very same again, with its key. */
export function isUnknownOutcome(error: unknown): boolean {
  if (error instanceof OfflineError) return true;
  if (!(error instanceof ProblemError)) return false;
  if (error.code === 'unknown-outcome' || error.code === 'internal-error') return true;
  // Not the server's own words but those of what stands before it, as a gateway's that has waited long enough.
  return error.status >= 500 && error.code === `http-${error.status}`;
}
