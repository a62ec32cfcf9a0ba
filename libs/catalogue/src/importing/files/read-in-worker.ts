import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Refusal } from '#kernel';
import type { SourceDocument, SourceRow } from '../source-document.js';
import { count } from './file-text.js';
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from './import-limits.js';
import { checkSize, fileName } from './read-source.js';
import type { ReadingJob, ReadingMessage } from './reading-messages.js';
import { SourceReading } from './source-reading.js';

/** Young generation of the worker's heap; what is over it is `maxMemoryMb`. */
const YOUNG_GENERATION_MB = 16;
const WORKER = './read-worker.js';
/** Under Jest this module is a source file: the worker is then that of the build, which `npm test` brings up to date. */
const BUILT = '../../../../../dist/libs/catalogue/src/importing/files/';

export interface WorkerOptions {
  /** Told now and then how many rows were read. */
  readonly onRows?: (rows: number) => void;
}

/**
 * Reads an appendix in a worker thread of bounded heap and time: however hostile the file, the caller's thread stays
 * free and its memory holds no more than the document.
 * @throws {Refusal} those of {@link readSourceDocument}, `reading-timed-out`, `reading-needs-too-much-memory`
 */
export function readInWorker(
  bytes: Uint8Array,
  name: string,
  limits: ImportLimits = DEFAULT_IMPORT_LIMITS,
  { onRows }: WorkerOptions = {},
): Promise<SourceDocument> {
  const reading = new SourceReading(fileName(name), limits);
  return new Promise((resolve, reject) => {
    checkSize(bytes.length, reading);
    const own = new Uint8Array(bytes);
    const job: ReadingJob = { bytes: own, name, limits };
    const worker = new Worker(workerUrl(), {
      workerData: job,
      transferList: [own.buffer],
      resourceLimits: {
        maxOldGenerationSizeMb: limits.maxMemoryMb,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
    });
    const rows = new Map<number, SourceRow[]>();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const timer = setTimeout(() => {
      const seconds = count(Math.round(limits.timeoutMs / 1000));
      end(() =>
        reject(reading.refusal('reading-timed-out', '', `đọc quá ${seconds} giây chưa xong; hãy tách tệp`)),
      );
    }, limits.timeoutMs);
    worker.on('message', (message: ReadingMessage) => {
      if (message.type === 'progress') onRows?.(message.rows);
      else if (message.type === 'rows') {
        const before = rows.get(message.table) ?? [];
        rows.set(message.table, before);
        for (const row of message.rows) before.push(row);
      } else if (message.type === 'refusal') {
        const { kind, code, detail, flaws } = message;
        end(() => reject(new Refusal(kind, code, detail, flaws)));
      } else {
        const { tables, ...rest } = message.document;
        const whole = tables.map((table, index) => ({ name: table.name, rows: rows.get(index) ?? [] }));
        end(() => resolve({ ...rest, tables: whole }));
      }
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      end(() =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? reading.refusal(
                'reading-needs-too-much-memory',
                '',
                'đọc tệp này tốn quá nhiều bộ nhớ; hãy tách tệp',
              )
            : error,
        ),
      );
    });
    worker.on('exit', (code) => {
      end(() => reject(new Error(`the reading of a file ended with exit code ${code} and no answer`)));
    });
  });
}

/**
 * Reads an appendix from the disk, in a worker thread. A file over the limit is not taken into memory.
 * @throws {Refusal} `not-found` `file-not-found`; those of {@link readInWorker}
 */
export async function readSourceFile(
  path: string,
  limits: ImportLimits = DEFAULT_IMPORT_LIMITS,
  options: WorkerOptions = {},
): Promise<SourceDocument> {
  const reading = new SourceReading(fileName(path), limits);
  return readInWorker(await readBytes(path, reading), path, limits, options);
}

async function readBytes(path: string, reading: SourceReading): Promise<Uint8Array> {
  const missing = (why: string) =>
    new Refusal('not-found', 'file-not-found', `Không đọc được tệp ${path}: ${why}.`);
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw missing(error.code === 'ENOENT' ? 'không có tệp này' : 'không mở được');
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw missing('không phải một tệp');
    checkSize(stat.size, reading);
    // One byte more than was there: a file that is growing is refused, not followed.
    const buffer = Buffer.alloc(stat.size + 1);
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, size, buffer.length - size, null);
      if (bytesRead === 0) break;
      size += bytesRead;
      if (size > stat.size) throw missing('tệp đang được ghi');
    }
    return buffer.subarray(0, size);
  } finally {
    await file.close();
  }
}

function workerUrl(): URL {
  const beside = new URL(WORKER, import.meta.url);
  return existsSync(beside) ? beside : new URL(`${BUILT}${WORKER}`, import.meta.url);
}
