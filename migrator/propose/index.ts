export { confirm, exportLayout, importLayout, type Confirmation, type ConfirmedLayout, type Corrections } from './confirmed.js';
export { layoutFingerprint } from './fingerprint.js';
export { layoutFromProposal, profileOfLayouts, type MadeLayout, type ValueAnswers } from './layout.js';
export { HIGH_CONFIDENCE, proposeLayouts, type ColumnProposal, type FileProposal, type FileSample, type KnownKeys } from './propose.js';
export { reviewValues, type ValueReview } from './review.js';
export { TEMPLATES } from './templates/index.js';
export type { ValueKind } from './value-kind.js';
