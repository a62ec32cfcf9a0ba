import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type EventLogConfig, openEventLog } from '#event-log';
import type { ReadModel } from './read-model.js';
import { buildReadModelFile, type Rebuild } from './read-models.js';

interface Job {
  readonly kind: 'nq57-rebuild';
  readonly target: string;
  readonly eventLog: EventLogConfig;
  /** URL of a module that exports `readModels: ReadModel[]`. */
  readonly readModelsModule: string;
}

/** A rebuild in a worker thread, so that the server goes on answering. Works on the built JavaScript. */
export function rebuildInWorker(eventLog: EventLogConfig, readModelsModule: string): Rebuild {
  return (target, onProgress) =>
    new Promise((resolve, reject) => {
      const job: Job = { kind: 'nq57-rebuild', target, eventLog, readModelsModule };
      const worker = new Worker(new URL(import.meta.url), { workerData: job });
      worker.on('message', onProgress);
      worker.on('error', reject);
      worker.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`the rebuild ended with exit code ${code}`)),
      );
    });
}

const job = workerData as Job | null;
if (parentPort && job?.kind === 'nq57-rebuild') {
  const port = parentPort;
  const { readModels } = (await import(job.readModelsModule)) as { readModels: readonly ReadModel[] };
  const log = openEventLog({ ...job.eventLog, readOnly: true });
  try {
    await buildReadModelFile(job.target, log, readModels, (events) => port.postMessage(events));
  } finally {
    await log.close();
  }
}
