import { describe, expect, it } from '@jest/globals';
import type { Position } from '#event-log';
import type { Acknowledgement } from './callers.js';
import { compareCommands, firstDifference, type StoredPlace } from './compare.js';

const STREAM = 'assignment-p57.1.so-a';

const stored = (id: string, revision: number): StoredPlace => ({
  id,
  stream: STREAM,
  revision,
  position: `position ${revision}` as Position,
});

const acknowledged = (
  commandId: string,
  revision: number,
  eventIds = [`${commandId}/0`],
): Acknowledgement => ({
  commandId,
  stream: STREAM,
  eventIds,
  revision,
  position: `position ${revision}`,
});

const log = (commands: Record<string, StoredPlace[]>) => new Map(Object.entries(commands));

const NOTHING = { missing: [], doubled: [], outOfOrder: [], untold: [] };

describe('What was acknowledged, against the log', () => {
  const first = acknowledged('a', 2, ['a/0', 'a/1', 'a/2']);
  const second = acknowledged('b', 3);
  const a = [stored('a/0', 0), stored('a/1', 1), stored('a/2', 2)];
  const b = [stored('b/0', 3)];

  it('is found whole where each command stands once and where it was said to', () => {
    expect(compareCommands([first, second], log({ a, b }))).toStrictEqual(NOTHING);
  });

  it('is missing where one of its events is', () => {
    expect(compareCommands([first, second], log({ a: a.slice(0, 2), b })).missing).toStrictEqual(['a']);
    expect(compareCommands([first, second], log({ a })).missing).toStrictEqual(['b']);
  });

  it('is missing where the answer named no event', () => {
    expect(compareCommands([acknowledged('b', 3, [])], log({ b })).missing).toStrictEqual(['b']);
  });

  it('is doubled where the command stands a second time', () => {
    const twice = log({ a, b: [...b, stored('b/0', 4)] });
    expect(compareCommands([first, second], twice).doubled).toStrictEqual(['b']);
  });

  it('is out of order where it stands elsewhere than was answered', () => {
    expect(compareCommands([first, second], log({ a, b: [stored('b/0', 4)] })).outOfOrder).toStrictEqual([
      'b',
    ]);
    const elsewhere = [{ ...stored('b/0', 3), stream: 'assignment-p57.2.so-a' }];
    expect(compareCommands([first, second], log({ a, b: elsewhere })).outOfOrder).toStrictEqual(['b']);
  });

  it('is out of order where it stands before what its stream had acknowledged earlier', () => {
    expect(compareCommands([second, first], log({ a, b })).outOfOrder).toStrictEqual(['a']);
  });

  it('shows a command that stands in the log though nobody was told of it', () => {
    expect(compareCommands([first], log({ a, b })).untold).toStrictEqual(['b']);
  });
});

describe('What was told of the changes, against the log', () => {
  it('is the same where every change came once and in order', () => {
    expect(firstDifference(['1 a 0', '2 b 0'], ['1 a 0', '2 b 0'])).toBeNull();
  });

  it.each([
    ['a change that was not told', ['1 a 0'], ['1 a 0', '2 b 0'], 'number 2 was not told'],
    ['a change left out', ['1 a 0', '3 c 0'], ['1 a 0', '2 b 0', '3 c 0'], 'number 2 was 3 c 0, not 2 b 0'],
    ['a change told twice', ['1 a 0', '1 a 0'], ['1 a 0'], '2 of 1 told; number 2 was 1 a 0, not there'],
    ['the wrong order', ['2 b 0', '1 a 0'], ['1 a 0', '2 b 0'], 'number 1 was 2 b 0, not 1 a 0'],
  ])('differs by %s', (_, told, there, words) => expect(firstDifference(told, there)).toContain(words));
});
