import type { ReadModels } from '#projections';
import { NONE, type Slot } from './domain/compliance.js';

export const FACETS = ['section', 'leader', 'unit', 'group', 'task'] as const;

/** What a period's figures can be told by. */
export type Facet = (typeof FACETS)[number];

/** Keeps slots by what stands here; what is left out keeps all. {@link NONE} keeps those that have none. */
export type FacetFilter = Readonly<Partial<Record<Facet, string | undefined>>>;

type Keys = ReadonlyMap<string, readonly string[]>;
type Names = ReadonlyMap<string, string>;

const NONE_TEXT: Readonly<Record<Facet, string>> = {
  section: '(không thuộc phần nào)',
  leader: '(không nêu người chủ trì chỉ đạo)',
  unit: '(không rõ đơn vị)',
  group: '(không thuộc nhóm nào)',
  task: '(không rõ nhiệm vụ)',
};

/** Section, directing leaders, unit, groups and task of a programme's slots, as the catalogue has them now. */
export class SlotFacets {
  readonly #keys = new Map<Facet, Keys>();
  readonly #names = new Map<Facet, Names>();

  constructor(
    private readonly readModels: ReadModels,
    private readonly programme: string,
  ) {}

  /** The keys of a slot; none where it has no such thing. */
  keysOf(facet: Facet): (slot: Slot) => readonly string[] {
    if (facet === 'unit') return ({ unit }) => [unit];
    if (facet === 'task') return ({ task }) => [task];
    const keys = this.#keysOf(facet);
    return facet === 'group' ? ({ unit }) => keys.get(unit) ?? [] : ({ task }) => keys.get(task) ?? [];
  }

  /** Keeps the slots that a filter asks for. */
  filter(filter: FacetFilter): (slot: Slot) => boolean {
    const tests = FACETS.flatMap((facet) => {
      const wanted = filter[facet];
      if (wanted === undefined) return [];
      const keysOf = this.keysOf(facet);
      return [
        (slot: Slot) => {
          const keys = keysOf(slot);
          return wanted === NONE ? keys.length === 0 : keys.includes(wanted);
        },
      ];
    });
    return (slot) => tests.every((test) => test(slot));
  }

  /** What people read for a key. */
  nameOf(facet: Facet, key: string): string {
    return key === NONE ? NONE_TEXT[facet] : (this.#namesOf(facet).get(key) ?? key);
  }

  /** Sorts keys as the documents have them, leaders by their text; {@link NONE} comes last. */
  inOrder<Row extends { readonly key: string }>(facet: Facet, rows: readonly Row[]): Row[] {
    const places = new Map([...this.#namesOf(facet).keys()].map((key, place) => [key, place]));
    const placeOf = (key: string) =>
      key === NONE ? Number.POSITIVE_INFINITY : (places.get(key) ?? places.size);
    return [...rows].sort((a, b) => {
      const [first, second] = [placeOf(a.key), placeOf(b.key)];
      return first === second ? a.key.localeCompare(b.key, 'vi') : first - second;
    });
  }

  #keysOf(facet: Facet): Keys {
    const known = this.#keys.get(facet);
    if (known) return known;
    const keys = new Map<string, string[]>();
    for (const [owner, key] of this.#pairs(facet)) {
      const own = keys.get(owner);
      if (own) own.push(key);
      else keys.set(owner, [key]);
    }
    this.#keys.set(facet, keys);
    return keys;
  }

  #pairs(facet: Facet): readonly [owner: string, key: string][] {
    const client = this.readModels.db.$client;
    const pairs = (sql: string, ...values: string[]) =>
      client
        .prepare<string[], [string, string]>(sql)
        .raw()
        .all(...values);
    switch (facet) {
      case 'section':
        return pairs('SELECT code, section FROM catalogue_tasks WHERE programme = ?', this.programme);
      case 'leader':
        return pairs(
          `SELECT t.code, l.value FROM catalogue_tasks t, json_each(t.directing_leaders) l
           WHERE t.programme = ? ORDER BY t.code, l.key`,
          this.programme,
        );
      case 'unit':
      case 'task':
        return [];
      case 'group':
        return pairs('SELECT unit, "group" FROM catalogue_group_members ORDER BY unit, "group"');
    }
  }

  #namesOf(facet: Facet): Names {
    const known = this.#names.get(facet);
    if (known) return known;
    const client = this.readModels.db.$client;
    const read = (sql: string, ...values: string[]): Names =>
      new Map(
        client
          .prepare<string[], [string, string]>(sql)
          .raw()
          .all(...values),
      );
    const names = (() => {
      switch (facet) {
        case 'section':
          return read(
            'SELECT code, title FROM catalogue_sections WHERE programme = ? ORDER BY ordinal',
            this.programme,
          );
        case 'leader':
          return new Map<string, string>();
        case 'unit':
          return read('SELECT id, name FROM catalogue_units ORDER BY ordinal, id');
        case 'task':
          return read(
            'SELECT code, title FROM catalogue_tasks WHERE programme = ? ORDER BY ordinal',
            this.programme,
          );
        case 'group':
          return read('SELECT id, name FROM catalogue_groups ORDER BY ordinal, id');
      }
    })();
    this.#names.set(facet, names);
    return names;
  }
}
