export * from './config/settings.js';
export * from './overview/overview.query.js';
export * from './read-models.js';
export * from './server.js';
export * from './system.module.js';
