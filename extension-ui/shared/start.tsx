import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { openApi, type Api } from './api.js';
import { Boundary } from './Boundary.js';
import { copy } from './copy.js';
import { connectHost, type FrameSize, type Host } from './host.js';
import { ProblemNotice } from './parts.js';
import { Problem } from './problem.js';
import { applyTheme, themeOf } from './theme.js';
import './tokens.css';
import './base.css';
import './parts.css';

/** Starts a page: theme first, then the greeting to the host (it waits ten seconds only), then the screen and its data. */
export const startPage = (screen: (host: Host, api: Api, query: URLSearchParams) => ReactNode, size: FrameSize = {}): void => {
  applyTheme(themeOf(location.search));
  const container = document.getElementById('root');
  if (container === null) return;
  const host = connectHost(location.search, size);
  host?.onTheme(applyTheme);
  const { message, remedy } = copy.problems.outside;
  createRoot(container).render(
    <Boundary>
      {host === null
        ? <div className="alone"><ProblemNotice problem={new Problem('outside', message, remedy)} /></div>
        : screen(host, openApi(host), new URLSearchParams(location.search))}
    </Boundary>,
  );
};
