// The health check of the image: ends with 0 when the api answers that it is ready.
const PATIENCE_MS = 8000;
const url = `http://127.0.0.1:${process.env.NQ57_PORT ?? 5757}/health/ready`;
const ready = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(ready ? 0 : 1);
