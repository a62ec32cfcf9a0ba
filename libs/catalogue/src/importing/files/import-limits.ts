/**
 * How much of a file is read before it is refused. They bound memory and time: what a file says of its own size is
 * never believed, everything is counted while it is read.
 */
export interface ImportLimits {
  readonly maxFileBytes: number;
  /** Of all the files inside of a Word or Excel file together. */
  readonly maxUnpackedBytes: number;
  /** How many times larger than packed one of them may be, where it is over {@link RATIO_FREE_BYTES}. */
  readonly maxCompressionRatio: number;
  /** Files inside of a Word or Excel file. */
  readonly maxParts: number;
  /** Tables of a document, visible sheets of a workbook. */
  readonly maxTables: number;
  /** Rows that hold something, of all tables together; as many paragraphs are read. */
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Of all tables together, each cell of a merged area counted. */
  readonly maxCells: number;
  readonly maxCellChars: number;
  /** Of the whole document, the text of a merged area counted for each of its cells. */
  readonly maxTextChars: number;
  /** For reading in a worker thread. */
  readonly timeoutMs: number;
  /** Heap of the worker thread. */
  readonly maxMemoryMb: number;
}

/** Up to this size a file is no bomb, however well it was packed: an empty table packs a thousandfold. */
export const RATIO_FREE_BYTES = 5_000_000;

export const DEFAULT_IMPORT_LIMITS: ImportLimits = {
  maxFileBytes: 20_000_000,
  maxUnpackedBytes: 200_000_000,
  maxCompressionRatio: 200,
  maxParts: 2_000,
  maxTables: 200,
  maxRows: 50_000,
  maxColumns: 100,
  maxCells: 1_000_000,
  maxCellChars: 20_000,
  maxTextChars: 50_000_000,
  timeoutMs: 60_000,
  maxMemoryMb: 384,
};
