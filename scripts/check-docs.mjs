// Checks the documents against what they speak of: links and headings exist, commands and their options exist, every
// problem code of the code is explained, and nothing names a machine or a package registry. Prints what is wrong, one
// line each, and ends with 1; prints nothing when all is well.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', 'var', 'coverage', '.git']);
const PROBLEMS = 'docs/problems.md';

const read = (path) => readFileSync(join(root, path), 'utf8');
const flaws = [];
const flaw = (path, line, what) => flaws.push(`${path}:${line}: ${what}`);

/** Paths from the root of all files under a folder whose names end so. */
function filesOf(folder, ending) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesOf(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    })
    .sort();
}

/** A document's lines; `code` marks those between fences, `shell` those of them that are commands. */
function linesOf(path) {
  let fence = null;
  return read(path)
    .split('\n')
    .map((text, index) => {
      const [, language] = /^\s*(?:```|~~~)(\w*)/.exec(text) ?? [];
      const isFence = language !== undefined;
      if (isFence) fence = fence === null ? language : null;
      const code = isFence || fence !== null;
      return { number: index + 1, text, code, shell: !isFence && ['sh', 'bash', ''].includes(fence) };
    });
}

/** The anchors that a Markdown viewer gives a document's headings. */
function anchorsOf(path) {
  const seen = new Map();
  return new Set(
    linesOf(path)
      .filter(({ text, code }) => !code && /^#{1,6} /.test(text))
      .map(({ text }) => {
        const slug = text
          .replace(/^#+ +/, '')
          .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
          .trim()
          .replaceAll(' ', '-');
        const count = seen.get(slug) ?? 0;
        seen.set(slug, count + 1);
        return count === 0 ? slug : `${slug}-${count}`;
      }),
  );
}

function checkLinks(path, lines) {
  for (const { number, text, code } of lines) {
    if (code) continue;
    const prose = text.replace(/`[^`]*`/g, '');
    for (const [, target] of prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
      const [file, anchor] = target.split('#');
      const found = file ? resolve(root, dirname(path), decodeURIComponent(file)) : join(root, path);
      const inside = relative(root, found).replaceAll('\\', '/');
      if (!existsSync(found) || inside.startsWith('..'))
        flaw(path, number, `the link ${target} leads nowhere`);
      else if (anchor && statSync(found).isFile() && !anchorsOf(inside).has(anchor)) {
        flaw(path, number, `${inside} has no heading #${anchor}`);
      }
    }
  }
}

const MACHINE =
  /(?:^|[\s`"'(=])((?:\/(?:home|root|work|Users|mnt|srv|workspace|tmp|private)\/|[A-Z]:\\)[^\s`"')]*)/;
const REGISTRY =
  /\b(?:registry\.[a-z0-9.-]+\.[a-z]{2,}|[a-z0-9.-]*(?:artifactory|nexus|verdaccio)[a-z0-9.-]*\.[a-z]{2,}|npm\.pkg\.github\.com)/i;

function checkPlaces(path, lines) {
  for (const { number, text } of lines) {
    const [, machine] = MACHINE.exec(text) ?? [];
    if (machine) flaw(path, number, `${machine} is a path of some machine`);
    const [registry] = REGISTRY.exec(text) ?? [];
    if (registry) flaw(path, number, `${registry} is a package registry`);
  }
}

const NPM_OWN = new Set(['test', 'start', 'install', 'ci', 'rebuild']);
const { scripts } = JSON.parse(read('package.json'));

/** The commands of nq57 with their options, from the sources: `account create` → Set of `--role`, … */
function commandsOf() {
  const commands = new Map();
  for (const path of filesOf('apps/cli/src', '.ts')) {
    const source = read(path);
    const groups = new Map([['program', '']]);
    for (const [, variable, name] of source.matchAll(/const (\w+) = program\s*\.command\('([\w-]+)'\)/g)) {
      groups.set(variable, `${name} `);
      commands.set(name, new Set());
    }
    // A function that adds a command to a group: `phraseCommand(parse, 'schedule', …)` has its options too.
    const makers = new Map(
      [...source.matchAll(/function (\w+)\(\w+: Command, name: string[\s\S]*?\n\}/g)].map(([body, maker]) => [
        maker,
        optionsIn(body),
      ]),
    );
    const starts = [
      ...source.matchAll(/\b(\w+)\s*\.command\('([\w-]+)'\)|\b(\w+Command)\(\s*(\w+),\s*'([\w-]+)'/g),
    ];
    for (const [index, start] of starts.entries()) {
      const { 0: text, 3: maker, index: at } = start;
      const [variable, name] = maker ? [start[4], start[5]] : [start[1], start[2]];
      const group = groups.get(variable);
      if (group === undefined || commands.has(`${group}${name}`)) continue;
      const body = source.slice(at + text.length, starts[index + 1]?.index);
      commands.set(`${group}${name}`, new Set([...optionsIn(body), ...(makers.get(maker) ?? [])]));
    }
  }
  // What all reading commands have is given to them by name, in one place.
  const [, reading = ''] = /READING[^[]*\[([^\]]*)\]/.exec(read('apps/cli/src/known-at.ts')) ?? [];
  for (const [, name] of reading.matchAll(/'([^']+)'/g))
    commands.get(name)?.add('--as-known-at').add('--as-of');
  return commands;
}

function optionsIn(source) {
  return [...source.matchAll(/\.(?:requiredOption|option)\(\s*'([^']+)'/g)].flatMap(([, flags]) =>
    flags.match(/--?[a-z][\w-]*/g).map((flag) => flag.replace(/^--no-/, '--no-')),
  );
}

const commands = commandsOf();
const OWN_OPTIONS = new Set(['--help', '-h', '--version']);

/** The pieces of a document that may be commands: shell lines without their remarks, and spans. */
function* commandLinesOf(lines) {
  for (const { number, text, code, shell } of lines) {
    if (shell) yield { number, text: text.replace(/(^|\s)#\s.*$/, '') };
    else if (!code) for (const [, span] of text.matchAll(/`([^`]+)`/g)) yield { number, text: span };
  }
}

function checkCommands(path, lines) {
  for (const { number, text } of commandLinesOf(lines)) {
    for (const [, script] of text.matchAll(/\bnpm (?:run|run-script)(?: -\w+| --[\w-]+)* ([\w:-]+)/g)) {
      if (!Object.hasOwn(scripts, script)) flaw(path, number, `there is no npm script “${script}”`);
    }
    for (const [, word] of text.matchAll(/\bnpm (?!run\b|run-script\b)([a-z][\w-]*)/g)) {
      if (!NPM_OWN.has(word)) flaw(path, number, `“npm ${word}” is neither a script nor expected here`);
    }
    for (const [, rest] of text.matchAll(/(?:^|[\s;&|(])nq57 (?:-- )?([a-z][^;&|]*)/g)) {
      const [first, second] = rest.split(/\s+/);
      const name = commands.has(`${first} ${second}`) ? `${first} ${second}` : first;
      if (name === 'help') continue;
      const options = commands.get(name);
      if (!options) {
        flaw(path, number, `there is no command “nq57 ${first}”`);
        continue;
      }
      for (const flag of rest.match(/(?<=\s)--?[a-z][\w-]*/g) ?? []) {
        if (!options.has(flag) && !OWN_OPTIONS.has(flag)) {
          flaw(path, number, `“nq57 ${name}” has no option ${flag}`);
        }
      }
    }
  }
}

/** The HTTP status of each kind of refusal, as the door has it. */
const STATUS_OF = Object.fromEntries(
  [
    .../STATUS_OF[^{]*\{([^}]*)\}/
      .exec(read('libs/access/src/door/problems/problem.ts'))[1]
      .matchAll(/'?([a-z-]+)'?: (\d{3})/g),
  ].map(([, kind, status]) => [kind, status]),
);

/** Every problem code in the sources: code → where it stands, and its statuses. */
function codesOf() {
  const codes = new Map();
  const add = (code, path, status) => {
    const entry = codes.get(code) ?? { path, statuses: new Set() };
    if (status) entry.statuses.add(String(status));
    codes.set(code, entry);
  };
  const sources = [...filesOf('libs', '.ts'), ...filesOf('apps', '.ts')]
    .filter((path) => !/spec\.ts$|\/testing\//.test(path))
    .map((path) => ({ path, text: read(path) }));
  const constants = new Map(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/\bconst ([A-Z_]+) = '([a-z-]+)'/g)].map(([, name, value]) => [name, value]),
    ),
  );
  for (const { path, text } of sources) {
    for (const { 1: kind, 2: literal, 3: name, index } of text.matchAll(
      /new Refusal\(\s*(?:'([a-z-]+)'|\w+),\s*(?:'([a-z-]+)'|(\w+))/g,
    )) {
      const code = literal ?? constants.get(name);
      if (code) {
        add(code, path, STATUS_OF[kind]);
        continue;
      }
      // A refusal that comes whole from another thread was made there.
      if (text.startsWith('new Refusal(kind, code, detail', index)) continue;
      // A function or method that gets the code and hands it on: its callers name it.
      const definitions = text
        .slice(0, index)
        .matchAll(/(export )?(?:function (\w+)|const (\w+) = \()|^( {2})(\w+)\(code: string/gm);
      const [, exportedFunction, ofFunction, ofConst, isMethod, ofMethod] = [...definitions].at(-1) ?? [];
      const exported = exportedFunction || isMethod;
      const names = [ofFunction, ofConst, ofMethod];
      const call = new RegExp(`\\b${names.find(Boolean)}(?:<[^(]*>)?\\(\\s*'([a-z-]+)'`, 'g');
      const calls = (exported ? sources : [{ path, text }]).flatMap((caller) =>
        [...caller.text.matchAll(call)].map(([, called]) => ({ called, caller: caller.path })),
      );
      if (calls.length === 0) flaw(path, 1, `the code ${name} of a Refusal can't be followed to its name`);
      for (const { called, caller } of calls) add(called, caller, STATUS_OF[kind]);
    }
    for (const [, code] of text.matchAll(/\breadonly code = '([a-z-]+)'/g)) add(code, path);
  }
  const door = read('libs/access/src/door/problems/problem.ts');
  for (const [, status, code] of door.matchAll(/status: (\d{3}),\s*code: '([a-z-]+)'/g))
    add(code, 'door', status);
  for (const [, status, code] of door.matchAll(/(\d{3}): \{ code: '([a-z-]+)'/g)) add(code, 'door', status);
  for (const [, code] of door.matchAll(/status: INTERNAL_ERROR,\s*code: '([a-z-]+)'/g))
    add(code, 'door', 500);
  return codes;
}

function checkProblems() {
  const codes = codesOf();
  const documented = new Map();
  for (const { number, text } of linesOf(PROBLEMS)) {
    const [, code, status] = /^\| `([a-z-]+)`\s*\| ([\d, –-]+?)\s*\|/.exec(text) ?? [];
    if (!code) continue;
    if (documented.has(code)) flaw(PROBLEMS, number, `${code} stands twice`);
    documented.set(code, { number, statuses: status.match(/\d{3}/g) ?? [] });
  }
  for (const [code, { path, statuses }] of codes) {
    const entry = documented.get(code);
    if (!entry) {
      flaw(PROBLEMS, 1, `${code} (${[...statuses].join(', ') || 'no status'}; ${path}) is not explained`);
    } else if (entry.statuses.length > 0 && entry.statuses.join() !== [...statuses].sort().join()) {
      flaw(
        PROBLEMS,
        entry.number,
        `${code} is answered with ${[...statuses].sort().join(', ') || 'no status'}`,
      );
    }
  }
  for (const [code, { number }] of documented) {
    if (!codes.has(code)) flaw(PROBLEMS, number, `${code} is nowhere in the code`);
  }
}

for (const path of filesOf('', '.md')) {
  const lines = linesOf(path);
  checkLinks(path, lines);
  checkPlaces(path, lines);
  checkCommands(path, lines);
}
if (existsSync(join(root, PROBLEMS))) checkProblems();
else flaws.push(`${PROBLEMS} is missing`);

for (const line of flaws) console.error(line);
if (flaws.length > 0) process.exit(1);
