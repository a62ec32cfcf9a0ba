import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { SECURE_COOKIES, type SecureCookies } from '#access';
import { configFolder, DEFAULT_IMPORT_LIMITS, type ImportLimits } from '#catalogue';
import type { EventLogConfig } from '#event-log';
import { type NotificationSettings, readNotificationSettings } from '#notifications';

export type ProcessRole = 'http' | 'projections' | 'scheduler';

/** How browsers are served. */
export interface HttpSettings {
  readonly secureCookies: SecureCookies;
  /** Absolute: the built web application. */
  readonly webDir: string;
}

export interface Settings {
  /** Absolute: the read models of this process, and the log where SQLite holds it. */
  readonly dataDir: string;
  /** Absolute: what the replicas of one machine share, as sessions and previews of imports. Default: `dataDir`. */
  readonly sharedDir: string;
  readonly host: string;
  readonly port: number;
  readonly roles: readonly ProcessRole[];
  readonly clock: 'system' | 'log' | 'auto';
  readonly bodyLimitBytes: number;
  readonly logLevel: string;
  readonly eventLog: EventLogConfig;
  readonly http: HttpSettings;
  /** What is read of a file that is to be imported. */
  readonly imports: ImportLimits;
  /** Who is told what, and through which channels. */
  readonly notifications: NotificationSettings;
}

/** A setting that can't be used: says which, and what it may be. */
export class InvalidSettingError extends Error {
  constructor(key: string, value: unknown, wanted: string) {
    super(`setting ${key}: ${JSON.stringify(value)} is not ${wanted}`);
    this.name = 'InvalidSettingError';
  }
}

const ROLES: readonly ProcessRole[] = ['http', 'projections', 'scheduler'];
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];
const MAX_PORT = 65_535;

/** Where each environment variable goes. */
const VARIABLES = {
  NQ57_DATA_DIR: 'dataDir',
  NQ57_SHARED_DIR: 'sharedDir',
  NQ57_HOST: 'host',
  NQ57_PORT: 'port',
  NQ57_ROLES: 'roles',
  NQ57_CLOCK: 'clock',
  NQ57_LOG_LEVEL: 'logLevel',
} as const;

/**
 * Reads `config/default.yaml` and the environment.
 * @throws {InvalidSettingError} an unknown key or a value that can't be
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const file = join(configFolder(), 'default.yaml');
  const raw = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  for (const [variable, key] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value === undefined || value === '') continue;
    raw[key] = key === 'port' ? Number(value) : key === 'roles' ? value.split(',') : value;
  }
  raw.eventLog = { ...(raw.eventLog as object), ...eventLogVariables(env) };
  raw.http = { ...(raw.http as object), ...httpVariables(env) };
  const known = [
    'dataDir',
    'sharedDir',
    'host',
    'port',
    'roles',
    'clock',
    'bodyLimitBytes',
    'logLevel',
    'eventLog',
    'http',
    'imports',
    'notifications',
  ];
  for (const key of Object.keys(raw)) {
    if (!known.includes(key))
      throw new InvalidSettingError(key, raw[key], `known; there are ${known.join(', ')}`);
  }
  const text = (key: string): string => {
    const value = raw[key];
    if (typeof value !== 'string' || value === '') throw new InvalidSettingError(key, value, 'a text');
    return value;
  };
  const oneOf = <Value extends string>(key: string, values: readonly Value[]): Value => {
    const value = raw[key];
    if (!values.includes(value as Value))
      throw new InvalidSettingError(key, value, `one of ${values.join(', ')}`);
    return value as Value;
  };
  const whole = (key: string, max: number): number => {
    const value = raw[key];
    if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > max) {
      throw new InvalidSettingError(key, value, `a whole number from 0 to ${max}`);
    }
    return Number(value);
  };
  const roles = raw.roles;
  if (!Array.isArray(roles) || roles.length === 0 || !roles.every((role) => ROLES.includes(role))) {
    throw new InvalidSettingError('roles', roles, `a list of ${ROLES.join(', ')}`);
  }
  if (roles.includes('scheduler') && !roles.includes('projections')) {
    throw new InvalidSettingError('roles', roles, 'complete: the scheduler needs projections beside it');
  }
  const folder = (key: string) => resolve(text(key));
  const dataDir = folder('dataDir');
  const sharedDir = raw.sharedDir === undefined ? dataDir : folder('sharedDir');
  return {
    dataDir,
    sharedDir,
    host: text('host'),
    port: whole('port', MAX_PORT),
    roles,
    clock: oneOf('clock', ['system', 'log', 'auto']),
    bodyLimitBytes: whole('bodyLimitBytes', Number.MAX_SAFE_INTEGER),
    logLevel: oneOf('logLevel', LOG_LEVELS),
    eventLog: eventLogConfig(raw.eventLog as Record<string, unknown>, dataDir),
    http: httpSettings(raw.http as Record<string, unknown>),
    imports: importLimits(raw.imports),
    notifications: readNotificationSettings(raw.notifications, {
      file: join(sharedDir, 'notifications.db'),
      texts: join(configFolder(), 'notifications'),
      env,
    }),
  };
}

/** What the environment says of the event log. */
function eventLogVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const { NQ57_EVENT_LOG, NQ57_EVENTSTOREDB_URL, NQ57_EVENTSTOREDB_URL_FILE, NQ57_EVENTSTOREDB_PREFIX } = env;
  return {
    ...(NQ57_EVENT_LOG ? { engine: NQ57_EVENT_LOG } : {}),
    ...(NQ57_EVENTSTOREDB_URL_FILE ? { connectionString: secretIn(NQ57_EVENTSTOREDB_URL_FILE) } : {}),
    ...(NQ57_EVENTSTOREDB_URL ? { connectionString: NQ57_EVENTSTOREDB_URL } : {}),
    ...(NQ57_EVENTSTOREDB_PREFIX ? { streamPrefix: NQ57_EVENTSTOREDB_PREFIX } : {}),
  };
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new InvalidSettingError('NQ57_EVENTSTOREDB_URL_FILE', file, 'a file that can be read');
  }
}

