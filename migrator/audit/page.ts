import type { AuditReport } from '../reports.js';
import { html, Markup, NOTHING } from './page/markup.js';
import { sections, summary, tiles } from './page/sections.js';
import { STYLE } from './page/style.js';
import { day } from './page/words.js';

/** What a page may say beside the report: the office's name, the source's label and the day it was made, ISO date. */
export interface AuditPageContext {
  readonly practice?: string;
  readonly source?: string;
  readonly madeOn?: string;
}

/**
 * An audit as one HTML document to read, print and hand around: no scripts, nothing loaded, everything escaped. It names rows by file, line
 * and id and holds no name, birthday or number of a patient.
 */
export function auditPage(report: AuditReport, context: AuditPageContext = {}): string {
  const source = context.source ?? report.source;
  const title = `What is in the export${context.practice === undefined ? '' : ` of ${context.practice}`}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><main>
<header><p class="eyebrow">Data-quality report${source === 'unknown' ? NOTHING : html` · ${source}`}${context.madeOn === undefined ? NOTHING : html` · ${day(context.madeOn)}`}</p>
<h1>${title}</h1><p class="lead">${summary(report)}</p>${tiles(report)}</header>
${sections(report)}
<footer><p>This report holds no names, birthdays, telephone numbers or addresses of patients: rows are named by file, line and the id of the dental system.
It was made without any connection to the internet, and nothing was changed.</p></footer>
</main></body></html>
`.text;
}
