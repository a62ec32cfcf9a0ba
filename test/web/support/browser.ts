import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { CANDIDATES, chromiumPath } from '../../../scripts/chromium.mjs';
import { cli, ServerProcess } from '../../support/processes.js';

export const PROGRAMME = 'ctr-bcd-2026';
/** Until when the simulated months go: three are closed, April is being reported. The server's clock goes on from here. */
export const UNTIL = '2026-04-20';
export const OPEN_PERIOD = '2026-04';
/** The department of the account `science`. */
export const UNIT = 'so-khoa-hoc-va-cong-nghe';
/** One of its assignments, of a task with an end. */
export const TASK = `${PROGRAMME}.32.${UNIT}`;
const FROM = '2026-01-05';
const SEED = '57';

/** What building the data, starting the server and the browser may take at most. */
export const OPEN_MS = 120_000;
/** One journey through the pages. */
export const JOURNEY_MS = 60_000;
/** For what must appear on a page: long, because a machine that tests has much to do. */
const PATIENCE_MS = 15_000;
const LOOK_AGAIN_MS = 200;

const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));
const executable = chromiumPath();

/**
 * A suite that needs a browser. The site is opened before its tests and closed after them; it ends by expecting that
 * nothing went wrong unseen in any page. Where there is no browser it is skipped and says so; with `CI=true` it fails
 * instead, because nobody would see there that the pages were not tested.
 */
export function describeInBrowser(name: string, site: Site, tests: () => void): void {
  const suite = () => {
    beforeAll(() => site.open(), OPEN_MS);
    afterAll(async () => {
      await site.close();
      expect(site.troubles).toEqual([]);
    });
    tests();
  };
  if (executable !== undefined || process.env.CI === 'true') describe(name, suite);
  else describe.skip(`${name} (skipped: no Chromium, see CONTRIBUTING.md)`, suite);
}

/** The offices' screens. */
export const SCREEN = { width: 1366, height: 768 } as const;

/** Ids of accounts of the simulation. */
export const ACCOUNTS = {
  office: 'thuong-truc',
  officeHead: 'lanh-dao-thuong-truc',
  leader: 'lanh-dao-chi-dao',
  inspector: 'kiem-tra',
  administrator: 'quan-tri',
  finance: 'dm.so-tai-chinh',
  science: 'dm.so-khoa-hoc-va-cong-nghe',
} as const;

export type Account = keyof typeof ACCOUNTS;

/** Of each of {@link ACCOUNTS}. */
export const PASSWORD = 'mat-khau-de-thu-57';

/**
 * The folder of a simulated programme, made once for a build and copied by each suite. It stands beside the build, so
 * that a new build makes it anew.
 */
