import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { arch, cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { note } from '../output.js';
import { progressBar } from '../progress.js';
import { measureAppend } from './append.js';
import { measureEsdbAppend, measureEsdbFollow } from './eventstoredb.js';
import { measureHttp } from './http.js';
import { measureKnownAt } from './known-at.js';
import type { Measurement, MeasureName } from './measurement.js';
import { measureMemory } from './memory.js';
import { measureRebuild } from './rebuild.js';
import { measureRules } from './rules.js';
import { writeSampleLog } from './sample-log.js';

export interface BenchOptions {
  /** Events of the log that is rebuilt. */
  readonly events: number;
  /** One measure; undefined: all. */
  readonly only?: MeasureName | undefined;
}

export interface BenchReport {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly os: string;
    readonly node: string;
  };
  readonly events: number;
  /** Whether every goal was met. */
  readonly met: boolean;
  readonly measures: readonly Measurement[];
  /** What could not be measured here, and why, for people. */
  readonly leftOut: readonly { readonly name: MeasureName; readonly why: string }[];
}

/** How long and how often, by the size of the run. */
const FULL = {
  simulatedUntil: '2026-11-20',
  programmesOverHttp: 4,
  append: { rounds: 7, seconds: 1 },
  rebuildRounds: 3,
  knownAtRounds: 5,
  http: { rounds: 5, seconds: 5 },
  rules: { many: 180_000, few: 1_000, rounds: 3, repeats: 15 },
  esdbAppend: { rounds: 40, seconds: 0.4 },
  esdbFollow: { rounds: 11, events: 50_000 },
};
const QUICK: typeof FULL = {
  simulatedUntil: '2026-02-15',
  programmesOverHttp: 1,
  append: { rounds: 5, seconds: 0.4 },
  rebuildRounds: 5,
  knownAtRounds: 3,
  http: { rounds: 3, seconds: 1 },
  rules: { many: 20_000, few: 1_000, rounds: 3, repeats: 9 },
  esdbAppend: { rounds: 12, seconds: 0.3 },
  esdbFollow: { rounds: 5, events: 20_000 },
};
/** Runs of fewer events than this are quick in everything. */
const FULL_FROM = 200_000;

const PROGRAMME = 'ctr-bcd-2026';
const SIMULATED_FROM = '2026-01-05';
/** What statfs calls a file system that lies in memory: nothing is ever synced there. */
const TMPFS = 0x01021994;
const GIB = 2 ** 30;
/** Those that begin with a simulated programme; the ones on the sample log read one. */
const ON_A_PROGRAMME: readonly MeasureName[] = ['rebuild', 'known-at', 'http', 'memory'];
const ON_THE_SAMPLE: readonly MeasureName[] = ['rebuild', 'known-at', 'memory'];
const ON_A_SERVER: readonly MeasureName[] = ['esdb-append', 'esdb-follow'];
const NO_SERVER = 'biến môi trường EVENTSTOREDB_URL không chỉ tới máy chủ nào';

/** Every measure in turn, in a folder that is gone afterwards, however it ends. */
export async function bench({ events, only }: BenchOptions): Promise<BenchReport> {
  const size = events < FULL_FROM ? QUICK : FULL;
  const root = mkdtempSync(join(tmpdir(), 'nq57-bench-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  const stop = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  if (process.platform === 'linux' && statfsSync(root).type === TMPFS) {
    note(`${tmpdir()} nằm trong bộ nhớ: ghi bền ở đó không tốn gì; đặt TMPDIR vào một ổ đĩa để đo cho đúng.`);
  }
  const folder = (name: string) => {
    const path = join(root, name);
    mkdirSync(path);
    return path;
  };
  try {
    const wants = (names: readonly MeasureName[]) => only === undefined || names.includes(only);
    const simulated = wants(ON_A_PROGRAMME) ? folder('simulated') : '';
    if (simulated) await simulateInProcess(simulated, size.simulatedUntil);
    const sampleIn = async (name: string, count: number | ((own: number) => number)) => {
      const path = folder(name);
      await progressBar('Viết nhật ký mẫu', (tell) =>
        writeSampleLog(join(simulated, 'events.db'), join(path, 'events.db'), PROGRAMME, count, tell),
      );
      return path;
    };
    const sample = wants(ON_THE_SAMPLE) ? await sampleIn('sample', events) : '';
    const { EVENTSTOREDB_URL: server = '' } = process.env;

    const measures: Record<MeasureName, () => Promise<Measurement | readonly Measurement[]>> = {
      append: () => progressBar('append', (tell) => measureAppend(folder('append'), size.append, tell)),
      rebuild: () =>
        progressBar('rebuild', (tell) =>
          measureRebuild(sample, { rounds: size.rebuildRounds, events }, tell),
        ),
      'known-at': () => measureKnownAt(sample, PROGRAMME, { rounds: size.knownAtRounds, events }),
      http: async () => {
        const path = await sampleIn('http', (own) => own * size.programmesOverHttp);
        return progressBar('http', (tell) => measureHttp(path, size.http, tell));
      },
      memory: () => measureMemory(sample, events),
      rules: () => measureRules(folder('rules'), size.rules),
      'esdb-append': () =>
        progressBar('esdb-append', (tell) => measureEsdbAppend(server, size.esdbAppend, tell)),
      'esdb-follow': () =>
        progressBar('esdb-follow', (tell) => measureEsdbFollow(server, size.esdbFollow, tell)),
    };
    const absent = server === '' ? ON_A_SERVER.filter((name) => wants([name])) : [];
    const results: Measurement[] = [];
    for (const name of Object.keys(measures) as MeasureName[]) {
      if (wants([name]) && !absent.includes(name)) results.push(...[await measures[name]()].flat());
    }
    const leftOut = absent.map((name) => ({ name, why: NO_SERVER }));
    const met = results.every((result) => result.met);
    return { machine: machine(), events, met, measures: results, leftOut };
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    remove();
  }
}

/** A programme's months, by the real commands, in a process of its own. */
function simulateInProcess(dataDir: string, until: string): Promise<void> {
  const [, program = ''] = process.argv;
  const args = ['simulate', '--programme', PROGRAMME, '--from', SIMULATED_FROM, '--until', until];
  const child = fork(program, args, {
    env: { ...process.env, NQ57_DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the simulation ended with exit code ${code}`)),
    );
  });
}

function machine(): BenchReport['machine'] {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / GIB),
    os: `${type()} ${release()} ${arch()}`,
    node: process.version,
  };
}
