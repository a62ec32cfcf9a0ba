import { InvalidPositionError } from '../../errors.js';
import type { Position } from '../../port.js';
import type { LogPosition } from './driver.js';

/** Digits of the greatest position that the server can give (2^63 - 1). */
const DIGITS = 19;
const POSITION = /^(\d{19})-(\d{19})$/;
const GREATEST = String(2n ** 63n - 1n);

/** Commit and prepare position as one text of fixed width, so that positions compare as texts. */
export function positionOf({ commit, prepare }: LogPosition): Position {
  return `${commit.padStart(DIGITS, '0')}-${prepare.padStart(DIGITS, '0')}` as Position;
}

/** @throws {InvalidPositionError} it is no text that {@link positionOf} gives */
export function parsePosition(position: Position): LogPosition {
  const [, commit = '', prepare = ''] = POSITION.exec(position) ?? [];
  if (commit === '' || commit > GREATEST || prepare > GREATEST) {
    throw new InvalidPositionError(position, 'is malformed: it is of another engine, or was cut short');
  }
  return { commit: String(BigInt(commit)), prepare: String(BigInt(prepare)) };
}
