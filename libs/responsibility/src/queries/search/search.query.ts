import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, type Principal, permissionsOf, scopeOf } from '#access';
import { ProgrammeDirectory } from '#catalogue';
import { dateText, fold, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { roleText } from '../../domain/role-text.js';
import { isReadable } from '../readable.js';

/** What is searched, in the order in which it is shown. */
export const SEARCH_KINDS = ['unit', 'task', 'account', 'leader', 'indicator', 'document'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export const SEARCH_KIND_TEXT: Readonly<Record<SearchKind, string>> = {
  unit: 'Đơn vị',
  task: 'Nhiệm vụ',
  account: 'Chức danh có tài khoản',
  leader: 'Lãnh đạo chỉ đạo nhiệm vụ',
  indicator: 'Chỉ tiêu',
  document: 'Văn bản được dẫn trong sự kiện',
};

export const DEFAULT_SEARCH_LIMIT = 10;
export const MAX_SEARCH_LIMIT = 50;
/** More accounts than a city has. */
const ALL_ACCOUNTS = 10_000;

/** One thing that was found. */
export interface SearchHit {
  readonly kind: SearchKind;
  /** Id, code, position or number: what it is called by in addresses. */
  readonly id: string;
  /** Null for what belongs to none. */
  readonly programme: string | null;
  readonly title: string;
  readonly detail: string | null;
  /** Of a document: the event that names it. */
  readonly event: string | null;
  /** Of a document: the thing whose event names it, by its stream. */
  readonly stream: string | null;
  /** Address of the API that tells more of it. */
  readonly at: string;
}

export interface SearchGroup {
  readonly kind: SearchKind;
  readonly kindText: string;
  readonly items: readonly SearchHit[];
  /** True: there are more than are shown. */
  readonly more: boolean;
}

export interface SearchAnswer {
  readonly q: string;
  /** Those in which something was found. */
  readonly groups: readonly SearchGroup[];
}

export interface SearchFilter {
  /** Only this programme; units and accounts belong to none. */
  readonly programme?: string | undefined;
  readonly kind?: SearchKind | undefined;
  /** Of each kind, at most {@link MAX_SEARCH_LIMIT}. */
  readonly limit?: number | undefined;
}

/**
 * Finds what can be looked up, with or without marks: every word must be in it. A lead unit finds its own matters.
 * @throws {Refusal} forbidden; invalid `invalid-input`; not-found `programme-not-found`
 */
export class SearchQuery extends Query<SearchAnswer> {
  constructor(
    readonly principal: Principal,
    readonly q: string,
    readonly filter: SearchFilter = {},
  ) {
    super();
  }
}

interface Asked {
  readonly principal: Principal;
  readonly scope: 'all' | readonly string[];
  readonly words: readonly string[];
  readonly programme: string | null;
  readonly limit: number;
}

type Found = Omit<SearchHit, 'kind' | 'programme' | 'detail' | 'event' | 'stream'> & Partial<SearchHit>;

interface CitedRow {
  readonly number: string;
  readonly date: string | null;
  readonly issuer: string | null;
  readonly eventId: string;
  readonly stream: string;
  readonly programme: string | null;
  readonly unit: string | null;
}

@QueryHandler(SearchQuery)
export class SearchHandler implements IQueryHandler<SearchQuery> {
  readonly #finders: Readonly<Record<SearchKind, (asked: Asked) => readonly Found[]>> = {
    unit: (asked) => this.#units(asked),
    task: (asked) => this.#tasks(asked),
    account: (asked) => this.#accounts(asked),
    leader: (asked) => this.#leaders(asked),
    indicator: (asked) => this.#indicators(asked),
    document: (asked) => this.#documents(asked),
  };

  constructor(
    private readonly readModels: ReadModels,
    private readonly programmes: ProgrammeDirectory,
    private readonly accounts: AccountDirectory,
  ) {}

  async execute({ principal, q, filter }: SearchQuery): Promise<SearchAnswer> {
    const scope = scopeOf(principal, 'history.read');
    const { programme, kind, limit = DEFAULT_SEARCH_LIMIT } = filter;
    if (programme !== undefined) this.programmes.get(programme);
    const words = fold(q).split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      throw new Refusal('invalid', 'invalid-input', 'Hãy nêu từ cần tìm.', [
        { at: 'q', detail: 'không được để trống' },
      ]);
    }
    const shown = Math.min(limit, MAX_SEARCH_LIMIT);
    const asked: Asked = { principal, scope, words, programme: programme ?? null, limit: shown + 1 };
    const groups = SEARCH_KINDS.filter((one) => kind === undefined || one === kind).map(
      (one): SearchGroup => {
        const found = this.#finders[one](asked);
        const items = found
          .slice(0, shown)
          .map(({ id, title, at, programme: of = null, detail = null, event = null, stream = null }) => ({
            kind: one,
            id,
            programme: of,
            title,
            detail,
            event,
            stream,
            at,
          }));
        return { kind: one, kindText: SEARCH_KIND_TEXT[one], items, more: found.length > shown };
      },
    );
    return { q, groups: groups.filter(({ items }) => items.length > 0) };
  }

  #all<Row>(sql: string, values: Readonly<Record<string, unknown>>): Row[] {
    return this.readModels.db.$client.prepare<[Record<string, unknown>], Row>(sql).all({ ...values });
  }

  #units({ scope, words, limit }: Asked): Found[] {
    return this.#all<{ id: string; name: string; code: string | null }>(
      `SELECT id, name, code FROM catalogue_units
       WHERE ${holdsWords('search')} AND ${ofUnits('id', scope)} ORDER BY ordinal LIMIT @limit`,
      { words: JSON.stringify(words), units: JSON.stringify(scope), limit },
    ).map(({ id, name, code }) => ({
      id,
      title: name,
      detail: code === null ? null : `Mã ${code}`,
      at: `/units/${encodeURIComponent(id)}/trail`,
    }));
  }

  #tasks({ scope, words, programme, limit }: Asked): Found[] {
    const held = `EXISTS (SELECT 1 FROM tasks_assignments a WHERE a.programme = t.programme AND a.task = t.code
      AND ${ofUnits('a.unit', scope)})`;
    return this.#all<{ programme: string; code: string; title: string }>(
      `SELECT t.programme, t.code, t.title FROM catalogue_tasks t
       WHERE (t.code = @code OR ${holdsWords('t.search')}) AND (@programme IS NULL OR t.programme = @programme)
         AND ${scope === 'all' ? 'true' : held}
       ORDER BY t.code <> @code, t.programme, t.ordinal LIMIT @limit`,
      {
        code: words.join(' '),
        words: JSON.stringify(words),
        units: JSON.stringify(scope),
        programme,
        limit,
      },
    ).map(({ programme: of, code, title }) => ({
      id: code,
      programme: of,
      title,
      detail: `Nhiệm vụ số ${code}`,
      at: `/programmes/${encodeURIComponent(of)}/tasks/${encodeURIComponent(code)}/trail`,
    }));
  }

  /** Positions that have an account, for who may read their trails. */
  #accounts({ principal, words, limit }: Asked): Found[] {
    if (!permissionsOf(principal).some(({ permission }) => permission === 'trail.read-account')) return [];
    return this.accounts
      .list(null, ALL_ACCOUNTS)
      .filter(({ id, displayName }) => holds(`${displayName}\n${id}`, words))
      .slice(0, limit)
      .map(({ id, displayName, grants }) => ({
        id,
        title: displayName,
        detail: [...new Set(grants.map(({ role }) => roleText(role)))].join('; ') || null,
        at: `/accounts/${encodeURIComponent(id)}/trail`,
      }));
  }

  #leaders({ words, programme, limit }: Asked): Found[] {
    return this.#all<{ programme: string; leader: string; tasks: number }>(
      `SELECT t.programme, l.value AS leader, count(*) AS tasks
       FROM catalogue_tasks t, json_each(t.directing_leaders) l
       WHERE @programme IS NULL OR t.programme = @programme
       GROUP BY t.programme, l.value ORDER BY t.programme, min(t.ordinal)`,
      { programme },
    )
      .filter(({ leader }) => holds(leader, words))
      .slice(0, limit)
      .map(({ programme: of, leader, tasks }) => ({
        id: leader,
        programme: of,
        title: leader,
        detail: `Chỉ đạo ${tasks} nhiệm vụ`,
        at: `/programmes/${encodeURIComponent(of)}/tasks?leader=${encodeURIComponent(leader)}`,
      }));
  }

  #indicators({ words, programme, limit }: Asked): Found[] {
    return this.#all<{ programme: string; code: string; name: string }>(
      `SELECT programme, code, name FROM catalogue_indicators
       WHERE @programme IS NULL OR programme = @programme ORDER BY programme, ordinal`,
      { programme },
    )
      .filter(({ code, name }) => holds(`${name}\n${code}`, words))
      .slice(0, limit)
      .map(({ programme: of, code, name }) => ({
        id: code,
        programme: of,
        title: name,
        detail: `Chỉ tiêu ${code}`,
        at: `/programmes/${encodeURIComponent(of)}/indicators/${encodeURIComponent(code)}`,
      }));
  }

  #documents({ principal, scope, words, programme, limit }: Asked): Found[] {
    return this.#all<CitedRow>(
      `SELECT number, date, issuer, event_id AS eventId, stream, programme, unit
       FROM responsibility_document_references
       WHERE ${holdsWords('search')} AND (@programme IS NULL OR programme = @programme)
         AND (unit IS NULL OR ${ofUnits('unit', scope)})
       ORDER BY date IS NULL, date DESC, number, position, ordinal LIMIT @limit`,
      { words: JSON.stringify(words), units: JSON.stringify(scope), programme, limit },
    )
      .filter((row) => isReadable(principal, row))
      .map(({ number, date, issuer, eventId, stream, programme: of }) => ({
        id: number,
        programme: of,
        title: `Số ${number}${date === null ? '' : ` ngày ${dateText(date)}`}`,
        detail: issuer,
        event: eventId,
        stream,
        at: `/events/${eventId}`,
      }));
  }
}

/** SQL: every word of `@words` stands in a folded column. */
const holdsWords = (column: string) =>
  `NOT EXISTS (SELECT 1 FROM json_each(@words) w WHERE instr(${column}, w.value) = 0)`;

/** SQL: the unit is one of `@units`. */
const ofUnits = (column: string, scope: Asked['scope']) =>
  scope === 'all' ? 'true' : `${column} IN (SELECT value FROM json_each(@units))`;

function holds(text: string, words: readonly string[]): boolean {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
}
