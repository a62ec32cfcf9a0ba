import type { HistoryLineDto } from '../client/types.gen.js';
import type { ToldEvent } from './event-line.js';

/** A line of a history with who did it in words; what a rule did names the rule alone. */
export const told = ({ actor, ...line }: HistoryLineDto): ToldEvent => ({
  ...line,
  who: line.rule
    ? null
    : `${actor.name ?? actor.id} (${actor.roleText}${actor.unitName === null || actor.unitName === actor.name ? '' : `, ${actor.unitName}`})`,
});
