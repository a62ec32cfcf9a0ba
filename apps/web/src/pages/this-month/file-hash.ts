import { sha256OfFile } from '../../ui/sha256.js';

/** Up to this a file is taken into memory at once, for the browser's own count, which is the faster. */
const AT_ONCE_BYTES = 64_000_000;

/** Why a file has no hash, in words. */
export class FileHashError extends Error {
  override readonly name = 'FileHashError';
}

/**
 * SHA-256 of a file, in hex, counted here: nothing of its content leaves this machine.
 * @throws {FileHashError} it can't be read: a folder, or deleted meanwhile
 */
export async function hashOfFile(file: File): Promise<string> {
  try {
    // Browsers have it in secure contexts alone.
    if (!('subtle' in crypto) || file.size > AT_ONCE_BYTES) return await sha256OfFile(file);
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    throw new FileHashError(`Không đọc được “${file.name}”; có thể đó là một thư mục hoặc tệp vừa bị xóa.`);
  }
}
