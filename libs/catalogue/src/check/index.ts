export { checkCatalogues } from './check-catalogues.js';
export { amountText, numberText } from './figures.js';
export {
  type CheckedProgramme,
  type CheckResult,
  type ClarityCriterion,
  type DeadlineCase,
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  SEVERITIES,
  type Severity,
  type Side,
} from './findings.js';
export { type ReadCatalogues, readCatalogues } from './read-catalogues.js';
