export { DEFAULT_IMPORT_LIMITS, type ImportLimits } from './import-limits.js';
export { readInWorker, readSourceFile, type WorkerOptions } from './read-in-worker.js';
export { readSourceDocument, sniff } from './read-source.js';
export { columnName } from './xlsx-reader.js';
