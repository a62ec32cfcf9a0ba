/*
 * The scripts that the cluster is set up with, run as they are. Where they speak with a server, a stand-in for curl
 * answers from a file of its own and notes what it was asked.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url));
const ADMIN_PASSWORD = 'an-administrators-word';
const APP_PASSWORD = 'the-applications-word';
const NEWEST_SETTINGS = 'newest-settings';
const NEWEST_METADATA = 'newest-metadata';
/** Permissions of a file's mode, without its kind. */
const PERMISSIONS = 0o777;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-deploy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const run = (script: string, env: Record<string, string> = {}) =>
  spawnSync('sh', [join(DEPLOY, script)], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH ?? ''}`, ...env },
  });

describe('The script that makes the secrets', () => {
  const make = () => run('make-secrets.sh', { SECRETS_DIR: at('secrets') });
  const secret = (name: string) => readFileSync(at(`secrets/${name}`), 'utf8');

  it('makes two passwords and a connection string with TLS, in a folder closed to others', () => {
    expect(make().status).toBe(0);
    const [admin, app] = [secret('log-admin-password'), secret('log-app-password')];
    expect([admin, app]).toEqual([
      expect.stringMatching(/^[0-9a-f]{48}$/),
      expect.stringMatching(/^[0-9a-f]{48}$/),
    ]);
    expect(admin).not.toBe(app);
    expect(secret('log-url')).toBe(
      `esdb://nq57:${app}@node1:2113,node2:2113,node3:2113?tls=true&tlsCAFile=/ca/ca.crt`,
    );
    expect(statSync(at('secrets')).mode & PERMISSIONS).toBe(0o700);
  });

  it('changes nothing that is there', () => {
    make();
    const before = ['log-admin-password', 'log-app-password', 'log-url'].map(secret);
    expect(make().status).toBe(0);
    expect(['log-admin-password', 'log-app-password', 'log-url'].map(secret)).toEqual(before);
  });
});

