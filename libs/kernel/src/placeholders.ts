const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The names that stand in a text as `{{name}}`, in their order. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** Whether double braces stand in a text that enclose no name. */
export function hasStrayBraces(text: string): boolean {
  return /\{\{|\}\}/.test(text.replace(PLACEHOLDER, ''));
}

/**
 * Puts values in place of their names; a name without a value leaves nothing. Values stay as they are: braces within
 * them mean nothing.
 */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (_whole, name: string) => values[name] ?? '');
}
