import { useCallback, useEffect, useRef, useState, type DragEvent } from 'react';
import type { IntakeReport } from '../../server/contract.js';
import type { UploadProgress } from '../shared/api.js';
import { copy } from '../shared/copy.js';
import { bytes } from '../shared/format.js';
import { Icon } from '../shared/Icon.js';
import { Bar, Button, Loading } from '../shared/parts.js';
import { useAction, type Action } from '../shared/useAction.js';
import { useLoaded } from '../shared/useLoaded.js';
import { usePanel } from './context.js';
import { candidatesOf, type Candidate } from './upload.js';

const words = copy.files;

/** Everything around choosing and sending files; `send` resolves when the rows were read. */
export interface Upload {
  readonly candidates: readonly Candidate[];
  readonly progress: UploadProgress | null;
  readonly action: Action;
  readonly source: string;
  readonly ready: boolean;
  readonly setSource: (source: string) => void;
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (place: number) => void;
  readonly send: () => void;
  readonly cancel: () => void;
}

/** Keeps the chosen files and sends them together. A cancelled or refused upload keeps the list. */
export const useUpload = (onRead: (intake: IntakeReport) => Promise<unknown>): Upload => {
  const { api, situation: { me } } = usePanel();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [source, setSource] = useState('auto');
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const action = useAction();
  const sending = useRef<AbortController | null>(null);
  useEffect(() => () => sending.current?.abort(), []);
  const candidates = candidatesOf(files, me.limits);
  const upload = async (control: AbortController): Promise<void> => {
    try {
      const intake = await api.upload(files, source, setProgress, control.signal);
      setFiles([]);
      await onRead(intake);
    } catch (thrown) {
      if (!control.signal.aborted) throw thrown;
    } finally {
      setProgress(null);
    }
  };
  return {
    candidates, progress, action, source, setSource,
    ready: candidates.length > 0 && candidates.every(({ refusal }) => refusal === null),
    add: (more) => { action.clear(); setFiles([...files, ...more]); },
    remove: (place) => { action.clear(); setFiles(files.filter((_file, index) => index !== place)); },
    send: () => {
      sending.current = new AbortController();
      const control = sending.current;
      action.start(() => upload(control));
    },
    cancel: () => sending.current?.abort(),
  };
};

const SourceChoice = ({ upload }: { readonly upload: Upload }) => {
  const { api } = usePanel();
  const { value } = useLoaded(useCallback(() => api.sources(), [api]));
  return (
    <label className="field">
      <span className="field__label">{words.source}</span>
      <select value={upload.source} onChange={(event) => upload.setSource(event.target.value)}>
        <option value="auto">{words.auto}</option>
        {value?.map((source) => (
          <option key={source.name} value={source.name}>{source.assumed ? `${source.label} (${words.assumed})` : source.label}</option>
        ))}
      </select>
    </label>
  );
};

const Chosen = ({ upload }: { readonly upload: Upload }) => (
  <ul className="chosen">
    {upload.candidates.map(({ file, refusal }, place) => (
      <li key={`${place}-${file.name}`} className={refusal === null ? 'chosen__file' : 'chosen__file is-refused'}>
        <Icon name={refusal === null ? 'file' : 'warning'} />
        <span className="chosen__name">{file.name}</span>
        <span className="meta">{bytes(file.size)}</span>
        <button type="button" className="chosen__remove" aria-label={words.remove(file.name)} disabled={upload.action.busy} onClick={() => upload.remove(place)}>
          <Icon name="stop" />
        </button>
        {refusal !== null && <p className="chosen__refusal">{refusal.message} {refusal.remedy}</p>}
      </li>
    ))}
  </ul>
);

const DropZone = ({ upload }: { readonly upload: Upload }) => {
  const { situation: { me: { limits } } } = usePanel();
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    upload.add(event.dataTransfer.files);
  };
  return (
    <div
      className={over ? 'drop is-over' : 'drop'} onDrop={drop}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
    >
      <Icon name="upload" />
      <p>{words.drop} <span className="meta">{words.or}</span></p>
      <Button onClick={() => picker.current?.click()}>{words.pick}</Button>
      <input
        ref={picker} type="file" multiple hidden aria-label={words.pick}
        onChange={(event) => { upload.add(event.target.files ?? []); event.target.value = ''; }}
      />
      <p className="meta">{words.limits(limits.files, limits.fileBytes)}</p>
    </div>
  );
};

/** Choice of the dental system, drop zone and list; while sending, how far it is. */
export const Uploader = ({ upload }: { readonly upload: Upload }) => {
  const { progress, action } = upload;
  if (action.busy) {
    const sent = progress ?? { sent: 0, total: 0 };
    const complete = sent.total > 0 && sent.sent >= sent.total;
    return (
      <div className="sending">
        <Bar parts={[{ share: sent.total === 0 ? 0 : sent.sent / sent.total, tone: 'primary' }]} />
        <Loading>{complete ? words.reading : words.uploading(sent.sent, sent.total)}</Loading>
        {!complete && <Button onClick={upload.cancel}>{words.cancel}</Button>}
      </div>
    );
  }
  return (
    <>
      <SourceChoice upload={upload} />
      <DropZone upload={upload} />
      {upload.candidates.length > 0 && <Chosen upload={upload} />}
    </>
  );
};
