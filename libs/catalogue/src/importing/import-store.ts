import { type Clock, Refusal } from '#kernel';
import type { SourceBody } from '../domain/programme.events.js';
import type { Draft } from './appendix/draft.js';
import type { ImportRequest } from './plan/import-plan.js';
import { PreviewStore } from './preview-store.js';

/** What confirming an import came to. */
export interface ImportResult {
  readonly programme: string;
  readonly isNew: boolean;
  /** Tasks registered, amended, and left as they were. */
  readonly created: number;
  readonly changed: number;
  readonly kept: number;
}

/** A file that was read and waits for its confirmation. */
export interface StoredImport {
  readonly id: string;
  readonly request: ImportRequest;
  readonly source: SourceBody;
  readonly draft: Draft;
  /** Null until it is confirmed. */
  readonly result: ImportResult | null;
}

/** Files that were read and wait for their confirmation. */
export class ImportStore {
  readonly #previews: PreviewStore<StoredImport>;

  constructor(folder: string, clock: Clock) {
    this.#previews = new PreviewStore(folder, clock);
  }

  add(request: ImportRequest, source: SourceBody, draft: Draft): StoredImport {
    return this.#previews.add({ request, source, draft, result: null });
  }

  /** @throws {Refusal} `not-found` `import-not-found` */
  get(programme: string, id: string): StoredImport {
    const stored = this.#previews.find(id);
    if (stored?.request.programme === programme) return stored;
    throw new Refusal(
      'not-found',
      'import-not-found',
      'Không có lần nhập này; bản xem trước chỉ được giữ bảy ngày. Hãy gửi lại tệp.',
    );
  }

  confirmed(stored: StoredImport, result: ImportResult): void {
    this.#previews.replace({ ...stored, result });
  }
}
