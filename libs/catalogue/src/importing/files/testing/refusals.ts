import { Refusal } from '#kernel';
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from '../import-limits.js';
import { readSourceDocument } from '../read-source.js';

/** The code and place of the refusal that a reading ends with. @throws what else it ends with */
export async function refusalOf(
  reading: Promise<unknown>,
): Promise<{ code: string; at: string | undefined }> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, at: error.flaws[0]?.at };
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Reads under other limits than the usual ones. */
export function readWith(bytes: Uint8Array, name: string, limits: Partial<ImportLimits> = {}) {
  return readSourceDocument(bytes, name, { ...DEFAULT_IMPORT_LIMITS, ...limits });
}
