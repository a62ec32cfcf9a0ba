/*
 * Entry of the worker thread that rebuilds. Nothing may import it: it waits for modules that import this lib's door.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openEventLog } from '#event-log';
import type { ReadModel } from './read-model.js';
import { buildReadModelFile } from './read-models.js';
import type { RebuildJob } from './rebuild-in-worker.js';

const { target, eventLog, readModelsModule } = workerData as RebuildJob;
const { readModels } = (await import(readModelsModule)) as { readModels: readonly ReadModel[] };
const log = openEventLog({ ...eventLog, readOnly: true });
try {
  await buildReadModelFile(target, log, readModels, (events) => parentPort?.postMessage(events));
} finally {
  await log.close();
}
