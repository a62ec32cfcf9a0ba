const SECRET_FIELDS: ReadonlySet<string> = new Set(['password', 'currentPassword']);

export function isSecretField(name: string): boolean {
  return SECRET_FIELDS.has(name);
}

/** The body without its secrets: only so may anything derived from it be kept. */
export function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !isSecretField(name)));
}
