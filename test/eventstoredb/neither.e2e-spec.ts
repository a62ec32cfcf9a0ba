import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../dist/test/eventstoredb/main.js', import.meta.url));
const PATIENCE_MS = 60_000;

describe('The tests against a real server', () => {
  it(
    'say that neither a server nor Docker is there, and end with a code of their own',
    () => {
      const empty = mkdtempSync(join(tmpdir(), 'nq57-no-docker-'));
      try {
        const { EVENTSTOREDB_URL: _, EVENTSTOREDB_NODES: __, ...env } = process.env;
        const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN], {
          encoding: 'utf8',
          // A Docker that can't be reached, wherever these tests run.
          env: { ...env, PATH: empty, DOCKER_HOST: `unix://${join(empty, 'none.sock')}`, HOME: empty },
        });
        expect([status, /docker/i.test(stdout + stderr)]).toEqual([3, true]);
      } finally {
        rmSync(empty, { recursive: true, force: true });
      }
    },
    PATIENCE_MS,
  );
});
