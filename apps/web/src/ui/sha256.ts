/*
 * SHA-256 (FIPS 180-4), counted here where the browser doesn't: `crypto.subtle` is there in secure contexts alone, and
 * some offices open the page over plain http; and it takes a file at once only. A file never leaves the machine.
 */

/** Up to this a file is taken into memory at once, for the browser's own count, which is the faster. */
const AT_ONCE_BYTES = 64_000_000;

const BLOCK = 64;
const WORD_BITS = 32;
const PRIMES = 64;
const LENGTH_BYTES = 8;

/** The first bits of the fractional parts of the roots of the first primes: the constants of the standard. */
function fractions(count: number, root: (prime: number) => number): Uint32Array {
  const found = new Uint32Array(count);
  let size = 0;
  for (let candidate = 2; size < count; candidate += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) {
      if (candidate % divisor === 0) prime = false;
    }
    if (!prime) continue;
    const value = root(candidate);
    found[size] = Math.floor((value - Math.floor(value)) * 2 ** WORD_BITS);
    size += 1;
  }
  return found;
}

const K = fractions(PRIMES, Math.cbrt);
const START = fractions(8, Math.sqrt);

const rotated = (word: number, by: number) => (word >>> by) | (word << (WORD_BITS - by));

/** A sum that is fed piece by piece. */
class Sha256 {
  readonly #state = START.slice();
  readonly #words = new Uint32Array(PRIMES);
  readonly #rest = new Uint8Array(BLOCK);
  #restSize = 0;
  #size = 0;

  add(bytes: Uint8Array): void {
    this.#size += bytes.length;
    let from = 0;
    if (this.#restSize > 0) {
      from = Math.min(BLOCK - this.#restSize, bytes.length);
      this.#rest.set(bytes.subarray(0, from), this.#restSize);
      this.#restSize += from;
      if (this.#restSize < BLOCK) return;
      this.#take(this.#rest, 0);
      this.#restSize = 0;
    }
    for (; from + BLOCK <= bytes.length; from += BLOCK) this.#take(bytes, from);
    this.#rest.set(bytes.subarray(from));
    this.#restSize = bytes.length - from;
  }

  /** In hexadecimal. Nothing can be added afterwards. */
  end(): string {
    const bits = this.#size * 8;
    const room = this.#restSize < BLOCK - LENGTH_BYTES ? BLOCK : 2 * BLOCK;
    const tail = new Uint8Array(room - this.#restSize);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - LENGTH_BYTES, Math.floor(bits / 2 ** WORD_BITS));
    view.setUint32(tail.length - LENGTH_BYTES / 2, bits % 2 ** WORD_BITS);
    this.add(tail);
    return Array.from(this.#state, (word) => word.toString(16).padStart(8, '0')).join('');
  }

  #take(bytes: Uint8Array, from: number): void {
    const words = this.#words;
    const at = (index: number) => words[index] ?? 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset + from, BLOCK);
    for (let index = 0; index < BLOCK / 4; index += 1) words[index] = view.getUint32(index * 4);
    for (let index = BLOCK / 4; index < PRIMES; index += 1) {
      const [early, late] = [at(index - 15), at(index - 2)];
      const s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
      const s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
      words[index] = at(index - 16) + s0 + at(index - 7) + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.#state;
    for (let index = 0; index < PRIMES; index += 1) {
      const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
      const first = (h + s1 + ((e & f) ^ (~e & g)) + (K[index] ?? 0) + at(index)) | 0;
      const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) {
      this.#state[index] = (this.#state[index] ?? 0) + word;
    }
  }
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export function sha256OfText(text: string): string {
  const sum = new Sha256();
  sum.add(new TextEncoder().encode(text));
  return sum.end();
}

/** Why a file has no hash, in words. */
class FileHashError extends Error {
  override readonly name = 'FileHashError';
}

/**
 * SHA-256 of a file's content, in hexadecimal. The file is read here and sent nowhere.
 * @throws {FileHashError} it can't be read: a folder, or deleted meanwhile
 */
export async function sha256OfFile(file: File): Promise<string> {
  try {
    if (!('subtle' in crypto) || file.size > AT_ONCE_BYTES) return await countedByPieces(file);
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())));
  } catch {
    throw new FileHashError(`Không đọc được “${file.name}”; có thể đó là một thư mục hoặc tệp vừa bị xóa.`);
  }
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function countedByPieces(file: Blob): Promise<string> {
  const sum = new Sha256();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return sum.end();
    sum.add(value);
  }
}
