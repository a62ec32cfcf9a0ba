/*
 * The project's dependency rules, each with its reason. There are no exemptions: what a rule forbids is moved, not
 * excused. `npm run check` runs them on apps, libs and test.
 */

/** A lib imports only the libs before it in this list; the apps come last. */
const LIBS = [
  'kernel',
  'event-log',
  'projections',
  'access',
  'catalogue',
  'tasks',
  'reporting',
  'indicators',
  'warnings',
  'scorecards',
  'notifications',
  'responsibility',
];

/** Specs, and the helpers that only specs import. */
const TESTS = '(\\.(spec|int-spec|e2e-spec|browser-spec)\\.ts$|/testing/|^test/)';
const SPECS = '(\\.(spec|int-spec|e2e-spec|browser-spec)\\.ts$|^test/)';

/** What measures: development, like the tests, but started by a command. */
const BENCH = '^apps/cli/src/bench/';

/** What runs in the browser, or builds that: its packages are in the bundle, not beside the server. */
const WEB = '^apps/web/';

/** Where processes, threads and the page begin, and where the doors of the libs are. */
const ENTRIES = [
  '^apps/web/(src/main\\.tsx|vite\\.config\\.ts|openapi-ts\\.config\\.ts)$',
  '^apps/(api|cli)/src/main\\.ts$',
  '^libs/projections/src/rebuild-worker\\.ts$',
  '^libs/catalogue/src/importing/files/read-worker\\.ts$',
  '^libs/[^/]+/src/index\\.ts$',
  '^libs/(event-log|access|catalogue)/src/testing/index\\.ts$',
  '^test/crash/append-child\\.ts$',
  '^test/eventstoredb/(main|drills/bare-client)\\.ts$',
  '^test/web/screenshots\\.ts$',
  '\\.(spec|int-spec|e2e-spec|browser-spec)\\.ts$',
];

const order = LIBS.map((lib, index) => ({
  name: `${lib}-imports-only-what-comes-before`,
  comment: `${lib} knows the libs before it and nothing of those after it, nor of the apps: it can be read, tested and changed without them.`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: [...LIBS.slice(index + 1).map((later) => `^libs/${later}/`), '^apps/', '^test/'] },
}));

