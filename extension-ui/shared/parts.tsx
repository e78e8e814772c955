/** The small building blocks that all pages share. */
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import type { RunState } from '../../server/contract.js';
import { copy } from './copy.js';
import { Icon, type IconName } from './Icon.js';
import type { Problem } from './problem.js';

/** What a block says at a glance; each tone comes with its own symbol, never with colour alone. */
export type Tone = 'neutral' | 'primary' | 'positive' | 'warning' | 'negative';

const TONE_ICONS: Readonly<Record<Tone, IconName>> = {
  neutral: 'info', primary: 'info', positive: 'check', warning: 'warning', negative: 'stop',
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'secondary' | 'negative' | 'quiet';
  readonly icon?: IconName;
  /** Work is under way: shown, spoken, and not to be started twice. */
  readonly busy?: boolean;
}

/** A button; `busy` keeps its place and focus while its work runs. */
export const Button = ({ look = 'secondary', icon, busy = false, children, disabled, onClick, ...rest }: ButtonProps) => (
  <button
    type="button" {...rest} className={`button button--${look}`} disabled={disabled} aria-busy={busy}
    onClick={(event) => { if (!busy) onClick?.(event); }}
  >
    {busy ? <span className="spinner" aria-hidden="true" /> : icon !== undefined && <Icon name={icon} />}
    <span>{children}</span>
  </button>
);

/** A short word on a tinted ground. */
export const Chip = ({ tone = 'neutral', icon, children }: { readonly tone?: Tone; readonly icon?: IconName | undefined; readonly children: ReactNode }) => (
  <span className={`chip chip--${tone}`}>
    {icon !== undefined && <Icon name={icon} />}
    {children}
  </span>
);

const STATE_LOOKS: Readonly<Record<RunState, { readonly tone: Tone; readonly icon: IconName }>> = {
  planned: { tone: 'neutral', icon: 'dot' }, approved: { tone: 'primary', icon: 'play' }, running: { tone: 'primary', icon: 'play' },
  paused: { tone: 'warning', icon: 'pause' }, finished: { tone: 'positive', icon: 'check' }, failed: { tone: 'negative', icon: 'stop' },
};

/** The state of a run as a word with colour and symbol. */
export const StateChip = ({ state }: { readonly state: RunState }) => (
  <Chip tone={STATE_LOOKS[state].tone} icon={STATE_LOOKS[state].icon}>{copy.states[state]}</Chip>
);

interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** `alert` interrupts a screen reader; for what has just gone wrong. */
  readonly role?: 'alert' | 'status';
}

/** A paragraph that must not be overlooked. */
export const Notice = ({ tone = 'neutral', title, children, role }: NoticeProps) => (
  <div className={`notice notice--${tone}`} role={role}>
    <Icon name={TONE_ICONS[tone]} />
    <div className="notice__text">
      {title !== undefined && <p className="notice__title">{title}</p>}
      {children}
    </div>
  </div>
);

/** A refusal with its remedy; renders nothing while there is none. */
export const ProblemNotice = ({ problem, onRetry }: { readonly problem: Problem | null; readonly onRetry?: (() => void) | undefined }) =>
  problem === null ? null : (
    <Notice tone="negative" title={problem.message} role="alert">
      <p>{problem.remedy}</p>
      {onRetry !== undefined && <Button onClick={onRetry}>{copy.retry}</Button>}
    </Notice>
  );

/** A titled part of a step. */
export const Section = ({ title, aside, children }: { readonly title: ReactNode; readonly aside?: ReactNode; readonly children: ReactNode }) => (
  <section className="section">
    <header className="section__head">
      <h3>{title}</h3>
      {aside !== undefined && <span className="section__aside">{aside}</span>}
    </header>
    {children}
  </section>
);

/** Pairs of a name and a value. */
export const Facts = ({ items }: { readonly items: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className="facts">
    {items.map(([name, value]) => (
      <div key={name} className="facts__pair">
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** A share of a whole as a bar. The numbers beside it say the same, so it is hidden from screen readers. */
export const Bar = ({ parts }: { readonly parts: readonly { readonly share: number; readonly tone: Tone }[] }) => (
  <span className="bar" aria-hidden="true">
    {parts.map(({ share, tone }, index) => (
      <span key={`${index}-${tone}`} className={`bar__part bar__part--${tone}`} style={{ width: `${Math.min(Math.max(share, 0), 1) * 100}%` }} />
    ))}
  </span>
);

/** A quiet line while something loads. */
export const Loading = ({ children = copy.loading }: { readonly children?: ReactNode }) => (
  <p className="loading" role="status"><span className="spinner" aria-hidden="true" /> {children}</p>
);
