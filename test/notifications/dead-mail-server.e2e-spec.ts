import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readNotificationSettings } from '#notifications';
import { WarningsProcess } from '#warnings';
import { FINANCE_ASSIGNMENT, fullReport, TestSystem } from '../support/system.js';

const WARNING = `update-missing.${FINANCE_ASSIGNMENT}.2026-01`;
const PATIENCE_MS = 30_000;
/** Nobody listens there. */
const DEAD_PORT = 1;

interface Deliveries {
  readonly items: readonly {
    readonly attempts: number;
    readonly state: string;
    readonly lastError: string | null;
  }[];
}

let system: TestSystem;
let sender: NestFastifyApplication;

beforeAll(async () => {
  system = await TestSystem.open();
  // January's cut-off has passed, and nobody has reported.
  system.at('2026-02-06');
  await system.app.get(WarningsProcess).tick();
  await system.settled();
  const { notifications } = system.settings;
  sender = await system.another({
    roles: ['http', 'projections', 'scheduler'],
    notifications: readNotificationSettings(
      { email: { host: '127.0.0.1', port: DEAD_PORT, requireTls: false, from: 'nq57@example.vn' } },
      { file: notifications.file, texts: notifications.texts, env: {} },
    ),
  });
}, PATIENCE_MS);

afterAll(async () => {
  await sender.close();
  await system.close();
});

describe('While the mail server is dead', () => {
  it(
    'commands are carried out all the same, and what could not be sent waits',
    async () => {
      const ask = async (
        method: 'GET' | 'POST' | 'PUT',
        url: string,
        as: 'office' | 'finance',
        payload?: object,
      ) =>
        sender.inject({
          method,
          url,
          headers: { authorization: `Bearer ${await system.token(as)}` },
          ...(payload ? { payload } : {}),
        });
      const address = { email: 'tai-chinh@example.vn', digest: true, immediate: true };
      expect((await ask('PUT', '/me/notifications', 'finance', address)).statusCode).toBe(200);
      const question = { question: 'Vì sao chưa cập nhật?' };
      const asked = await ask('POST', `/warnings/${WARNING}/explanation-requests`, 'office', question);
      expect(asked.statusCode).toBe(201);
      let tried: Deliveries['items'] = [];
      while (tried.length === 0) {
        const { items } = (await ask('GET', '/notifications/deliveries', 'office')).json() as Deliveries;
        tried = items.filter(({ attempts, lastError }) => attempts > 0 && lastError !== null);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(tried[0]?.lastError).toContain('ECONNREFUSED');
      expect(['sent', 'dead']).not.toContain(tried[0]?.state);
      const reported = await ask(
        'POST',
        `/assignments/${FINANCE_ASSIGNMENT}/progress-reports`,
        'finance',
        fullReport('2026-01', 30),
      );
      expect(reported.statusCode).toBe(201);
    },
    PATIENCE_MS,
  );
});
