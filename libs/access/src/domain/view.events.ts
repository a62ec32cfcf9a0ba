/*
 * Storage format. The name and the body are in the log for good: never rename or reshape them; a new meaning is a new
 * event, a new shape is a new schema version with an upcaster. Golden fixture in `fixtures/view-events.json`.
 */
import type { JsonObject } from '#event-log';

/** Somebody whose views are recorded was answered a read; by whom and when stands in the metadata. */
export type RecordsViewed = {
  type: 'RecordsViewed';
  data: {
    /** The route's pattern: `/units/:unit/trail`. */
    readonly route: string;
    /** What the address held, by name, in their order; the clocks not among them. */
    readonly parameters: { readonly [name: string]: string | readonly string[] };
    /** The day that was asked about, as it was written; null: the route's own, or today. */
    readonly asOf: string | null;
    /** What was known by then, as it was written; null: now. */
    readonly asKnownAt: string | null;
  } & JsonObject;
};
