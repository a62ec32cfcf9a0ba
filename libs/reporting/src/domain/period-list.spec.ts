import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Slot } from './compliance.js';
import { beginsWith, canonicalLine, listOf, partsOf, partsOfSlotName, slotName } from './period-list.js';

const slot = (task: string, unit: string): Slot => ({
  assignment: `mau-2026.${task}.${unit}`,
  task,
  unit,
  period: '2026-03',
  outcome: 'missing',
  report: null,
});

describe('The list that a close freezes', () => {
  it('names a slot by its task and unit; a task’s code may carry dots', () => {
    expect(slotName('mau-2026.17.1.xa-a')).toBe('17.1.xa-a');
    expect(partsOfSlotName('17.1.xa-a')).toStrictEqual({ task: '17.1', unit: 'xa-a' });
  });

  it('has a line for each slot: name, outcome, report or a hyphen', () => {
    expect(canonicalLine(['17.1.xa-a', 'late', 'r1'])).toBe('17.1.xa-a\tlate\tr1\n');
    expect(canonicalLine(['3.so-b', 'missing', null])).toBe('3.so-b\tmissing\t-\n');
  });

  it('is in the order of its lines’ bytes, whatever order the slots came in', () => {
    const code = fc.stringMatching(/^[0-9A-Z][0-9A-Z./()_-]{0,4}$/);
    const unit = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/);
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(code, unit), { selector: String }), (pairs) => {
        const lines = listOf(pairs.map(([task, of]) => slot(task, of))).map(canonicalLine);
        const byBytes = [...lines].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(lines).toStrictEqual(byBytes);
      }),
    );
  });

  it('comes in parts that together are the list, none longer than a part may be', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 7 }), (length, size) => {
        const list = listOf(Array.from({ length }, (_, index) => slot(String(index), 'so-a')));
        const parts = partsOf(list, size);
        expect(parts.flat()).toStrictEqual(list);
        expect(parts).toHaveLength(Math.max(1, Math.ceil(length / size)));
        expect(parts.every((part) => part.length <= size)).toBe(true);
      }),
    );
  });

  it('is known again by its first parts, and by no other’s', () => {
    const parts = partsOf(listOf(['1', '2', '3', '4', '5'].map((task) => slot(task, 'so-a'))), 2);
    for (const written of [0, 1, 2, 3]) expect(beginsWith(parts, parts.slice(0, written))).toBe(true);
    expect(beginsWith(parts, parts.slice(1))).toBe(false);
    expect(beginsWith(parts.slice(0, 2), parts)).toBe(false);
    expect(beginsWith(parts, [[['1.so-a', 'late', 'r1'], ...(parts[0] ?? []).slice(1)]])).toBe(false);
    expect(beginsWith(parts, [(parts[0] ?? []).slice(1)])).toBe(false);
  });
});
