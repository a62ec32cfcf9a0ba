/*
 * What the dependency rules cannot see: they know which file imports which, not what stands in it. Every case reads
 * the sources as text. A scan that finds nothing proves nothing, so each is also shown something that it must find.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const { forbidden: dependencyRules } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: readonly { readonly name: string }[];
};

/** The libs in their order, as the dependency rules have it: each knows those before it. */
const ORDER = dependencyRules.flatMap(
  ({ name }) => /^(.+)-imports-only-what-comes-before$/.exec(name)?.[1] ?? [],
);

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Made of the server's OpenAPI document by a package; nobody writes in it. */
const GENERATED = 'apps/web/src/client/';

/** Paths of the TypeScript files under a folder, from the root of the project, sorted. */
function sourcesOf(...folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/')),
    )
    .filter((path) => !path.startsWith(GENERATED))
    .sort();
}

const isSpec = (path: string) => /\.(spec|int-spec|e2e-spec|browser-spec)\.ts$/.test(path);
const isTest = (path: string) => isSpec(path) || path.includes('/testing/') || path.startsWith('test/');
const libOf = (path: string) => /^libs\/([^/]+)\//.exec(path)?.[1] ?? null;

/** The code without its comments: what they say is not done by them. */
const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const all = sourcesOf('libs', 'apps', 'test');
const production = all.filter((path) => !isTest(path));
const domain = production.filter((path) => /^libs\/[^/]+\/src\/domain\//.test(path));

/** `path: what was found`, for each place where the pattern stands. */
function found(paths: readonly string[], pattern: RegExp): string[] {
  const every = new RegExp(pattern.source, `${pattern.flags}g`);
  return paths.flatMap((path) =>
    [...codeOf(read(path)).matchAll(every)].map(([text]) => `${path}: ${text.replace(/\s+/g, ' ').trim()}`),
  );
}

describe('Time and chance', () => {
  /** A `Date` of now, however it is written, and the other ways to ask for the time or to throw dice. */
  const NOW = /\bnew Date\b(?!\s*\(\s*[^)\s])|\bDate\.now\b|\bTemporal\.Now\b|\bperformance\.now\b/;
  const DICE = /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\brandomInt\b|\bgetRandomValues\b/;
  const CLOCK_FILE = 'libs/kernel/src/clock.ts';

  it.each(['new Date()', 'new Date', 'Date.now()', 'Temporal.Now.instant()', 'performance.now()'])(
    'the scan knows %s',
    (text) => expect(text).toMatch(NOW),
  );

  it('the scan lets a given instant be turned into a Date', () => {
    expect('new Date(instant).toISOString()').not.toMatch(NOW);
  });

  it('nothing in the libs and the server reads a clock but the one file of the kernel', () => {
    // The page tells how long it has waited by the clock of the machine that it is open on.
    const libsAndServer = production.filter((path) => !/^apps\/(cli|web)\//.test(path));
    expect(found([CLOCK_FILE], NOW)).not.toHaveLength(0);
    expect(
      found(
        libsAndServer.filter((path) => path !== CLOCK_FILE),
        NOW,
      ),
    ).toStrictEqual([]);
  });

  it('nothing in domain code throws dice, and Math.random is used nowhere', () => {
    expect('Math.random()').toMatch(DICE);
    expect(found(domain, DICE)).toStrictEqual([]);
    expect(found(production, /\bMath\.random\b/)).toStrictEqual([]);
  });

  it('domain code is given the time: it imports no clock and no source of ids from the kernel', () => {
    const IMPORT =
      /import[^;]*?\b(CLOCK|Clock|SystemClock|ShiftedClock|SettableClock|randomId)\b[^;]*?from '#kernel'/;
    expect("import { addDays, CLOCK } from '#kernel';").toMatch(IMPORT);
    expect(found(domain, IMPORT)).toStrictEqual([]);
  });

  it('projections are given the time by their events', () => {
    const projections = production.filter((path) => path.endsWith('.projection.ts'));
    expect(projections.length).toBeGreaterThan(0);
    expect(found(projections, /\bCLOCK\b|\bClock\b/)).toStrictEqual([]);
  });
});

describe('Stored events', () => {
  const definitions = production.filter((path) => path.endsWith('.events.ts'));

  /** Types of the events that some code writes: only events have a `type` in PascalCase. */
  const written = [
    ...new Set(
      production.flatMap((path) =>
        [...codeOf(read(path)).matchAll(/\btype: '([A-Z][A-Za-z]+)'/g)].map(([, type]) => type as string),
      ),
    ),
  ].sort();

  const fixtures = all
    .map((path) => /^libs\/[^/]+\/src\/domain\//.exec(path)?.[0])
    .filter((folder, index, folders) => folder !== undefined && folders.indexOf(folder) === index)
    .map((folder) => `${folder}fixtures`)
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith('-events.json'));

  /** A fixture file is a list of `{type, …}` or an object by type. */
  const golden = fixtures.flatMap((path) => {
    const content: unknown = JSON.parse(read(path));
    return Array.isArray(content)
      ? content.map(({ type }: { type: string }) => type)
      : Object.keys(content as object);
  });

  it('are defined in files that open with the notice that they are a storage format', () => {
    const silent = definitions.filter((path) => !/^\/\*\s*\* storage format\./i.test(read(path)));
    expect(definitions.length).toBeGreaterThan(0);
    expect(silent).toStrictEqual([]);
  });

  it('have a golden fixture for every type that is written', () => {
    expect(written).toContain('ProgressReported');
    expect(written.filter((type) => !golden.includes(type))).toStrictEqual([]);
  });

  it('have no fixture for a type that no definition names', () => {
    const defined = definitions.map(read).join('\n');
    expect([...new Set(golden)].filter((type) => !new RegExp(`\\b${type}\\b`).test(defined))).toStrictEqual(
      [],
    );
  });

  it('have one row each in the table of ARCHITECTURE.md', () => {
    const rows = [...read('ARCHITECTURE.md').matchAll(/^\| `[^`]+`\s*\| `([A-Z][A-Za-z]+)`/gm)].map(
      ([, type]) => type,
    );
    expect(rows.toSorted()).toStrictEqual([...new Set([...written, ...golden])].sort());
  });
});

describe('Read models', () => {
  const tables = new Map(
    production
      .filter((path) => path.endsWith('.table.ts'))
      .flatMap((path) =>
        [...read(path).matchAll(/\bsqliteTable\(\s*'(\w+)'/g)].map(([, name]) => [
          name as string,
          libOf(path),
        ]),
      ),
  );
  const isTable = (name: string) => tables.has(name);
  const rank = (lib: string | null) => (lib === null ? ORDER.length : ORDER.indexOf(lib));

  /** Tables named after these words of SQL, by file. */
  function named(words: string): { path: string; table: string }[] {
    const pattern = new RegExp(`\\b(?:${words})\\s+"?(\\w+)"?`, 'g');
    return production.flatMap((path) =>
      [...codeOf(read(path)).matchAll(pattern)]
        .map(([, table]) => ({ path, table: table as string }))
        .filter(({ table }) => isTable(table)),
    );
  }

  it('are read in SQL only by their own lib and those after it', () => {
    const reads = named('FROM|JOIN');
    expect(reads.length).toBeGreaterThan(0);
    const upwards = reads.filter(({ path, table }) => rank(libOf(path)) < rank(tables.get(table) ?? null));
    expect(upwards).toStrictEqual([]);
  });

  it('are written in SQL only by a projection of their own lib', () => {
    const writes = named('INSERT INTO|UPDATE|DELETE FROM');
    expect(writes.length).toBeGreaterThan(0);
    const foreign = writes.filter(
      ({ path, table }) => libOf(path) !== tables.get(table) || !path.endsWith('.projection.ts'),
    );
    expect(foreign).toStrictEqual([]);
  });

  it('are written through Drizzle only by projections', () => {
    const WRITE = /\bdb\s*\.(?:insert|update|delete)\(|\binserter\(/;
    const elsewhere = production.filter(
      (path) => !path.endsWith('.projection.ts') && path !== 'libs/projections/src/table-sql.ts',
    );
    expect(
      found(
        production.filter((path) => path.endsWith('.projection.ts')),
        WRITE,
      ),
    ).not.toHaveLength(0);
    expect(found(elsewhere, WRITE)).toStrictEqual([]);
  });

  it('stand in the table of ARCHITECTURE.md with their versions and tables', () => {
    const models = production
      .filter((path) => path.endsWith('.projection.ts'))
      .flatMap((path) => [...read(path).matchAll(/\bname: '([\w-]+)',\s*version: (\d+)/g)])
      .map(([, name, version]) => `${name} ${version}`);
    const rows = [...read('ARCHITECTURE.md').matchAll(/^\| `([\w-]+)`\s*\| (\d+)\s*\| (.*?)\|/gm)];
    expect(models.length).toBeGreaterThan(0);
    expect(rows.map(([, name, version]) => `${name} ${version}`).sort()).toStrictEqual(models.sort());
    const documented = rows.flatMap(([, , , cell]) =>
      [...(cell ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(documented.toSorted()).toStrictEqual([...tables.keys()].sort());
  });
});

describe('Libs', () => {
  const libs = readdirSync(join(ROOT, 'libs'));
  const { imports } = JSON.parse(read('package.json')) as {
    imports: Record<string, { source: string; default: string }>;
  };

  it('are those of the order, no more and no fewer', () => {
    expect(libs.toSorted()).toStrictEqual(ORDER.toSorted());
  });

  it('have each a README and a door', () => {
    const missing = libs
      .flatMap((lib) => [`libs/${lib}/README.md`, `libs/${lib}/src/index.ts`])
      .filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toStrictEqual([]);
  });

  it('have each their door among the imports of package.json, to the source and to what is built of it', () => {
    for (const lib of libs) {
      expect(imports[`#${lib}`]).toStrictEqual({
        source: `./libs/${lib}/src/index.ts`,
        default: `./dist/libs/${lib}/src/index.js`,
      });
    }
  });
});

