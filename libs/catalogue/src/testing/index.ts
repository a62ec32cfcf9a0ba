export * from '../importing/files/testing/index.js';
export * from './source-documents.js';
