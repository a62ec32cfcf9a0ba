export { type Target, type TargetDirection, UnknownTargetPhraseError } from './target.js';
export { renderNumber, vietnameseNumber } from './target-number.js';
export { parseTarget } from './target-parser.js';
export { renderTarget } from './target-renderer.js';
export { MAX_TARGET_PHRASE_LENGTH } from './target-tokens.js';
