import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Asked for by the browser's own tools, which the Content-Security-Policy doesn't bind. */
const run = (rules: readonly string[] | null) =>
  `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) })})
    .then(({ violations }) => violations)`;

/**
 * What axe finds on the page, one line each.
 * @param rules these alone, by axe's ids; null: all
 */
export async function findings(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(`${AXE}; undefined`);
  const found = await page.evaluate<readonly Finding[]>(run(rules));
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}
