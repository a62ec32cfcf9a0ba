import { defineConfig } from '@hey-api/openapi-ts';

// `web:client` (scripts/run.mjs) writes the server's document and runs this; src/client is never edited or committed.
export default defineConfig({
  input: process.env.NQ57_OPENAPI ?? './openapi.json',
  output: { path: './src/client', clean: true, importFileExtension: '.js' },
  logs: { level: 'error' },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
});
