import { invalidCursor } from '#kernel';

/**
 * What a list can be ordered by: an expression that is never null, with what stands for "none" put last. Equal rows follow
 * in the order of the document, then of the units.
 */
const KEYS = {
  due: { ascending: "coalesce(a.current_due, '9999')", descending: "coalesce(a.current_due, '')" },
  percent: { ascending: 'coalesce(a.percent, 101)', descending: 'coalesce(a.percent, -1)' },
  warning: { ascending: 'coalesce(w.level, 9)', descending: 'coalesce(w.level, 0)' },
  lastReport: {
    ascending: "coalesce(a.last_report_at, '9999')",
    descending: "coalesce(a.last_report_at, '')",
  },
  unit: { ascending: 'u.ordinal', descending: 'u.ordinal' },
} as const;

type Key = keyof typeof KEYS;

export type AssignmentOrder = 'document' | Key | `-${Key}`;

/** In words for the API: a minus sign turns an order round. */
export const ASSIGNMENT_ORDERS: readonly AssignmentOrder[] = [
  'document',
  ...(Object.keys(KEYS) as Key[]).flatMap((key) => [key, `-${key}`] as const),
];

/** Where a page ends: the value that its order goes by, then its place in the document. */
export interface AssignmentPlace {
  readonly key: string | number;
  readonly programme: string;
  readonly taskOrdinal: number;
  readonly unitOrdinal: number;
}

type Values = Record<string, string | number | null>;

const IN_DOCUMENT = '(a.programme, t.ordinal, u.ordinal)';

/** How an order is written in SQL. */
export interface WrittenOrder {
  /** Expression whose value is a row's {@link AssignmentPlace.key}. */
  readonly key: string;
  readonly orderBy: string;
  /** Condition of what comes after the place that is bound as `@afterKey`, `@afterProgramme`, `@afterTask`, `@afterUnit`. */
  readonly after: string;
}

export function writtenOrder(order: AssignmentOrder): WrittenOrder {
  const documentOrder = 'a.programme, t.ordinal, u.ordinal';
  const after = `${IN_DOCUMENT} > (@afterProgramme, @afterTask, @afterUnit)`;
  if (order === 'document') return { key: "''", orderBy: documentOrder, after };
  const isDescending = order.startsWith('-');
  const { ascending, descending } = KEYS[order.replace('-', '') as Key];
  const key = isDescending ? descending : ascending;
  return {
    key,
    orderBy: `${key}${isDescending ? ' DESC' : ''}, ${documentOrder}`,
    after: `(${key} ${isDescending ? '<' : '>'} @afterKey OR (${key} = @afterKey AND ${after}))`,
  };
}

/** The cursor after a place of a list in an order. */
export function writeCursor(order: AssignmentOrder, place: AssignmentPlace): string {
  const { key, programme, taskOrdinal, unitOrdinal } = place;
  return Buffer.from(JSON.stringify([programme, taskOrdinal, unitOrdinal, order, key])).toString('base64url');
}

/**
 * What {@link WrittenOrder.after} binds. A cursor of another order leads nowhere.
 * @throws {Refusal} `invalid-cursor`
 */
export function readCursor(text: string, order: AssignmentOrder): Values {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(cursor)) {
      const [programme, task, unit, writtenFor = 'document', key = ''] = cursor;
      if (
        typeof programme === 'string' &&
        Number.isInteger(task) &&
        Number.isInteger(unit) &&
        writtenFor === order &&
        (typeof key === 'string' || Number.isInteger(key))
      ) {
        return { afterProgramme: programme, afterTask: task, afterUnit: unit, afterKey: key };
      }
    }
  } catch {
    // Not JSON: answered below like any other text that is no cursor.
  }
  throw invalidCursor();
}
