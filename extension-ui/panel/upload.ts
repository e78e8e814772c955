/** Checks that need no server, so that a refusal stands beside its file before anything is sent. */
import type { Me } from '../../server/contract.js';
import { copy } from '../shared/copy.js';

/** A chosen file and why it would be refused, null when nothing speaks against it. */
export interface Candidate {
  readonly file: File;
  readonly refusal: { readonly message: string; readonly remedy: string } | null;
}

const refusalOf = (file: File, place: number, earlier: readonly File[], limits: Me['limits']): Candidate['refusal'] => {
  if (earlier.some((other) => other.name === file.name)) return copy.files.twice;
  if (file.size === 0) return copy.files.isEmpty;
  if (file.size > limits.fileBytes) return copy.files.tooLarge(limits.fileBytes);
  if (place >= limits.files) return copy.files.tooMany(limits.files);
  return null;
};

/** Judges the chosen files in their order. */
export const candidatesOf = (files: readonly File[], limits: Me['limits']): readonly Candidate[] =>
  files.map((file, place) => ({ file, refusal: refusalOf(file, place, files.slice(0, place), limits) }));
