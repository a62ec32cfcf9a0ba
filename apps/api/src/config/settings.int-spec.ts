import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { InvalidSettingError, readSettings } from './settings.js';

const CONNECTION = 'esdb://app:secret@db1:2113?tls=true';
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'nq57-settings-'));
  folders.push(folder);
  const path = join(folder, 'url');
  writeFileSync(path, text);
  return path;
}

function refusalOf(env: NodeJS.ProcessEnv): InvalidSettingError {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof InvalidSettingError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('The settings of the event log', () => {
  it('are a file in the data folder where nothing is said, and what is shared lies there too', () => {
    const { dataDir, sharedDir, eventLog } = readSettings({ NQ57_DATA_DIR: 'var/one' });
    expect(eventLog).toEqual({ engine: 'sqlite', path: join(dataDir, 'events.db') });
    expect(sharedDir).toBe(dataDir);
  });

  it('name a server by its connection string, or by the file that holds it', () => {
    const server = { NQ57_EVENT_LOG: 'eventstoredb', NQ57_EVENTSTOREDB_PREFIX: 'two' };
    const wanted = { engine: 'eventstoredb', connectionString: CONNECTION, streamPrefix: 'two' };
    expect(readSettings({ ...server, NQ57_EVENTSTOREDB_URL: CONNECTION }).eventLog).toEqual(wanted);
    const file = { NQ57_EVENTSTOREDB_URL_FILE: fileWith(`${CONNECTION}\n`) };
    expect(readSettings({ ...server, ...file }).eventLog).toEqual(wanted);
  });

  it('keep what is shared apart from what is each process’s own', () => {
    const { sharedDir, notifications } = readSettings({
      NQ57_DATA_DIR: 'var/one',
      NQ57_SHARED_DIR: 'var/all',
    });
    expect(sharedDir.endsWith(join('var', 'all'))).toBe(true);
    expect(notifications.file).toBe(join(sharedDir, 'notifications.db'));
  });

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['an engine that there is not', { NQ57_EVENT_LOG: 'postgres' }, 'sqlite or eventstoredb'],
    ['a server without an address', { NQ57_EVENT_LOG: 'eventstoredb' }, 'NQ57_EVENTSTOREDB_URL'],
    ['a file that is not there', { NQ57_EVENTSTOREDB_URL_FILE: '/nowhere/url' }, 'a file that can be read'],
  ])('are refused with %s', (_name, env, advice) => {
    expect(refusalOf(env).message).toContain(advice);
  });
});
