import type { ReactNode } from 'react';

/** Letters that are written from right to left, and the mark that turns what stands beside it. */
const RIGHT =
  '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\u200F\\u061C';
/** From the first such letter to the last before other letters follow. */
const RUN = new RegExp(`([${RIGHT}](?:[^\\p{L}]*[${RIGHT}])*)`, 'u');

/**
 * A sentence that holds what somebody typed. Words from right to left are kept to themselves, so that they don't turn
 * the numbers and marks round about them.
 */
export function Told({ children }: { readonly children: string }): ReactNode {
  // Every second part is a run.
  return children.split(RUN).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which have no other name
      <bdi key={index}>{part}</bdi>
    ),
  );
}
