/** Without the characters that are easily taken for one another. Their number divides 256: a random byte favours none. */
const READABLE = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A new random password (100 bits), four groups of five readable characters, as the server makes them. */
export function generatePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_LENGTH));
  const characters = Array.from(bytes, (byte) => READABLE[byte % READABLE.length]);
  const group = (_: unknown, index: number) =>
    characters.slice(index * GROUP_LENGTH, (index + 1) * GROUP_LENGTH).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
