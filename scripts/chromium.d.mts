/** Where Chromium is looked for, the first first. */
export const CANDIDATES: readonly string[];
/** The path of a Chromium, or undefined. `NQ57_CHROMIUM` names another one. */
export function chromiumPath(): string | undefined;
/** Installs Debian's where there is none, as root on a machine with apt; otherwise the tests say what they skip. */
export function bringChromium(say: (text: string) => void): void;
