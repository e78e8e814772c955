import { Problem } from '../problems.js';

/** Every reason for which an upload is sent back, each with its sentence. File names are the office's own and appear only in the answer, never in a log. */
export const refusals = {
  none: () => new Problem(400, 'upload-empty', 'No file arrived.', 'Choose the files of the export and send them again.'),
  unreadable: () => new Problem(400, 'upload-unreadable', 'The upload could not be read.', 'Choose the files again; keep the panel open until they have arrived.'),
  tooMany: (most: number) => new Problem(413, 'upload-too-many', `These are more than ${most} files.`, 'Put the files of the export into one ZIP and send that.'),
  tooLarge: (name: string, most: number) =>
    new Problem(413, 'upload-too-large', `With “${name}” the upload is larger than ${size(most)}.`, 'Put the files into one ZIP, or ask whoever hosts Bridgework to raise the limit.'),
  empty: (name: string) => new Problem(422, 'upload-empty-file', `“${name}” is empty.`, 'Export it again, or leave it out.'),
  extension: (name: string, allowed: readonly string[]) =>
    new Problem(415, 'upload-extension', `“${name}” is not a kind of file that an export consists of.`, `Send files that end in ${allowed.join(', ')}.`),
  twice: (name: string) => new Problem(422, 'upload-twice', `There are two files called “${name}”.`, 'Send each file once.'),
  disguised: (name: string, really: string, remedy: string) =>
    new Problem(415, 'upload-disguised', `“${name}” is really ${really}.`, remedy),
} as const;

/** A number of bytes as people say it: 2147483648 becomes `2 GB`. */
export function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Math.round((bytes / 1024 ** power) * 10) / 10} ${units[power] ?? ''}`;
}
