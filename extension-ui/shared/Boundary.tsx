import { Component, type ReactNode } from 'react';
import { ProblemNotice } from './parts.js';
import { problemOf } from './problem.js';

/** Catches what a screen throws while drawing, so that a defect costs a sentence and not the page. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly thrown: unknown }> {
  override state: { readonly thrown: unknown } = { thrown: null };

  static getDerivedStateFromError(thrown: unknown): { readonly thrown: unknown } {
    return { thrown };
  }

  override render(): ReactNode {
    if (this.state.thrown === null) return this.props.children;
    return <div className="alone"><ProblemNotice problem={problemOf(this.state.thrown)} onRetry={() => location.reload()} /></div>;
  }
}
