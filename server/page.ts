/** A page for a person who is not in Pipedrive at the moment: a heading, a few sentences, at most one link. No scripts. */
export interface Page {
  readonly title: string;
  readonly text: readonly string[];
  readonly link: { readonly href: string; readonly label: string } | null;
}

/** The stylesheet of these pages, served from its own path so that the content security policy needs no exception for inline styles. */
export const PAGE_STYLE = `:root { color-scheme: light dark; --page: #f4f5f6; --surface: #fff; --text: #192435; --line: #e4e6e9; --link: #413d99; }
@media (prefers-color-scheme: dark) { :root { --page: #0e1017; --surface: #1e2029; --text: #e2e2e4; --line: #3c3e45; --link: #c4c2ff; } }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 Inter, system-ui, sans-serif; }
main { max-width: 34rem; margin: 12vh auto 0; padding: 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
h1 { margin: 0 0 12px; font-size: 20px; line-height: 1.3; }
p { margin: 0 0 12px; }
a { color: var(--link); font-weight: 700; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
`;

/** Renders the page as HTML; every piece of text is escaped. */
export function renderPage(page: Page): string {
  const text = page.text.map((sentence) => `<p>${escape(sentence)}</p>`).join('\n');
  const link = page.link === null ? '' : `<p><a href="${escape(page.link.href)}">${escape(page.link.label)}</a></p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)} · Bridgework</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<main>
<h1>${escape(page.title)}</h1>
${text}
${link}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
