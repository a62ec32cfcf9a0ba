import { percentCut } from '#kernel';

const number = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

/** A number as it is written in Vietnamese: `1.234,5`. */
export function numberText(value: number): string {
  return number.format(value);
}

/** A share (0–1) in per cent: `92,4 %`, `100 %`. Cut, not rounded: what falls short never reads as reached. */
export function shareText(share: number | null): string {
  return share === null ? '–' : `${number.format(percentCut(share))} %`;
}
