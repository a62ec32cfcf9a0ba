/*
 * Entry of the worker thread that reads files. Nothing may import it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '#kernel';
import { readSourceDocument } from './read-source.js';
import type { ReadingJob, ReadingMessage } from './reading-messages.js';

const ROWS_A_MESSAGE = 200;

const tell = (message: ReadingMessage) => parentPort?.postMessage(message);
const { bytes, name, limits } = workerData as ReadingJob;
try {
  const document = await readSourceDocument(bytes, name, limits, (rows) => tell({ type: 'progress', rows }));
  for (const [table, { rows }] of document.tables.entries()) {
    for (let start = 0; start < rows.length; start += ROWS_A_MESSAGE) {
      tell({ type: 'rows', table, rows: rows.slice(start, start + ROWS_A_MESSAGE) });
    }
  }
  const tables = document.tables.map((table) => ({ ...table, rows: [] }));
  tell({ type: 'done', document: { ...document, tables } });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, detail, flaws } = error;
  tell({ type: 'refusal', kind, code, detail, flaws });
}
