/** The suffix says the tier: .spec pure, .int-spec storage, .e2e-spec HTTP and whole system, .browser-spec the pages. */
export default {
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testRegex: '\\.(spec|int-spec|e2e-spec|browser-spec)\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ESM build, which the conditions below would choose, imports JSON in a way that Jest warns of.
    '^libphonenumber-js/max$': '<rootDir>/node_modules/libphonenumber-js/max/index.cjs',
  },
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'import', 'default'] },
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/scripts/closing-line-reporter.mjs'],
  maxWorkers: 2,
};
