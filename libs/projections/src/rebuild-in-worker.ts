import { Worker } from 'node:worker_threads';
import type { EventLogConfig } from '#event-log';
import type { Rebuild } from './read-models.js';

/**
 * Heap of the worker: a rebuild needs one page of events at a time, however long the log. Without a bound the
 * collector takes its time, and memory, wherever the machine has plenty.
 */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 256 };

/** What the worker is told; plain data. */
export interface RebuildJob {
  readonly target: string;
  readonly eventLog: EventLogConfig;
  /** URL of a module that exports `readModels: ReadModel[]`. */
  readonly readModelsModule: string;
}

/**
 * A rebuild in a worker thread, so that the server goes on answering. Works on the built JavaScript.
 * @param readModelsModule URL of a module that exports `readModels: ReadModel[]`
 */
export function rebuildInWorker(eventLog: EventLogConfig, readModelsModule: string): Rebuild {
  return (target, onProgress) =>
    new Promise((resolve, reject) => {
      const job: RebuildJob = { target, eventLog, readModelsModule };
      const worker = new Worker(new URL('./rebuild-worker.js', import.meta.url), {
        workerData: job,
        resourceLimits: HEAP,
      });
      worker.on('message', onProgress);
      worker.on('error', reject);
      worker.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`the rebuild ended with exit code ${code}`)),
      );
    });
}
