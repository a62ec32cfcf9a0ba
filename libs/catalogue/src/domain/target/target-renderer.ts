import type { Target } from './target.js';
import { renderNumber } from './target-number.js';
import { CHANGE_VERBS } from './target-vocabulary.js';

const CADENCES: Readonly<Record<NonNullable<Target['recurrence']>, string>> = {
  daily: '/ngày',
  weekly: '/tuần',
  monthly: '/tháng',
  quarterly: '/quý',
  semiannual: '',
  annual: '/năm',
};
const LARGEST_DENOMINATOR = 10;
const NEARLY = 1e-12;

/**
 * The canonical Vietnamese phrase of a target, which `parseTarget` reads back to the same target.
 *
 * @throws TypeError for a `qualitative` target, whose words it doesn't hold, and for one without a figure
 * @throws RangeError for a figure that has no Vietnamese writing, and for a cadence that no target phrase has
 */
export function renderTarget(target: Target): string {
  const { direction, target: value, targetMax, stretchTarget, unit, targetYear, recurrence } = target;
  if (direction === 'qualitative' || value === undefined) {
    throw new TypeError('A target without a figure has no canonical phrase');
  }
  if (recurrence === 'semiannual') throw new RangeError('No target phrase has the cadence semiannual');
  const cadence = recurrence === undefined ? '' : CADENCES[recurrence];
  const lead = targetYear === undefined ? '' : `đến năm ${targetYear}: `;
  if (direction === 'rank_at_most') {
    const further = stretchTarget === undefined ? '' : `, phấn đấu top ${stretchTarget}`;
    return capital(`${lead}top ${value}${cadence}${further}`);
  }

  const { base, change, baseline } = partsOf(unit);
  const verb = change ?? (base === 'lần' && baseline !== undefined ? 'gấp' : undefined);
  const manner = [...(target.approximate ? ['khoảng'] : []), ...mannerOf(target)];
  const figures =
    targetMax === undefined
      ? amount(value, base)
      : `từ ${renderNumber(value)} đến ${amount(targetMax, base)}`;
  const main = [...(verb === undefined ? [] : [verb]), ...manner, figures].join(' ');
  const compared = baseline === undefined ? '' : ` ${baseline}`;
  const further = stretchTarget === undefined ? '' : `, phấn đấu ${renderNumber(stretchTarget)}`;
  return capital(`${lead}${main}${cadence}${compared}${further}`);
}

function mannerOf({ direction, strict, approximate, target }: Target): string[] {
  switch (direction) {
    case 'at_least':
      if (approximate && !strict && target !== 0) return [];
      return [strict ? 'trên' : 'tối thiểu'];
    case 'at_most':
      return [strict ? 'dưới' : 'không quá'];
    case 'exactly':
      return ['đúng'];
    default:
      return [];
  }
}

/** A unit and what it says of a change: "% giảm so với 2025". */
function partsOf(unit: string | undefined): { base?: string; change?: string; baseline?: string } {
  if (unit === undefined) return {};
  const comparison = unit.search(/(?:^| )so (?:với )?/);
  const baseline = comparison < 0 ? undefined : unit.slice(comparison).trim();
  const measured = comparison < 0 ? unit : unit.slice(0, comparison);
  const change = [...CHANGE_VERBS.keys()].find((verb) => measured.endsWith(` ${verb}`) && verb.includes(' '));
  const single = change ?? [...CHANGE_VERBS.keys()].find((verb) => measured.endsWith(` ${verb}`));
  const base = single === undefined ? measured : measured.slice(0, -single.length - 1);
  return {
    base,
    ...(single === undefined ? {} : { change: single }),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

function amount(value: number, unit: string | undefined): string {
  if (unit === '%') return `${renderNumber(value)}%`;
  if (unit === undefined) return renderNumber(value);
  return `${unit.startsWith('số ') ? share(value) : renderNumber(value)} ${unit}`;
}

/** A third is `1/3`. */
function share(value: number): string {
  for (let parts = 2; parts <= LARGEST_DENOMINATOR && value < 1; parts += 1) {
    const taken = Math.round(value * parts);
    if (taken > 0 && Math.abs(value * parts - taken) < NEARLY) return `${taken}/${parts}`;
  }
  return renderNumber(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
