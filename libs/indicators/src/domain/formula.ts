import type { Formula, RolledUp, RollUp } from '#catalogue';

/** What an indicator's figure is made of and how; null where it is measured itself. */
export function rollUpOf(
  formula: Formula | null | undefined,
): { readonly kind: RollUp; readonly of: RolledUp } | null {
  if (!formula) return null;
  switch (formula.kind) {
    case 'direct':
    case 'ratio':
    case 'system':
      return null;
    default:
      return formula;
  }
}

/** Id of the group whose units report the figures that an indicator is made of; null where there is none. */
export function feedingGroup(formula: Formula | null | undefined): string | null {
  const of = rollUpOf(formula)?.of;
  return of && 'group' in of ? of.group : null;
}
