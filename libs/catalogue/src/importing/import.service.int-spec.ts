import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EventLog, EventLogUnavailableError, verifyLog } from '#event-log';
import { Refusal, SettableClock } from '#kernel';
import { CatalogueLoader } from '../loading/catalogue-loader.js';
import { type Bench, benches, NOW, OPERATOR, refusalOf, temporaryFolder } from '../testing/fixtures.js';
import { DEFAULT_IMPORT_LIMITS, readSourceDocument } from './files/index.js';
import {
  docxParts,
  EXCEL_APPENDIX,
  makeZip,
  TAB_APPENDIX,
  WORD_APPENDIX,
  xlsxParts,
} from './files/testing/index.js';
import { ImportService } from './import.service.js';

const folder = temporaryFolder();
const bench = benches();
const REQUEST = { units: 'hai-phong', policy: 'city-monthly', year: 2026, title: 'Kế hoạch' };
const COMMAND = { ...OPERATOR, commandId: 'import-1', correlationId: 'import-1' };

function serviceOn({ readModels }: Pick<Bench, 'readModels'>, log: EventLog): ImportService {
  const clock = new SettableClock(NOW);
  const settings = { folder: join(folder(), 'imports'), limits: DEFAULT_IMPORT_LIMITS };
  return new ImportService(log, clock, settings, readModels, new CatalogueLoader(log, clock));
}

const bytesOf = (data: string | Uint8Array) => new Uint8Array(Buffer.from(data));

const csv = (count: number) =>
  new TextEncoder().encode(
    [
      'STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn',
      ...Array.from(
        { length: count },
        (_, index) => `${index + 1};Việc thứ ${index + 1};Sở Tài chính;Quý III/2026`,
      ),
    ].join('\n'),
  );

/** A log whose appends to tasks fail after so many. */
function failingAfter(log: EventLog, appends: number): EventLog {
  let done = 0;
  return new Proxy(log, {
    get(target, property) {
      if (property !== 'append') {
        const value = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (...args: Parameters<EventLog['append']>) => {
        if (args[0].startsWith('task-') && ++done > appends)
          throw new EventLogUnavailableError('the disk is full');
        return target.append(...args);
      };
    },
  });
}

describe('an import that breaks off', () => {
  it('shows nobody half a programme, and is completed by confirming what is looked at again', async () => {
    const made = bench(folder());
    const document = await readSourceDocument(csv(100), 'a.csv');
    const broken = serviceOn(made, failingAfter(made.log, 40));
    const first = await broken.prepare({ ...REQUEST, programme: 'kh-mot' }, document, COMMAND);
    await expect(broken.confirm('kh-mot', first.id, first.digest, COMMAND)).rejects.toThrow(
      'the disk is full',
    );
    expect(await made.log.readStream('programme-kh-mot')).toEqual([]);

    const whole = serviceOn(made, made.log);
    const again = await whole.get('kh-mot', first.id);
    const keep = again.plan.tasks.filter(({ action }) => action === 'keep').length;
    expect(keep).toBeGreaterThan(0);
    expect(again.plan.isNew).toBe(true);
    expect(await whole.confirm('kh-mot', first.id, again.digest, COMMAND)).toMatchObject({
      isNew: true,
      created: 100 - keep,
      kept: keep,
    });
    const types = (await made.events())
      .filter(({ stream }) => stream.startsWith('task-'))
      .map(({ type }) => type);
    expect(types).toEqual(Array.from({ length: 100 }, () => 'TaskRegistered'));
    expect(await made.log.readStream('programme-kh-mot')).toHaveLength(1);
  });

  it('confirmed twice at the same moment is written once', async () => {
    const made = bench(folder());
    const service = serviceOn(made, made.log);
    const document = await readSourceDocument(csv(30), 'a.csv');
    const { id, digest } = await service.prepare({ ...REQUEST, programme: 'kh-hai' }, document, COMMAND);
    const [one, other] = await Promise.all([
      service.confirm('kh-hai', id, digest, COMMAND),
      service.confirm('kh-hai', id, digest, COMMAND),
    ]);
    expect(one).toEqual(other);
    expect((await made.events()).filter(({ type }) => type === 'TaskRegistered')).toHaveLength(30);
  });
});

describe('a thousand mutations of good files', () => {
  const DOCX = docxParts({ tables: [WORD_APPENDIX] });
  const XLSX = xlsxParts({ sheets: [EXCEL_APPENDIX] });
  /** Each good file by how its bytes come about from those of what is mutated: the text, the zip, or a part of it. */
  const GOOD: readonly { readonly bytes: Uint8Array; readonly pack: (bytes: Uint8Array) => Uint8Array }[] = [
    { bytes: bytesOf(TAB_APPENDIX), pack: (bytes) => bytes },
    { bytes: makeZip(DOCX), pack: (bytes) => bytes },
    ...[DOCX, XLSX].flatMap((parts) =>
      parts
        .filter(({ name }) => /document\.xml$|sheet1\.xml$|sharedStrings\.xml$/.test(name))
        .map((part) => ({
          bytes: bytesOf(part.data),
          pack: (data: Uint8Array) => makeZip(parts.map((one) => (one === part ? { ...one, data } : one))),
        })),
    ),
  ];
  const SEED = 57;

  it('are refused with nothing written, or are written whole', async () => {
    const made = bench(folder());
    const service = serviceOn(made, made.log);
    const outcomes = { refused: 0, unreadable: 0, written: 0 };
    let round = 0;
    const mutation = fc.record({
      file: fc.nat({ max: GOOD.length - 1 }),
      edits: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          byte: fc.constantFrom(0, 9, 10, 32, 46, 48, 57, 60, 62, 65, 97, 255),
        }),
        {
          maxLength: 3,
        },
      ),
      cut: fc.option(fc.double({ min: 0.2, max: 1, noNaN: true }), { freq: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ file, edits, cut }) => {
        const { bytes: good, pack } = GOOD[file]!;
        const bytes = Uint8Array.from(good);
        for (const { at, byte } of edits) bytes[Math.floor(at * (bytes.length - 1))] = byte;
        const mutated = pack(bytes.subarray(0, cut === null ? bytes.length : Math.floor(cut * bytes.length)));
        round += 1;
        const programme = `kh-${round}`;
        const before = await made.log.head();
        try {
          const document = await readSourceDocument(mutated, 'phu-luc');
          const { id, digest, plan } = await service.prepare({ ...REQUEST, programme }, document, COMMAND);
          if (plan.unreadable.length > 0) {
            const refusal = await refusalOf(() => service.confirm(programme, id, digest, COMMAND));
            expect(refusal.code).toBe('import-unreadable');
            expect(await made.log.head()).toBe(before);
            outcomes.unreadable += 1;
            return;
          }
          const { created } = await service.confirm(programme, id, digest, COMMAND);
          const written = await Promise.all(
            plan.tasks.map(({ code }) => made.log.readStream(`task-${programme}.${code}`)),
          );
          expect(written.map((events) => events.length)).toEqual(plan.tasks.map(() => 1));
          expect(created).toBe(plan.tasks.length);
          expect(await made.log.readStream(`programme-${programme}`)).toHaveLength(1);
          outcomes.written += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(await made.log.head()).toBe(before);
          outcomes.refused += 1;
        }
      }),
      { numRuns: 1000, seed: SEED },
    );
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
    expect(await verifyLog(join(folder(), 'events.db'))).toMatchObject({ whole: true, problems: [] });
  }, 120_000);
});
