/** In a million đồng. Sums are kept in whole đồng: 4.718,51 + 253,8 triệu must add up exactly. */
const DONG = 1_000_000;

const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6 });
const AMOUNT = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 2, maximumFractionDigits: 3 });

export const dong = (millionVnd: number): number => Math.round(millionVnd * DONG);

export const millionVnd = (dongs: number): number => dongs / DONG;

/** `56.972,91` */
export const amountText = (amount: number): string => AMOUNT.format(amount);

/** `2.500`, `0,786` */
export const numberText = (number: number): string => NUMBER.format(number);
