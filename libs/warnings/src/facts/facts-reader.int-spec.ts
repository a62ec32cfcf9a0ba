import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignmentFacts } from '../domain/assignment-facts.js';
import { evaluate, evaluateFacts } from '../domain/evaluate.js';
import { assignmentOf, idOfHistory, type Step } from '../domain/testing/history.js';
import { anyHistory, END, FULL_POLICIES, POLICIES } from '../domain/testing/random-history.js';
import { turnOf } from '../domain/warning.state.js';
import { adopt, benches, factsOf, warningEvents } from '../testing/bench.js';
import { FactsReader } from './facts-reader.js';
import { WrittenTurnsReader } from './written-turns.js';

const { folder, open, clean } = benches();

const BEFORE_ALL = '2025-12-31T00:00:00.000Z';
const RUNS = 40;
const FIRST_ID = '';
const LAST_ID = '~';

/** Random histories of four assignments, whose ids are not in the order of their making. */
const histories = fc.tuple(anyHistory('2'), anyHistory('10'), anyHistory('1'), anyHistory('21'));

async function withRowsOf(steps: readonly (readonly Step[])[]) {
  const bench = open(folder(), { now: END });
  for (const [nth, one] of FULL_POLICIES.entries()) await adopt(bench.log, one, nth, BEFORE_ALL);
  for (const fact of factsOf(steps)) await fact.append(bench.log);
  await bench.readModels.catchUp();
  return { ...bench, facts: new FactsReader(bench.readModels.db) };
}

const inOrder = (steps: readonly (readonly Step[])[]) =>
  steps.toSorted((a, b) => (idOfHistory(a) < idOfHistory(b) ? -1 : 1));

describe('The facts of assignments as the rows tell them', () => {
  it('are those that their events tell, and so are the warnings', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { facts } = await withRowsOf(steps);
        const known = facts.page(FIRST_ID, LAST_ID, steps.length);
        expect(known.map(({ id }) => id)).toStrictEqual(inOrder(steps).map(idOfHistory));
        for (const [index, own] of inOrder(steps).entries()) {
          const folded = assignmentOf(own);
          const { reports, statuses, dues, originalDue } = assignmentFacts(folded);
          const fromRows = known[index]?.facts;
          expect(fromRows).toMatchObject({ statuses, dues, originalDue });
          expect(fromRows?.reports.map(({ eventId }) => eventId)).toStrictEqual(
            reports.map(({ eventId }) => eventId),
          );
          for (const policies of [POLICIES, FULL_POLICIES]) {
            expect(fromRows && evaluateFacts(fromRows, policies, END)).toStrictEqual(
              evaluate(folded, policies, END),
            );
          }
          expect(known[index]?.newestAt).toBe(own.at(-1)?.at);
        }
        await clean();
      }),
      { numRuns: RUNS },
    );
  });

  it('are the same read page by page, or asked for by id', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 5 }), async (steps, size) => {
        const { facts } = await withRowsOf(steps);
        const whole = facts.page(FIRST_ID, LAST_ID, steps.length);
        const paged: typeof whole = [];
        for (let page = facts.page(FIRST_ID, LAST_ID, size); page.length > 0; ) {
          paged.push(...page);
          page = facts.page(page.at(-1)?.id ?? LAST_ID, LAST_ID, size);
        }
        expect(paged).toStrictEqual(whole);
        const ids = [...steps.map(idOfHistory), 'mau-2026.404.khong-co'];
        expect(facts.some(ids)).toStrictEqual(whole);
        await clean();
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

describe('The turns of warnings as the rows tell them', () => {
  it('are those that stand in their streams', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { warnings, readModels, log } = await withRowsOf(steps);
        await warnings.tick();
        await readModels.catchUp();
        const streams = Map.groupBy(await warningEvents(log), ({ stream }) =>
          stream.slice('warning-'.length),
        );
        const written = new WrittenTurnsReader(readModels.db).of([
          ...streams.keys(),
          'task-overdue.none.none',
        ]);
        expect(new Map(written)).toStrictEqual(
          new Map(
            [...written.keys()].map((id) => [
              id,
              (streams.get(id) ?? []).map(({ type, data }) => turnOf(type, data)),
            ]),
          ),
        );
        expect(written.size).toBe(streams.size);
        await clean();
      }),
      { numRuns: RUNS / 2 },
    );
  });
});
