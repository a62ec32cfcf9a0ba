import { readFileSync } from 'node:fs';
import type { Measurement } from './measurement.js';
import { answerAsPart, Part } from './part.js';

const GOAL_MB = 400;
const KIB = 1024;
export const MB = 1_000_000;

/** What the process that rebuilt tells of itself. */
interface Rebuilt {
  /** Largest resident set since it started, bytes. */
  readonly peakRss: number;
  /** Seconds of the rebuild and of the comparison with the tables in use. */
  readonly seconds: number;
  /** Tables that came out otherwise than those in use. */
  readonly differing: readonly string[];
}

/**
 * The largest resident set of this process, bytes. Linux hands `ru_maxrss` down from the process that started this
 * one, so its own high-water mark is read where there is one.
 */
export function peakRss(): number {
  const own =
    process.platform === 'linux' && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return (own ? Number(own[1]) : process.resourceUsage().maxRSS) * KIB;
}

/** The process of its own: does what `nq57 rebuild` does. */
export function memoryPart(): void {
  answerAsPart({
    rebuild: async (): Promise<Rebuilt> => {
      const { rebuildAndCompare } = await import('../commands/log.js');
      const started = performance.now();
      const { differing } = await rebuildAndCompare();
      return { peakRss: peakRss(), seconds: (performance.now() - started) / 1000, differing };
    },
  });
}

/** The memory of `nq57 rebuild` on a data folder. @throws {Error} the rebuilt tables differ from those in use */
export async function measureMemory(folder: string, events: number): Promise<Measurement> {
  const part = new Part('memory', folder);
  try {
    const { peakRss: bytes, seconds, differing } = await part.ask<Rebuilt>('rebuild');
    if (differing.length > 0) throw new Error(`the rebuild changed ${differing.join(', ')}`);
    const ours = bytes / MB;
    return {
      name: 'memory',
      what: `Bộ nhớ của “nq57 rebuild” với ${events.toLocaleString('vi-VN')} sự kiện (RSS cao nhất)`,
      unit: 'MB',
      ours,
      against: null,
      baseline: null,
      ratio: null,
      goal: { below: GOAL_MB },
      met: ours < GOAL_MB,
      details: { events, seconds },
    };
  } finally {
    await part.stop();
  }
}
