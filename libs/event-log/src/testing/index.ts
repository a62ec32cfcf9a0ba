export * from './event-log-contract.js';
export * from './eventstoredb-server.js';
export * from './fixtures.js';
export * from './mangled-hints.js';
export * from './scripted-eventstoredb/index.js';
