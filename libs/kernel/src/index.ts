export * from './clock.js';
export * from './ids.js';
export * from './paging.js';
export * from './period.js';
export * from './refusal.js';
export * from './text.js';
export * from './time.js';
export * from './working-days.js';
