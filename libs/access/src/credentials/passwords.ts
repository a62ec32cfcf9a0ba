import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '#kernel';

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 200;

/** Argon2id at OWASP's minimum (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const ARGON2ID = 2;
const ARGON2_VERSION = 19;
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const unpadded = (bytes: number) => Buffer.alloc(bytes).toString('base64').replaceAll('=', '');

/** A hash that no password is known for: checking against it costs what a true check costs. */
const DUMMY_HASH = `$argon2id$v=${ARGON2_VERSION}$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(SALT_BYTES)}$${unpadded(HASH_BYTES)}`;

/** Without the characters that are easily taken for one another. */
const READABLE = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A new random password (100 bits), four groups of five readable characters. */
export function generatePassword(): string {
  const character = () => READABLE[randomInt(READABLE.length)];
  const group = () => Array.from({ length: GROUP_LENGTH }, character).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** However a keyboard composes its marks, one password is one text. */
const normal = (password: string) => password.normalize('NFC');

/** @throws {Refusal} invalid: shorter or longer than allowed, counted in characters (code points) */
export function checkPassword(password: string): void {
  const length = [...normal(password)].length;
  if (length >= PASSWORD_MIN_LENGTH && length <= PASSWORD_MAX_LENGTH) return;
  const detail = `phải dài từ ${PASSWORD_MIN_LENGTH} đến ${PASSWORD_MAX_LENGTH} ký tự`;
  throw new Refusal('invalid', 'unfit-password', `Mật khẩu ${detail}.`, [{ at: 'password', detail }]);
}

/** The Argon2id hash in PHC form, with its own salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), {
    algorithm: ARGON2ID,
    memoryCost: MEMORY_KIB,
    timeCost: PASSES,
    parallelism: LANES,
    outputLen: HASH_BYTES,
  });
}

/** Whether the password fits the hash; without a hash as much work is done, and the answer is no. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? DUMMY_HASH, normal(password));
  return stored !== null && fits;
}
