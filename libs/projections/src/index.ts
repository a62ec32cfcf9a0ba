export * from './known-at.js';
export * from './read-model.js';
export * from './read-model-file.js';
export * from './read-models.js';
export * from './rebuild-in-worker.js';
export * from './table-sql.js';
export * from './ticker.js';
