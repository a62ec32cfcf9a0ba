// The one launcher behind every npm script. It runs under whatever Node is there (20 or later), installs and
// builds what is missing or stale, then hands over to the Node 24 of the project's own dependencies.
// What it has to say goes to standard error, so that `npm run -s nq57 -- … --json` prints JSON alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');
const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const installStamp = join(root, 'node_modules', '.nq57-install');
const buildStamp = join(root, 'dist', '.nq57-build');
const buildLock = join(root, 'node_modules', '.nq57-build-lock');
const web = join(root, 'apps', 'web');
const webStamp = join(root, 'dist', 'web', '.nq57-build');
const openApi = join(root, 'dist', 'openapi.json');
const jest = [
  '--experimental-vm-modules',
  '--no-warnings',
  join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
];

const say = (text) => process.stderr.write(`${text}\n`);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Runs a program to its end; its standard output goes to ours, or to standard error when `quiet`. */
function run(program, args, { quiet = false, env = process.env, cwd = root } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env: { ...env, PATH: `${bin}${windows ? ';' : ':'}${env.PATH ?? ''}` },
    stdio: ['inherit', quiet ? 2 : 'inherit', 'inherit'],
    shell: windows,
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

function orStop(status, what) {
  if (status === 0) return;
  say(`${what} failed (exit code ${status}).`);
  process.exit(status);
}

function install() {
  const wanted = sha256(readFileSync(join(root, 'package-lock.json')));
  const installed = existsSync(installStamp) ? readFileSync(installStamp, 'utf8') : '';
  if (installed === wanted && existsSync(node)) return;
  say('Installing the dependencies (the first run only)…');
  // Not `npm ci`: it stops where a registry lacks the builds for other machines, which nobody here needs.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  orStop(run('npm', args, { quiet: true }), 'npm install');
  if (!existsSync(node)) {
    // An npm that skips install scripts leaves the runtime out; this is the very script that it skipped.
    orStop(run('npm', ['rebuild', 'node', '--loglevel=error'], { quiet: true }), 'npm rebuild node');
  }
  if (!existsSync(node)) {
    say(
      'The Node 24 runtime (npm package "node") was not installed. Allow its install script and run again.',
    );
    process.exit(1);
  }
  writeFileSync(installStamp, wanted);
}

/** Path, size and time of every source file: changes when any of them is edited, added or removed. */
function fingerprint(folders, files, isSource) {
  const lines = [];
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    lines.push(`${path} ${size} ${mtimeMs}`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (isSource(path)) add(path);
      } else if (path !== 'apps/web/src/client') walk(path);
    }
  };
  folders.forEach(walk);
  files.forEach(add);
  return sha256(lines.sort().join('\n'));
}

