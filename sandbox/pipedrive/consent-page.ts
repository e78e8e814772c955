/** What the consent page shows and sends back. */
export interface ConsentQuestion {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly company: string;
  readonly scopes: readonly string[];
  readonly users: readonly { readonly id: number; readonly name: string; readonly email: string; readonly admin: boolean }[];
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --line: #c9ced6; --accent: #017737; --accent-text: #fff; --ground: #fff; --ink: #1d1f26; --soft: #545b67; }
@media (prefers-color-scheme: dark) { :root { --line: #4a515c; --accent: #4cc38a; --accent-text: #06281a; --ground: #1b1d22; --ink: #f0f1f3; --soft: #b4bac4; } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink); }
main { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }
.note { color: var(--soft); }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1.5rem 0; padding: 1rem; }
label { display: flex; gap: .75rem; padding: .5rem 0; align-items: baseline; }
button { font: inherit; padding: .6rem 1.2rem; border-radius: .4rem; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-text); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** A whole HTML document around some content. */
export function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`
    + `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>`;
}

/** The page on which a user of the stand-in account allows the app or not. */
export function consentPage(question: ConsentQuestion): string {
  const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  const users = question.users.map((user, at) => `<label><input type="radio" name="user_id" value="${user.id}"${at === 0 ? ' checked' : ''}>`
    + `<span>${escapeHtml(user.name)} <span class="note">${escapeHtml(user.email)}${user.admin ? ', admin' : ''}</span></span></label>`).join('');
  return page('Allow the app', `<h1>Allow ${escapeHtml(question.clientId)}?</h1>
<p class="note">Stand-in account ${escapeHtml(question.company)}. This is not Pipedrive.</p>
<p>The app asks for: ${question.scopes.map((scope) => `<code>${escapeHtml(scope)}</code>`).join(', ')}.</p>
<form method="post" action="/oauth/authorize">
${hidden('client_id', question.clientId)}${hidden('redirect_uri', question.redirectUri)}${question.state === null ? '' : hidden('state', question.state)}
<fieldset><legend>Who installs the app?</legend>${users}</fieldset>
<button class="primary" name="decision" value="allow">Allow and install</button> <button name="decision" value="deny">Cancel</button>
</form>`);
}

/** The page for a request that no app of this account could have made. */
export function refusedPage(reason: string): string {
  return page('Not possible', `<h1>This does not work</h1><p>${escapeHtml(reason)}</p>`);
}