describe('The script that protects the log', () => {
  /**
   * One server as the script meets it. What it knows is in files: the passwords of its users, the newest rights. What
   * it is asked to change stands in `asked`, a line each: method, path, body.
   */
  const CURL = `#!/bin/sh
method=GET data= config=
while [ $# -gt 0 ]; do
  case $1 in
    -K) config=$(cat); shift ;;
    -X) method=$2; shift ;;
    -d) data=$2; shift ;;
    -H | -w | --max-time | --cacert) shift ;;
    http*) path=/\${1#https://*/} ;;
  esac
  shift
done
answer() { printf '%s\\n%s' "\${2:-}" "$1"; exit 0; }
cd "$STAND_IN"
[ "$path" != /info ] || { echo '{ "state": "leader" }'; exit 0; }
login=\${config#user = \\"}
login=\${login%\\"}
user=\${login%%:*}
[ "\${login#*:}" = "$(cat "user-$user" 2>/dev/null)" ] || answer 401
[ "$method" = GET ] || echo "$user $method $path $data" >>asked
[ "$user" = admin ] || { case "$method $path" in
  "GET /streams/%24all" | 'GET /users/$current') answer 200 ;;
  *) answer "$(cat app-may)" ;;
esac; }
case "$method $path" in
  "POST /users/") echo "$data" | sed 's/.*"password":"\\([^"]*\\)".*/\\1/' | tr -d '\\n' >user-nq57; answer 201 ;;
  "POST /users/admin/command/reset-password") echo "$data" | sed 's/.*:"\\([^"]*\\)".*/\\1/' | tr -d '\\n' >user-admin ;;
  "POST /users/ops/command/disable") rm -f user-ops ;;
  "GET /users/nq57") [ -s user-nq57 ] || answer 404 ;;
  "GET /streams/%24settings/head") answer 200 "$(cat ${NEWEST_SETTINGS} 2>/dev/null)" ;;
  "GET /streams/%24all/metadata") answer 200 "$(cat ${NEWEST_METADATA} 2>/dev/null)" ;;
  "POST /streams/%24settings") printf '%s' "$data" >${NEWEST_SETTINGS}; answer 201 ;;
  "POST /streams/%24all/metadata") printf '%s' "$data" >${NEWEST_METADATA}; answer 201 ;;
esac
answer 200
`;

  const write = (name: string, content: string) => writeFileSync(at(name), content);
  const protect = (env: Record<string, string> = {}) =>
    run('protect-log.sh', {
      STAND_IN: folder,
      LOG_NODES: 'https://node1:2113 https://node2:2113',
      LOG_CA: at('ca.crt'),
      ADMIN_PASSWORD_FILE: at('admin'),
      APP_PASSWORD_FILE: at('app'),
      ...env,
    });
  const asked = () => (existsSync(at('asked')) ? readFileSync(at('asked'), 'utf8').trim().split('\n') : []);
  const stored = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));

  beforeEach(() => {
    write('curl', CURL);
    chmodSync(at('curl'), PERMISSIONS);
    write('admin', ADMIN_PASSWORD);
    write('app', APP_PASSWORD);
    write('user-admin', 'changeit');
    write('user-ops', 'changeit');
    write('app-may', '403');
  });

  it('replaces the factory passwords and leaves deleting and metadata to administrators', () => {
    const { status, stderr } = protect();
    expect([status, stderr]).toEqual([0, expect.stringContaining('the log is protected')]);
    expect(readFileSync(at('user-admin'), 'utf8')).toBe(ADMIN_PASSWORD);
    expect(readFileSync(at('user-nq57'), 'utf8')).toBe(APP_PASSWORD);
    expect(existsSync(at('user-ops'))).toBe(false);
    const admins = ['$admins'];
    expect(stored(NEWEST_SETTINGS)).toEqual({
      $userStreamAcl: { $r: ['nq57-writers'], $w: ['nq57-writers'], $d: admins, $mr: admins, $mw: admins },
      $systemStreamAcl: { $r: admins, $w: admins, $d: admins, $mr: admins, $mw: admins },
    });
  });

  it('gives the application the right to read everything, and sets no retention', () => {
    protect();
    expect(stored(NEWEST_METADATA)).toEqual({ $acl: { $r: ['$admins', 'nq57-writers'] } });
    const byAdmin = asked().filter((line) => line.startsWith('admin '));
    expect(byAdmin.length).toBeGreaterThan(0);
    expect(byAdmin.filter((line) => /\$max|\$tb|scavenge|DELETE/.test(line))).toEqual([]);
  });

  it('writes no rights a second time where they stand', () => {
    protect();
    rmSync(at('asked'));
    expect(protect().status).toBe(0);
    expect(asked().filter((line) => /^admin \w+ \/streams/.test(line))).toEqual([]);
  });

  it('fails where the application may still delete a stream or set its metadata', () => {
    write('app-may', '204');
    const { status, stderr } = protect();
    expect([status, stderr]).toEqual([1, expect.stringContaining('deleting a stream as nq57: answered 204')]);
  });

  it('fails where the administrator has yet another password', () => {
    write('user-admin', 'something-else-altogether');
    const { status, stderr } = protect({ PATIENCE_SECONDS: '1' });
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("admin can't log in at https://node1:2113"),
    ]);
  });

  it.each([
    ['changeit', 'holds the factory password'],
    ['short', 'fewer than 16 characters'],
    ['with "quotes" and blanks', 'only letters, digits'],
    [ADMIN_PASSWORD, 'the two passwords are the same'],
  ])('refuses the password %s before it asks anything', (password, why) => {
    write('app', password);
    const { status, stderr } = protect();
    expect([status, stderr]).toEqual([1, expect.stringContaining(why)]);
    expect(asked()).toEqual([]);
  });
});