const ofServer = () =>
  fingerprint(
    ['apps/api', 'apps/cli', 'libs', 'test'],
    ['.swcrc', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'],
    (path) => path.endsWith('.ts'),
  );
const ofWeb = () => fingerprint(['apps/web'], ['package-lock.json'], () => true);

const stampOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const builtFrom = () => stampOf(buildStamp);

/** Holds the build's lock: two commands started at once must not build into one folder. The later one waits. */
function locked(work) {
  const patience = 120_000;
  const started = Date.now();
  for (;;) {
    try {
      mkdirSync(buildLock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - statSync(buildLock).mtimeMs > patience || Date.now() - started > patience) {
        rmSync(buildLock, { recursive: true, force: true });
      } else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    work();
  } finally {
    rmSync(buildLock, { recursive: true, force: true });
  }
}

function build() {
  const wanted = ofServer();
  if (builtFrom() === wanted) return;
  locked(() => {
    if (builtFrom() === wanted) return;
    say('Building…');
    // What the web's build left beside them stays.
    for (const folder of ['apps', 'libs', 'test']) {
      rmSync(join(root, 'dist', folder), { recursive: true, force: true });
    }
    orStop(
      run(node, [join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build'], { quiet: true }),
      'nest build',
    );
    writeFileSync(buildStamp, wanted);
  });
}

/** The web's client anew from the server's OpenAPI document, where that has changed. */
function webClient() {
  const client = join(web, 'src', 'client');
  const stamp = join(client, '.nq57-openapi');
  orStop(
    run(node, [join(root, 'scripts', 'write-openapi.mjs'), openApi], { quiet: true }),
    'the OpenAPI document',
  );
  const wanted = sha256(readFileSync(openApi) + readFileSync(join(web, 'openapi-ts.config.ts')));
  if (stampOf(stamp) === wanted) return;
  say('Generating the client of the web…');
  const generator = join(root, 'node_modules', '@hey-api', 'openapi-ts', 'bin', 'run.js');
  const env = { ...process.env, NQ57_OPENAPI: openApi };
  orStop(
    run(node, [generator, '-f', join(web, 'openapi-ts.config.ts')], { quiet: true, env, cwd: web }),
    'openapi-ts',
  );
  writeFileSync(stamp, wanted);
}

/** The pages in the browser, where they or the server's routes have changed. */
function webBuild() {
  const wanted = sha256(`${builtFrom()} ${ofWeb()}`);
  if (stampOf(webStamp) === wanted) return;
  locked(() => {
    if (stampOf(webStamp) === wanted) return;
    webClient();
    say('Building the web…');
    orStop(vite(['build', '--logLevel', 'warn']), 'vite build');
    writeFileSync(webStamp, wanted);
  });
}

const vite = (args) =>
  run(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ...args], { quiet: true, cwd: web });

const app = (name) => join(root, 'dist', 'apps', name, 'src', 'main.js');
// A small nursery: on a machine with much memory the collector otherwise lets hundreds of megabytes of litter lie.
const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=8'];
const cli = (args) => run(node, [...nodeFlags, app('cli'), ...args]);

const tsc = (args) =>
  run(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', ...args]);

const checks = [
  ['types', () => tsc([])],
  [
    'types of the web',
    () => {
      webClient();
      return tsc(['-p', web]);
    },
  ],
  ['lint and format', () => run(join(bin, 'biome'), ['ci', '--error-on-warnings', '.'])],
  [
    'dependency rules',
    () => run(join(bin, 'depcruise'), ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'test']),
  ],
  ['docs links', () => run(node, [join(root, 'scripts', 'check-docs.mjs')])],
  [
    'what a browser loads at first',
    () => {
      webBuild();
      return run(node, [join(root, 'scripts', 'check-web-budget.mjs')]);
    },
  ],
];

const tasks = {
  build: () => {
    webBuild();
    return 0;
  },
  demo: (args) => {
    webBuild();
    return cli(['demo', ...args]);
  },
  start: (args) => {
    webBuild();
    return run(node, [...nodeFlags, app('api'), ...args]);
  },
  'web:client': () => {
    webClient();
    return 0;
  },
  'web:build': () => {
    webClient();
    orStop(tsc(['-p', web]), 'types of the web');
    webBuild();
    return 0;
  },
  'web:dev': (args) => {
    webClient();
    return vite(args);
  },
  nq57: cli,
  test: (args) => {
    bringChromium(say);
    webBuild();
    return run(node, [...jest, ...args]);
  },
  'test:long': (args) => {
    bringChromium(say);
    webBuild();
    return run(node, [...jest, ...args], { env: { ...process.env, NQ57_LONG: '1' } });
  },
  screenshots: (args) => {
    bringChromium(say);
    webBuild();
    const only = ['--testRegex', 'test/web/screenshots\\.ts$'];
    return run(node, [...jest, ...only, ...args], { env: { ...process.env, CI: 'true' } });
  },
  'test:eventstoredb': (args) =>
    run(node, [...nodeFlags, join(root, 'dist', 'test', 'eventstoredb', 'main.js'), ...args]),
  bench: (args) => cli(['bench', ...args]),
  format: () => run(join(bin, 'biome'), ['check', '--write', '.']),
  check: (args) => {
    for (const [what, check] of checks) {
      say(`— ${what}`);
      orStop(check(), what);
    }
    say('— tests');
    bringChromium(say);
    return run(node, [...jest, ...args]);
  },
};

const [task, ...args] = process.argv.slice(2);
if (!Object.hasOwn(tasks, task ?? '')) {
  say(`Usage: node scripts/run.mjs ${Object.keys(tasks).join(' | ')}`);
  process.exit(2);
}
install();
build();
process.exit(tasks[task](args));