/** Its connection string is checked when the log is opened; no refusal repeats it. */
function eventLogConfig(given: Record<string, unknown>, dataDir: string): EventLogConfig {
  const { engine, connectionString, streamPrefix, ...others } = given;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new InvalidSettingError(
      `eventLog.${unknown}`,
      others[unknown],
      'known; there are engine, connectionString, streamPrefix',
    );
  }
  if (engine === 'sqlite') return { engine, path: join(dataDir, 'events.db') };
  if (engine !== 'eventstoredb') {
    throw new InvalidSettingError('eventLog.engine', engine, 'sqlite or eventstoredb');
  }
  if (typeof connectionString !== 'string' || connectionString === '') {
    throw new InvalidSettingError(
      'eventLog.connectionString',
      null,
      'given; write it as esdb://user:password@host1:2113,host2:2113?tls=true (NQ57_EVENTSTOREDB_URL)',
    );
  }
  if (streamPrefix !== undefined && typeof streamPrefix !== 'string') {
    throw new InvalidSettingError('eventLog.streamPrefix', streamPrefix, 'a text');
  }
  return { engine, connectionString, ...(streamPrefix === undefined ? {} : { streamPrefix }) };
}

function httpVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const given: Record<string, string | undefined> = {
    secureCookies: env.NQ57_SECURE_COOKIES,
    webDir: env.NQ57_WEB_DIR,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, value]],
    ),
  );
}

/** A relative folder is taken from the working folder. */
function httpSettings(given: Record<string, unknown>): HttpSettings {
  const { secureCookies, webDir, ...others } = given;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new InvalidSettingError(
      `http.${unknown}`,
      others[unknown],
      'known; there are secureCookies, webDir',
    );
  }
  const secure = SECURE_COOKIES.find((one) => one === secureCookies);
  if (!secure) {
    throw new InvalidSettingError('http.secureCookies', secureCookies, `one of ${SECURE_COOKIES.join(', ')}`);
  }
  if (typeof webDir !== 'string' || webDir === '')
    throw new InvalidSettingError('http.webDir', webDir, 'a text');
  return { secureCookies: secure, webDir: resolve(webDir) };
}

/** Limits that aren't given are the defaults. */
function importLimits(given: unknown): ImportLimits {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>);
  for (const [key, value] of entries) {
    if (!Object.hasOwn(DEFAULT_IMPORT_LIMITS, key)) {
      throw new InvalidSettingError(
        `imports.${key}`,
        value,
        `known; there are ${Object.keys(DEFAULT_IMPORT_LIMITS).join(', ')}`,
      );
    }
    if (!Number.isSafeInteger(value) || Number(value) < 1) {
      throw new InvalidSettingError(`imports.${key}`, value, 'a whole number from 1');
    }
  }
  return { ...DEFAULT_IMPORT_LIMITS, ...Object.fromEntries(entries) };
}
