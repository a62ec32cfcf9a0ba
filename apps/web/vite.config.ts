import react from '@vitejs/plugin-react-swc';
import { defineConfig } from 'vite';

/** Where `npm run web:dev` finds the server whose API it shows. */
const API = process.env.NQ57_API ?? 'http://127.0.0.1:5757';

/** The first segments of the API's paths; the pages have Vietnamese ones that none of these is. */
const API_PATHS =
  '^/(accounts|assignments|browser-session|changes|events|health|history|import-limits|indicators|me|notifications|openapi.json|programmes|search|sessions|tasks|units|warnings)(/|\\?|$)';

const DEV_PORT = 5758;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The server puts the nonce of each answer in its place; the styles that antd makes carry it too.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    manifest: true,
    // A file inside another would need `data:` in the Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs and rarely changes. The rest goes where it is used: antd's parts with their pages.
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](history|query|react-query|react-router|react-store|router|store)/,
            },
          ],
        },
      },
    },
  },
  server: { port: DEV_PORT, strictPort: true, proxy: { [API_PATHS]: { target: API } } },
});
