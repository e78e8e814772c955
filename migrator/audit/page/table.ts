import { html, type Markup, type Part } from './markup.js';

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Share of the table's width, where the contents should not decide. */
  readonly width?: `${number}%`;
  readonly numeric?: true;
}

/** A table whose first column names the row. */
export function table(columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup {
  const kind = (index: number): string => (columns[index]?.numeric === true ? 'num' : '');
  return html`<div class="wide"><table><thead><tr>${columns.map(({ title, width }, index) => html`<th scope="col" class="${kind(index)}" style="width:${width ?? 'auto'}">${title}</th>`)}</tr></thead>
    <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${kind(index)}">${cell}</td>`))}</tr>`)}</tbody></table></div>`;
}
