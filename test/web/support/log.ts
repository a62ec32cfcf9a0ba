import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PROGRAMME } from './browser.js';

/** An event's row as the log's file holds it. */
interface Row {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly recorded_at: string;
}

const DAY_LENGTH = 'YYYY-MM-DD'.length;

type Body = Record<string, unknown>;

/** An event like one that the log has, at the end of another stream or of the same. */
interface Again {
  readonly like: Row;
  readonly stream: string;
  readonly data: Body;
}

/**
 * Appends to the log of a folder that no server has open, past the commands, in one go: what would take them minutes.
 * All of it is recorded at the instant of the log's newest event.
 */
function append(
  dataDir: string,
  make: (newest: (type: string) => Row, day: string) => readonly Again[],
): void {
  const db = new Database(join(dataDir, 'events.db'));
  try {
    const newestOf = db.prepare<[string], Row>(
      'SELECT * FROM events WHERE type = ? ORDER BY position DESC LIMIT 1',
    );
    const at = db.prepare<[], string>('SELECT max(recorded_at) FROM events').pluck().get() ?? '';
    const next = db
      .prepare<[string], number>('SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = ?')
      .pluck();
    const insert = db.prepare<[string, number, string, string, string, string, string]>(
      'INSERT INTO events (stream, revision, id, type, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    db.transaction(() => {
      const events = make(
        (type) => {
          const row = newestOf.get(type);
          if (row === undefined) throw new Error(`the log has no ${type}`);
          return row;
        },
        at.slice(0, DAY_LENGTH),
      );
      for (const { like, stream, data } of events) {
        const metadata = {
          ...(JSON.parse(like.metadata) as Body),
          commandId: randomUUID(),
          recordedAt: at,
          effectiveOn: at.slice(0, DAY_LENGTH),
        };
        const revision = next.get(stream) ?? 0;
        insert.run(
          stream,
          revision,
          randomUUID(),
          like.type,
          JSON.stringify(data),
          JSON.stringify(metadata),
          at,
        );
      }
    })();
  } finally {
    db.close();
  }
}

/**
 * Adds tasks to a simulated programme, each assigned to every unit that has one already, until it has so many
 * assignments. They are due at the year's end, and nobody is late with them yet.
 */
export function addAssignments(dataDir: string, wanted: number): void {
  append(dataDir, (newest) => {
    const registered = newest('TaskRegistered');
    const assigned = newest('TaskAssigned');
    const [task, assignment] = [registered, assigned].map(({ data }) => JSON.parse(data) as Body);
    const { units, count } = unitsOf(dataDir);
    const events: Again[] = [];
    for (let left = wanted - count, nth = 1; left > 0; nth += 1) {
      const code = `${1000 + nth}`;
      const due = '2026-12-31';
      events.push({
        like: registered,
        stream: `task-${PROGRAMME}.${code}`,
        data: {
          ...task,
          code,
          title: `Nhiệm vụ bổ sung ${nth}`,
          schedule: { phrase: 'Tháng 12/2026', kind: 'month', start: '2026-12-01', due },
          ordinal: Number(code),
        },
      });
      for (const unit of units.slice(0, left)) {
        events.push({
          like: assigned,
          stream: `assignment-${PROGRAMME}.${code}.${unit}`,
          data: { ...assignment, task: code, unit, scheduleKind: 'month', due, transferredFrom: null },
        });
      }
      left -= Math.min(left, units.length);
    }
    return events;
  });
}

function unitsOf(dataDir: string): { readonly units: readonly string[]; readonly count: number } {
  const db = new Database(join(dataDir, 'events.db'), { readonly: true });
  try {
    const streams = db
      .prepare<[], string>(`SELECT DISTINCT stream FROM events WHERE type = 'TaskAssigned' ORDER BY stream`)
      .pluck()
      .all();
    const units = new Set(streams.map((stream) => stream.slice(stream.lastIndexOf('.') + 1)));
    return { units: [...units], count: streams.length };
  } finally {
    db.close();
  }
}

/** With the views of inspectors recorded. */
export const recordViews = (dataDir: string) => adoptAnew(dataDir, { inspection: { recordViews: true } });

/** With figures that count only once a second person has confirmed them. */
export const confirmFigures = (dataDir: string) =>
  adoptAnew(dataDir, { fourEyes: ['measurement', 'period-reopen'] });

/** Adopts the programme's policy anew, from the log's last day on, with other rules. */
function adoptAnew(dataDir: string, rules: Body): void {
  append(dataDir, (newest, from) => {
    const adopted = newest('ReportingPolicyAdopted');
    const body = JSON.parse(adopted.data) as { readonly policy: Body };
    return [
      {
        like: adopted,
        stream: adopted.stream,
        data: { ...body, from, policy: { ...body.policy, ...rules } },
      },
    ];
  });
}

/** The bodies of all events of a type, oldest first, past the server that has the log open. */
export function bodiesOf<Data>(dataDir: string, type: string): readonly Data[] {
  const db = new Database(join(dataDir, 'events.db'), { readonly: true });
  try {
    return db
      .prepare<[string], string>('SELECT data FROM events WHERE type = ? ORDER BY position')
      .pluck()
      .all(type)
      .map((data) => JSON.parse(data) as Data);
  } finally {
    db.close();
  }
}
