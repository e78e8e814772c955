import { useEffect, useId, useRef } from 'react';
import { copy } from '../shared/copy.js';
import { Icon } from '../shared/Icon.js';

const words = copy.gate;

interface GateProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The person tried to go on without an answer. */
  readonly missing: boolean;
}

/** The patient-data gate: nothing is written before somebody names the agreement that covers it. */
export const Gate = ({ value, onChange, missing }: GateProps) => {
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (missing) text.current?.focus();
  }, [missing]);
  return (
    <div className={missing ? 'gate is-missing' : 'gate'}>
      <h3><Icon name="lock" /> {words.title}</h3>
      <label htmlFor={id}>{words.ask}</label>
      <textarea ref={text} id={id} rows={3} value={value} aria-describedby={`${id}-hint`} aria-invalid={missing} onChange={(event) => onChange(event.target.value)} />
      <p id={`${id}-hint`} className={missing ? 'gate__missing' : 'meta'} role={missing ? 'alert' : undefined}>{missing ? words.missing : words.hint}</p>
    </div>
  );
};