module.exports = {
  forbidden: [
    ...order,
    {
      name: 'every-lib-has-its-place',
      comment:
        'A lib outside the order would be bound by none of its rules: give it its place in LIBS above.',
      severity: 'error',
      from: {},
      to: { path: '^libs/', pathNot: LIBS.map((lib) => `^libs/${lib}/`) },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import one another in a circle can only be understood, and loaded, all at once.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'a-lib-is-entered-through-its-door',
      comment:
        'What a lib does not export from its index is its own affair: another lib, an app or a test imports it as #name.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps|test)/' },
      to: { path: '^libs/', pathNot: '^$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'a-lib-does-not-use-its-own-door',
      comment:
        'A file that reaches its neighbours through the door loads the whole lib and soon closes a circle.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/$1/', dependencyTypes: ['aliased-subpath-import'] },
    },
    {
      name: 'the-api-does-not-know-the-cli',
      comment: 'The server is what the command line stands on, never the other way.',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: { path: '^apps/cli/' },
    },
    {
      name: 'the-cli-enters-the-api-through-its-index',
      comment: 'What the command line may use of the server is written down in one file.',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: { path: '^apps/api/', pathNot: '^apps/api/src/index\\.ts$' },
    },
    {
      name: 'the-web-knows-the-server-by-its-api-alone',
      comment:
        'What the pages know of the server is the client generated from its OpenAPI document, so that a changed route shows.',
      severity: 'error',
      from: { path: WEB },
      to: { path: '^(libs|apps/(?!web/)|test)/' },
    },
    {
      name: 'nobody-imports-the-web',
      comment: 'The server hands out the built pages as files; nothing of theirs runs in it.',
      severity: 'error',
      from: { pathNot: WEB },
      to: { path: WEB },
    },
    {
      name: 'a-page-does-not-know-another',
      comment:
        'Pages are loaded one by one: what two of them need lies in apps/web/src/ui, or the login beside all.',
      severity: 'error',
      from: { path: '^apps/web/src/pages/([^/]+)/' },
      to: { path: '^apps/web/src/pages/', pathNot: '^apps/web/src/pages/$1/' },
    },
    {
      name: 'tests-are-imported-by-tests',
      comment: 'Production code that needs a spec or a test helper would carry the test tools with it.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'the-contract-suite-is-for-specs',
      comment: '#event-log/testing loads Jest: only a spec that runs the suite on an engine imports it.',
      severity: 'error',
      from: { path: '^(libs/(?!event-log/)|apps/|test/)', pathNot: SPECS },
      to: { path: '^libs/event-log/src/testing/' },
    },
    {
      name: 'the-phrase-side-doors-are-for-the-cli',
      comment:
        '#catalogue/schedule and #catalogue/target let `nq57 parse` answer at once without the system; everyone else has #catalogue.',
      severity: 'error',
      from: { path: '^(libs/(?!catalogue/)|apps/(?!cli/)|test/)' },
      to: { path: '^libs/catalogue/src/domain/(schedule|target)/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Rules are plain functions of state, command and facts: no framework, no database, no package at all.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled'] },
    },
    {
      name: 'domain-touches-no-machine',
      comment:
        'Files, processes, clocks and chance come in as arguments; node:util compares values and is all that is needed.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: TESTS },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?util$' },
    },
    {
      name: 'domain-looks-inward-only',
      comment: 'Commands, queries, read models and HTTP know the domain; the domain knows none of them.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: TESTS },
      to: { path: '^libs/$1/src/', pathNot: '^libs/$1/src/domain/' },
    },
    {
      name: 'the-foundation-knows-no-framework',
      comment:
        'kernel, event-log and projections outlive the server framework: they are classes and functions, wired by the app.',
      severity: 'error',
      from: { path: '^libs/(kernel|event-log|projections)/' },
      to: { path: '^node_modules/(@nestjs|@fastify|fastify)/' },
    },
    {
      name: 'engines-stand-behind-the-port',
      comment: 'Above open.ts and the door nobody can tell one engine of the event log from another.',
      severity: 'error',
      from: {
        path: '^libs/event-log/src/',
        pathNot: ['^libs/event-log/src/(engines/|open\\.ts$|index\\.ts$)', TESTS],
      },
      to: { path: '^libs/event-log/src/engines/' },
    },
    {
      name: 'few-open-databases',
      comment:
        'Events, read models, secrets and the outbox each have one place that opens their file; queries get a connection.',
      severity: 'error',
      from: {
        pathNot: [
          '^libs/event-log/src/',
          '^libs/projections/src/',
          '^libs/access/src/credentials/',
          '^libs/notifications/src/outbox/',
          BENCH,
          TESTS,
        ],
      },
      to: { path: '^node_modules/better-sqlite3/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-holds-no-rule-and-no-sql',
      comment: 'A controller turns a request into a command or query; tables and the log are for handlers.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/http/', pathNot: TESTS },
      to: {
        path: ['^node_modules/(drizzle-orm|better-sqlite3)/', '/read-models/', '^libs/projections/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-declared-packages',
      comment: 'A package that package.json does not name is there by accident and will be gone by accident.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere fails when somebody first gets there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-packages-in-production',
      comment: 'An installation without the development packages must run.',
      severity: 'error',
      from: { pathNot: [BENCH, TESTS, WEB] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'measuring-is-loaded-on-demand',
      comment:
        'The bench has development packages and bare databases: its command loads it when it runs, nothing else does.',
      severity: 'error',
      from: { pathNot: [BENCH, TESTS] },
      to: { path: BENCH, dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    {
      name: 'no-orphans',
      comment: 'A file that imports nothing and is imported by nobody is left over.',
      severity: 'error',
      from: { orphan: true, pathNot: ENTRIES },
      to: {},
    },
    {
      name: 'no-dead-files',
      comment: 'A file that no process, door or spec ever reaches is code that nobody runs.',
      severity: 'error',
      from: { path: ENTRIES },
      to: { path: '^(apps|libs|test)/', pathNot: ENTRIES, reachable: false },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Types count too: a lib that needs another's types knows of it.
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    // Generated from the server's OpenAPI document, and not there before the first build.
    exclude: { path: '^apps/web/src/client/' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
