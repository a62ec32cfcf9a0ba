import { PROGRAMME, type Site, UNIT } from './browser.js';

interface Warnings {
  readonly items: readonly {
    readonly id: string;
    readonly assignment: string | null;
    readonly explanation: { readonly state: string };
  }[];
}

/** An explanation as its event holds it. */
export interface Explanation {
  readonly text: string;
  readonly documents: readonly unknown[];
}

interface Explained {
  readonly course: readonly { readonly type: string; readonly details: unknown }[];
}

/** An open warning of an assignment of {@link UNIT} that nobody has explained. @throws {Error} none is left */
export async function unexplained(site: Site): Promise<{ readonly id: string; readonly assignment: string }> {
  const { items } = await site.read<Warnings>(
    'science',
    `/warnings?programme=${PROGRAMME}&unit=${UNIT}&state=open&limit=100`,
  );
  for (const { id, assignment, explanation } of items) {
    if (assignment !== null && explanation.state === 'none') return { id, assignment };
  }
  throw new Error('no warning without an explanation is left');
}

/** The explanations of a warning, the first first. @throws {Error} there is no such warning */
export async function explanationsOf(site: Site, warning: string): Promise<readonly Explanation[]> {
  const [one] = await site.read<readonly Explained[]>('office', `/warnings/${warning}`);
  if (one === undefined) throw new Error(`no warning ${warning}`);
  return one.course.flatMap(({ type, details }) =>
    type === 'ExplanationSubmitted' ? [details as Explanation] : [],
  );
}