async function simulatedFolder(): Promise<string> {
  const program = join(DIST, 'apps', 'cli', 'src', 'main.js');
  const build = existsSync(program) ? statSync(program).mtimeMs : 0;
  const key = createHash('sha256')
    .update(`${build} ${FROM} ${UNTIL} ${SEED} ${PASSWORD}`)
    .digest('hex')
    .slice(0, 16);
  const all = join(DIST, 'browser-data');
  const folder = join(all, key);
  if (existsSync(folder)) return folder;
  mkdirSync(all, { recursive: true });
  const lock = `${folder}.lock`;
  try {
    mkdirSync(lock);
  } catch {
    // Another suite is making it; one that was killed left its lock.
    while (!existsSync(folder) && existsSync(lock) && Date.now() - statSync(lock).mtimeMs < OPEN_MS) {
      await setTimeout(LOOK_AGAIN_MS);
    }
    if (!existsSync(folder)) rmSync(lock, { recursive: true, force: true });
    return simulatedFolder();
  }
  try {
    const making = mkdtempSync(join(all, 'making-'));
    await simulateInto(making);
    renameSync(making, folder);
    for (const old of readdirSync(all)) {
      if (old !== key) rmSync(join(all, old), { recursive: true, force: true });
    }
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
  return folder;
}

async function simulateInto(folder: string): Promise<void> {
  const { code, stderr } = await cli(
    ['simulate', '--programme', PROGRAMME, '--from', FROM, '--until', UNTIL, '--seed', SEED],
    { env: { NQ57_DATA_DIR: folder, NQ57_LOG_LEVEL: 'error' }, limitMs: OPEN_MS },
  );
  if (code !== 0) throw new Error(`the simulation ended with ${code}: ${stderr}`);
  const administrator = await newPassword(ACCOUNTS.administrator, folder);
  const server = await ServerProcess.with({ NQ57_DATA_DIR: folder, NQ57_LOG_LEVEL: 'error' });
  await server.start();
  try {
    const token = await tokenOf(server.url, ACCOUNTS.administrator, administrator);
    const accounts = Object.values(ACCOUNTS).filter((account) => account !== ACCOUNTS.administrator);
    // The administrator's own comes last: with it the session ends.
    for (const account of [...accounts, ACCOUNTS.administrator]) {
      await post(server.url, `/accounts/${account}/password`, token, { password: PASSWORD });
    }
  } finally {
    await server.stop();
  }
}

async function tokenOf(url: string, account: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  });
  if (!answer.ok) throw new Error(`${account} can't log in: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { readonly token: string }).token;
}

/** Sends a command with a token, as another program does. */
async function post(url: string, path: string, token: string, body: object): Promise<void> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
}

/** Sets an account's password by the command line, as the operator does. @returns the password */
async function newPassword(account: string, dataDir: string): Promise<string> {
  const { code, stdout, stderr } = await cli(['account', 'password', account], {
    env: { NQ57_DATA_DIR: dataDir, NQ57_LOG_LEVEL: 'error' },
  });
  const password = /: (\S+)\s*$/.exec(stdout)?.[1];
  if (code !== 0 || password === undefined) throw new Error(`no password for ${account}: ${stderr}`);
  return password;
}

interface SiteOptions {
  /** Adds to the simulated folder before the server opens it. */
  readonly prepare?: (dataDir: string) => void;
}

interface Opened {
  readonly server: ServerProcess;
  readonly browser: Browser;
  readonly dataDir: string;
}

/** A real server with simulated months, in a process of its own, and a browser before it: {@link describeInBrowser} opens it. */
export class Site {
  readonly #tokens = new Map<Account, Promise<string>>();
  readonly #prepare: SiteOptions['prepare'];
  #opened: Opened | undefined;
  /**
   * What went wrong in a page without anybody seeing it: errors of scripts and of the Content-Security-Policy, requests to
   * other hosts. A suite ends by expecting none.
   */
  readonly troubles: string[] = [];

  constructor({ prepare }: SiteOptions = {}) {
    this.#prepare = prepare;
  }

  /** @throws {Error} no Chromium, or no build */
  async open(): Promise<void> {
    if (executable === undefined) {
      throw new Error(`no Chromium at ${CANDIDATES.join(', ')} or NQ57_CHROMIUM: apt-get install chromium`);
    }
    if (!existsSync(join(DIST, 'web', 'index.html'))) {
      throw new Error('the web has not been built: npm run build');
    }
    const dataDir = mkdtempSync(join(tmpdir(), 'nq57-browser-'));
    cpSync(await simulatedFolder(), dataDir, { recursive: true });
    this.#prepare?.(dataDir);
    const server = await ServerProcess.with({ NQ57_DATA_DIR: dataDir, NQ57_LOG_LEVEL: 'error' });
    const [browser] = await Promise.all([
      chromium.launch({ executablePath: executable, args: ['--no-sandbox'] }),
      server.start(),
    ]);
    this.#opened = { server, browser, dataDir };
  }

  /** Ends browser and server, and deletes the folder. */
  async close(): Promise<void> {
    if (this.#opened === undefined) return;
    const { browser, server, dataDir } = this.#opened;
    await browser.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }

  get #open(): Opened {
    if (this.#opened === undefined) throw new Error('the site is not open yet');
    return this.#opened;
  }

  get server(): ServerProcess {
    return this.#open.server;
  }

  get dataDir(): string {
    return this.#open.dataDir;
  }

  get url(): string {
    return this.server.url;
  }

  /** A browser of its own: cookies and drafts are shared by its pages alone. */
  async newBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#open.browser.newContext({
      baseURL: this.url,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      viewport: SCREEN,
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    context.on('page', (page) => this.#watch(page));
    return context;
  }

  /** Somebody at a browser of their own, logged in without the form. @returns a window that shows nothing yet */
  async logIn(account: Account, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.newBrowser(options);
    const answer = await context.request.post('/browser-session', {
      data: { account: ACCOUNTS[account], password: PASSWORD },
    });
    if (!answer.ok()) throw new Error(`${account} can't log in: ${answer.status()} ${await answer.text()}`);
    return context.newPage();
  }

  /** The same, on the page on which the account begins. */
  async begin(account: Account, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.logIn(account, options);
    await page.goto('/');
    await page.waitForURL((url) => url.pathname !== '/');
    return page;
  }

  /** Reads past the pages, with a token, what the server has. */
  async read<Body>(account: Account, path: string): Promise<Body> {
    let token = this.#tokens.get(account);
    if (token === undefined) {
      token = this.#newToken(account);
      this.#tokens.set(account, token);
    }
    const answer = await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${await token}` } });
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Body;
  }

  /** Commands past the pages, with a token, as another program does. */
  async command(account: Account, path: string, body: object): Promise<void> {
    await post(this.url, path, await this.#newToken(account), body);
  }

  #newToken(account: Account): Promise<string> {
    return tokenOf(this.url, ACCOUNTS[account], PASSWORD);
  }

  #watch(page: Page): void {
    const { url } = this;
    page.on('pageerror', (error) => this.troubles.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // What the server refuses or can't be reached for is told as an error too, and so is a filter that can't be read:
      // both are part of some journeys.
      const expected =
        message.text().startsWith('Failed to load resource') || /: address: /.test(message.text());
      if (message.type() === 'error' && !expected) {
        this.troubles.push(`${page.url()}: ${message.text()}`);
      }
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== url) {
        this.troubles.push(`${page.url()}: asked ${request.url()}`);
      }
    });
  }
}

/** Hands at a keyboard, which count what they press. */
export class Hands {
  keys = 0;

  constructor(private readonly page: Page) {}

  /** One key, or keys held together: each counts. */
  async press(key: string): Promise<void> {
    this.keys += key.split('+').length;
    await this.page.keyboard.press(key);
  }

  /** A text, a key a character. */
  async type(text: string): Promise<void> {
    this.keys += [...text].length;
    await this.page.keyboard.type(text);
  }
}
