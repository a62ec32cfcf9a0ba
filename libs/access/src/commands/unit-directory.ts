/** Which units exist: asked of whoever keeps them, bound by the app. */
export interface UnitDirectory {
  has(unitId: string): boolean | Promise<boolean>;
}

/** Injection token of the {@link UnitDirectory}. */
export const UNIT_DIRECTORY = Symbol('UnitDirectory');
