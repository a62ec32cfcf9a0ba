import { day } from './format.js';

interface DocumentLineProps {
  readonly document: { readonly number: string; readonly date: string; readonly issuer: string };
}

/** “12/BC-STC ngày 05/04/2026 của Sở Tài chính”. */
export function DocumentLine({ document: { number, date, issuer } }: DocumentLineProps) {
  return (
    <>
      <bdi>{number}</bdi> ngày {day(date)} của <bdi>{issuer}</bdi>
    </>
  );
}
