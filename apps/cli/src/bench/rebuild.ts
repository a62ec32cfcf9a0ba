import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEventLog } from '#event-log';
import { isAppendOnlyIn, pastName, ReadModels, tableName } from '#projections';
import { readModels as models } from '../../../api/src/index.js';
import { handWrittenLoop } from './hand-written-loop.js';
import { alternate, compared, type Measurement } from './measurement.js';

const GOAL = 0.6;

const tables = models.flatMap((model) => model.tables);

/** How many rows each table of the read models holds, and its past. */
function rowCounts(readModels: ReadModels): ReadonlyMap<string, number> {
  const client = readModels.db.$client;
  const count = (name: string) =>
    client.prepare<[], number>(`SELECT count(*) FROM ${name}`).pluck().get() ?? 0;
  return new Map(
    models.flatMap((model) =>
      model.tables.flatMap((table) => {
        const name = tableName(table);
        const names = isAppendOnlyIn(model, table) ? [name] : [name, pastName(name)];
        return names.map((one) => [one, count(one)] as const);
      }),
    ),
  );
}

/**
 * A rebuild of all read models, in this thread, against the hand-written loop.
 * @param folder data folder that holds the log; the read models of the last round stay in it
 */
export async function measureRebuild(
  folder: string,
  { rounds, events }: { readonly rounds: number; readonly events: number },
  tell: (done: number, total: number) => void,
): Promise<Measurement> {
  const log = openEventLog({ engine: 'sqlite', path: join(folder, 'events.db'), readOnly: true });
  const readModels = new ReadModels({ folder, log, models });
  readModels.open();
  const scratch = join(folder, 'hand-written');
  mkdirSync(scratch);
  const total = 2 * rounds * events;
  let done = 0;
  const step = (applied: number) => tell(done + applied, total);
  const perSecond = (started: number) => (events * 1000) / (performance.now() - started);
  try {
    let counts: ReadonlyMap<string, number> | undefined;
    let rows = 0;
    const figures = await alternate(rounds, {
      ours: async () => {
        const started = performance.now();
        await readModels.rebuild(step);
        done += events;
        return perSecond(started);
      },
      baseline: async () => {
        const target = join(scratch, 'tables.db');
        counts ??= rowCounts(readModels);
        const started = performance.now();
        rows = handWrittenLoop(join(folder, 'events.db'), target, tables, counts);
        const rate = perSecond(started);
        rmSync(target);
        done += events;
        step(0);
        return rate;
      },
    });
    return compared(
      {
        name: 'rebuild',
        what: `Dựng lại mọi bảng số liệu từ ${events.toLocaleString('vi-VN')} sự kiện`,
        unit: 'events/s',
        against: 'vòng lặp viết tay: đọc, phân tích, ghi cùng số dòng trong một giao dịch',
      },
      figures,
      GOAL,
      { events, rows },
    );
  } finally {
    readModels.close();
    await log.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
