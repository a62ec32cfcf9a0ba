import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from '@jest/globals';
import { type CommandContext, operatorPrincipal } from '#access';
import { type EventLog, openSqliteEventLog, type RecordedEvent } from '#event-log';
import { Refusal, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import { CatalogueLoader } from '../loading/catalogue-loader.js';
import { catalogueReadModels } from '../read-models/read-models.js';

const PAGE = 1000;

/** 09:00 on Monday 5 January 2026, local time. */
export const NOW = '2026-01-05T02:00:00.000Z';

/** The server's command line, loading. */
export const OPERATOR: CommandContext = {
  principal: operatorPrincipal('van-hanh'),
  commandId: 'load-1',
  correlationId: 'load-1',
  digest: 'load',
};

/** A units file of three units and three groups, for {@link CATALOGUE}. */
export const UNITS = `units:
  - { id: so-a, name: Sở A, kind: department, aliases: [SA] }
  - { id: xa-a, name: Xã A, kind: commune, code: '10507' }
  - { id: xa-b, name: Xã B, kind: commune, code: '10508' }
groups:
  - { id: cac-xa, name: Các xã, kinds: [commune] }
  - { id: cac-truong, name: Sở A và các xã, kinds: [commune], units: [so-a], exclude: [xa-b] }
  - { id: lien-quan, name: Các đơn vị liên quan, descriptive: true }
`;

/** A whole catalogue file of two sections, two tasks, two indicators. */
export const CATALOGUE = `id: mau-2026
title: Chương trình mẫu
issuer: Ban Chỉ đạo
documentYear: 2026
period: { from: 2026-01-01, until: 2026-12-31 }
units: mau
policy: city-monthly
classified: false
sections:
  - { code: I, title: Chỉ đạo }
  - { code: II, title: Chuyển đổi số }
tasks:
  - code: '1'
    section: II
    title: Số hóa hồ sơ
    directingLeaders: [Phó Chủ tịch UBND thành phố]
    leadUnits: [so-a, cac-xa]
    coordinatingUnits: [lien-quan]
    deliverables: [Kế hoạch]
    schedule: Quý I/2026
  - code: '2'
    section: I
    title: Kiểm tra định kỳ
    directingLeaders: []
    leadUnits: [xa-b]
    coordinatingUnits: []
    deliverables: []
    schedule: Thường xuyên
indicators:
  - { code: 1.(1)/1, group: 1.(1), name: Hồ sơ trực tuyến, unit: '%', direction: at_least, target: 90, stretchTarget: 95, targetYear: 2026 }
  - { code: 1.(1)/2, group: 1.(1), name: Nền nếp, unit: null, direction: qualitative, targetYear: 2026 }
`;

/** A folder of its own for each test, gone afterwards. */
export function temporaryFolder(): () => string {
  let folder: string | undefined;
  afterEach(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
  });
  return () => {
    folder ??= mkdtempSync(join(tmpdir(), 'nq57-catalogue-'));
    return folder;
  };
}

/** Writes files under a folder, by their paths. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A loader on a SQLite log, with the read models that follow it. */
export interface Bench {
  readonly log: EventLog;
  readonly loader: CatalogueLoader;
  readonly readModels: ReadModels;
  events(): Promise<readonly RecordedEvent[]>;
}

/** @returns a maker of benches in a folder; what it made is closed after the test */
export function benches(): (folder: string) => Bench {
  const open: { log: EventLog; readModels: ReadModels }[] = [];
  afterEach(async () => {
    for (const { log, readModels } of open.splice(0)) {
      await readModels.close();
      await log.close();
    }
  });
  return (folder) => {
    const log = openSqliteEventLog(join(folder, 'events.db'));
    const readModels = new ReadModels({ folder: join(folder, 'read'), log, models: catalogueReadModels });
    readModels.open();
    open.push({ log, readModels });
    const loader = new CatalogueLoader(log, new SettableClock(NOW));
    return { log, loader, readModels, events: () => log.readAll(null, PAGE) };
  };
}

/** The refusal that a promise or a call ends in. @throws what else it ends in */
export async function refusalOf(act: () => unknown): Promise<Refusal> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
