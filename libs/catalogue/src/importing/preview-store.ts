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
import { type Clock, randomId } from '#kernel';

const ID = /^[0-9a-f-]{36}$/;
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const ENDING = '.json';
const UNFINISHED = '.part';

/**
 * What was read of files and waits for its confirmation, as JSON in a folder that the processes of a machine share:
 * nothing of it is in the log yet. It is gone after a week.
 */
export class PreviewStore<Kept extends { readonly id: string }> {
  /** @param folder made when the first one is kept; it may hold folders of others */
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  /** Keeps something under a new id. */
  add(content: Omit<Kept, 'id'>): Kept {
    mkdirSync(this.folder, { recursive: true });
    this.#removeOld();
    const kept = { ...content, id: randomId() } as Kept;
    this.replace(kept);
    return kept;
  }

  /** Null where nothing is kept under the id, or no longer. */
  find(id: string): Kept | null {
    if (!ID.test(id)) return null;
    try {
      return JSON.parse(readFileSync(this.#path(id), 'utf8')) as Kept;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Keeps it anew under its id. A file that is there is whole. */
  replace(kept: Kept): void {
    const path = this.#path(kept.id);
    const now = new Date(this.clock.now());
    writeFileSync(`${path}${UNFINISHED}`, JSON.stringify(kept));
    utimesSync(`${path}${UNFINISHED}`, now, now);
    renameSync(`${path}${UNFINISHED}`, path);
  }

  #removeOld(): void {
    const now = Date.parse(this.clock.now());
    for (const name of readdirSync(this.folder)) {
      if (!name.endsWith(ENDING) && !name.endsWith(UNFINISHED)) continue;
      const path = join(this.folder, name);
      if (now - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
    }
  }

  #path(id: string): string {
    return join(this.folder, `${id}${ENDING}`);
  }
}
