import type { EventLog } from '../port.js';

/**
 * The same log with hints as bad as the port allows: `lost` never come, `doubled` come twice, late, and once more
 * for nothing at the start.
 */
export function withMangledHints(log: EventLog, hints: 'lost' | 'doubled'): EventLog {
  const lost = () => () => {};
  const doubled = (listener: () => void) => {
    queueMicrotask(listener);
    return log.onAppended(() => {
      listener();
      setImmediate(listener);
    });
  };
  return {
    append: (stream, expected, events) => log.append(stream, expected, events),
    readStream: (stream, options) => log.readStream(stream, options),
    readAll: (after, limit) => log.readAll(after, limit),
    head: () => log.head(),
    latest: () => log.latest(),
    pollMs: log.pollMs,
    onAppended: hints === 'lost' ? lost : doubled,
    close: () => log.close(),
  };
}
