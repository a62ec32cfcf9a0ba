export * from './decider.js';
export * from './engine.js';
export * from './engines/sqlite/sqlite-event-log.js';
export * from './errors.js';
export * from './follow.js';
export * from './guard.js';
export * from './port.js';
export * from './verify.js';
