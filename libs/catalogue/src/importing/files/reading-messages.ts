import type { Flaw, RefusalKind } from '#kernel';
import type { SourceDocument, SourceRow } from '../source-document.js';
import type { ImportLimits } from './import-limits.js';

/** What the worker thread is told; plain data. */
export interface ReadingJob {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly limits: ImportLimits;
}

/** What the worker thread tells: rows by the page, so that taking them never keeps the other thread long. */
export type ReadingMessage =
  | { readonly type: 'progress'; readonly rows: number }
  | { readonly type: 'rows'; readonly table: number; readonly rows: readonly SourceRow[] }
  /** The document, its rows told before. */
  | { readonly type: 'done'; readonly document: SourceDocument }
  | {
      readonly type: 'refusal';
      readonly kind: RefusalKind;
      readonly code: string;
      readonly detail: string;
      readonly flaws: readonly Flaw[];
    };