describe('Tests', () => {
  /**
   * The places that skip, by a name that says why: what an engine can't do; a server, documents or a browser that
   * aren't here.
   */
  const MAY_SKIP = [
    'libs/event-log/src/testing/event-log-contract.ts',
    'libs/event-log/src/testing/eventstoredb-server.ts',
    'libs/catalogue/src/testing/source-documents.ts',
    'test/web/support/browser.ts',
  ];
  const HELD_BACK =
    /\b(?:it|test|describe)(?:\.each)?\.(?:skip|only|todo|failing)\b|\b[xf](?:it|test|describe)\s*[.(]/;

  it('are all run: none is skipped, singled out or only promised', () => {
    // Put together, so that this file is looked at like all others.
    for (const [name, way] of [
      ['it', '.skip'],
      ['describe', '.only'],
      ['f', 'describe'],
    ]) {
      expect(`${name}${way}('…', () => {})`).toMatch(HELD_BACK);
    }
    const others = all.filter((path) => isTest(path) && !MAY_SKIP.includes(path));
    expect(others.length).toBeGreaterThan(0);
    expect(found(others, HELD_BACK)).toStrictEqual([]);
  });

  it('of the pure tier open no database, no server and no process', () => {
    const pure = all.filter((path) => path.endsWith('.spec.ts') && !path.startsWith('test/architecture/'));
    const OUTSIDE =
      /'better-sqlite3'|'@nestjs\/testing'|\bopenSqliteEventLog\(|\bmkdtempSync\(|'node:child_process'/;
    expect("import Database from 'better-sqlite3';").toMatch(OUTSIDE);
    expect(pure.length).toBeGreaterThan(0);
    expect(found(pure, OUTSIDE)).toStrictEqual([]);
  });

  it('of the storage tier start no server', () => {
    const storage = all.filter((path) => path.endsWith('.int-spec.ts'));
    expect(storage.length).toBeGreaterThan(0);
    expect(found(storage, /\bcreateNestApplication\b|\bcreateServer\(|\.inject\(\{/)).toStrictEqual([]);
  });
});

describe('Texts', () => {
  it('are NFC throughout: sources, configuration and documents', () => {
    const config = readdirSync(join(ROOT, 'config'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml') || name.endsWith('.txt'))
      .map((name) => `config/${name}`);
    const documents = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`);
    const texts = [...all, ...config, ...documents, 'ARCHITECTURE.md', 'CONTRIBUTING.md'];
    expect('é').toHaveLength(1);
    expect(texts.filter((path) => read(path) !== read(path).normalize('NFC'))).toStrictEqual([]);
  });

  it('hold no mark for work left undone', () => {
    // Put together, so that this file is looked at like all others.
    const words = ['TO', 'FIX', 'X'].map((start, index) => start + ['DO', 'ME', 'XX'][index]);
    const mark = new RegExp(`\\b(?:${words.join('|')})\\b`);
    expect(`// ${words[0]} later`).toMatch(mark);
    expect(all.filter((path) => mark.test(read(path)))).toStrictEqual([]);
  });
});
