import { setImmediate as othersTurn } from 'node:timers/promises';

/** How many streams are read or written at once, so that the engine can put their appends into one commit. */
const CHUNK = 64;

/**
 * Does a chunk at once, the chunks one after another, with a turn for whatever else the process has to do in between;
 * within a chunk all end before the first failure is thrown.
 */
export async function inChunks<In, Out>(
  items: readonly In[],
  act: (item: In) => Promise<Out>,
  onProgress: (done: number) => void = () => {},
): Promise<Out[]> {
  const results: Out[] = [];
  for (let from = 0; from < items.length; from += CHUNK) {
    const settled = await Promise.allSettled(items.slice(from, from + CHUNK).map(act));
    for (const result of settled) {
      if (result.status === 'rejected') throw result.reason;
      results.push(result.value);
    }
    onProgress(results.length);
    await othersTurn();
  }
  return results;
}
