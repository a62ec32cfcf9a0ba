import type { ImportLimits } from './files/import-limits.js';

/** Injection token of the {@link ImportSettings}. */
export const IMPORT_SETTINGS = Symbol('ImportSettings');

export interface ImportSettings {
  /** Where files wait for their confirmation; a folder of this machine. */
  readonly folder: string;
  readonly limits: ImportLimits;
}
