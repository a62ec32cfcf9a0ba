export * from '../importing/files/testing/index.js';
