/** Says whether what inspectors look at is recorded now. */
export interface ViewPolicy {
  recordsViews(): boolean;
}

/** Injection token of the {@link ViewPolicy}, which the app binds; without one nothing is recorded. */
export const VIEW_POLICY = Symbol('ViewPolicy');
