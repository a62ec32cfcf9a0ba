import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Clock, Refusal, randomId } from '#kernel';
import type { SourceBody } from '../domain/programme.events.js';
import type { Draft } from './appendix/draft.js';
import type { ImportRequest } from './plan/import-plan.js';

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

const ID = /^[0-9a-f-]{36}$/;
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Files that were read and wait for their confirmation, as JSON in a folder of this machine: nothing of them is in the
 * log yet. They are gone after a week.
 */
export class ImportStore {
  /** @param folder made when the first file is kept */
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  add(request: ImportRequest, source: SourceBody, draft: Draft): StoredImport {
    mkdirSync(this.folder, { recursive: true });
    this.#removeOld();
    const stored: StoredImport = { id: randomId(), request, source, draft, result: null };
    this.#write(stored);
    return stored;
  }

  /** @throws {Refusal} `not-found` `import-not-found` */
  get(programme: string, id: string): StoredImport {
    const stored = ID.test(id) ? this.#read(id) : null;
    if (stored?.request.programme === programme) return stored;
    throw new Refusal(
      'not-found',
      'import-not-found',
      'Không có lần nhập này; bản xem trước chỉ được giữ bảy ngày. Hãy gửi lại tệp.',
    );
  }

  confirmed(stored: StoredImport, result: ImportResult): void {
    this.#write({ ...stored, result });
  }

  #read(id: string): StoredImport | null {
    try {
      return JSON.parse(readFileSync(this.#path(id), 'utf8')) as StoredImport;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** A file that is there is whole. */
  #write(stored: StoredImport): void {
    const path = this.#path(stored.id);
    const now = new Date(this.clock.now());
    writeFileSync(`${path}.part`, JSON.stringify(stored));
    utimesSync(`${path}.part`, now, now);
    renameSync(`${path}.part`, path);
  }

  #removeOld(): void {
    const now = Date.parse(this.clock.now());
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name);
      if (now - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
    }
  }

  #path(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}
