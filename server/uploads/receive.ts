import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { ExportFile } from '../../migrator/index.js';
import { Problem } from '../problems.js';
import { refusals } from './refusals.js';
import { disguise, EXTENSIONS, hasKnownExtension, HEAD_BYTES } from './sniff.js';

/** The most that one upload may hold, in bytes and in files. */
export interface UploadLimits {
  readonly bytes: number;
  readonly files: number;
}

/** A file as it arrived: where it lies, what the office calls it, and the hash of its content. */
export interface ReceivedFile extends ExportFile {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Takes the files of a multipart request into a folder, under names that we choose. Refuses with the first reason found,
 * in the order in which files arrive; what was written stays in the folder, which the caller removes.
 */
export async function receiveFiles(request: Request, response: Response, folder: string, limits: UploadLimits): Promise<readonly ReceivedFile[]> {
  const intake = new Intake(folder, limits);
  const middleware = multer({
    storage: intake,
    preservePath: true,
    defParamCharset: 'utf8',
    limits: { files: limits.files, fields: 10, fieldSize: 1024, fieldNameSize: 100, headerPairs: 20 },
  }).array('files');
  await new Promise<void>((resolve, reject) => {
    void middleware(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(asProblem(error, limits))));
  });
  if (intake.files.length === 0) throw refusals.none();
  return intake.files;
}

/** Where multer puts files: each one is counted, hashed and looked into on its way to the disk, so that it is read only once. */
class Intake implements multer.StorageEngine {
  /** In the order of the upload; a later file may be on the disk before an earlier one is. */
  readonly files: ReceivedFile[] = [];
  private readonly names: string[] = [];
  private bytes = 0;

  constructor(private readonly folder: string, private readonly limits: UploadLimits) {}

  _handleFile(_request: Request, file: Express.Multer.File, done: (error?: unknown, info?: Partial<Express.Multer.File>) => void): void {
    this.take(file.originalname, file.stream).then((taken) => done(null, { path: taken.path, size: taken.bytes }), (error: unknown) => done(error));
  }

  _removeFile(_request: Request, file: Express.Multer.File, done: (error: Error | null) => void): void {
    rm(file.path, { force: true }).then(() => done(null), done);
  }

  private async take(original: string, content: Readable): Promise<ReceivedFile> {
    const name = officeName(original);
    if (!hasKnownExtension(name)) throw refusals.extension(name, EXTENSIONS);
    if (this.names.includes(name)) throw refusals.twice(name);
    const place = this.names.push(name) - 1;
    const path = join(this.folder, `${place}.upload`);
    const watch = this.watch(name);
    await pipeline(content, watch.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    const seen = watch.result();
    if (seen.bytes === 0) throw refusals.empty(name);
    const other = disguise(name, seen.head);
    if (other !== null) throw refusals.disguised(name, other.really, other.remedy);
    const file = { name, path, bytes: seen.bytes, sha256: seen.sha256 };
    this.files[place] = file;
    return file;
  }

  private watch(name: string): { readonly stream: Transform; readonly result: () => { bytes: number; sha256: string; head: Buffer } } {
    const hash = createHash('sha256');
    let bytes = 0;
    let head = Buffer.alloc(0);
    const stream = new Transform({
      transform: (chunk: Buffer, _encoding, next) => {
        bytes += chunk.length;
        this.bytes += chunk.length;
        hash.update(chunk);
        if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
        if (this.bytes > this.limits.bytes) next(refusals.tooLarge(name, this.limits.bytes));
        else next(null, chunk);
      },
    });
    return { stream, result: () => ({ bytes, sha256: hash.digest('hex'), head }) };
  }
}

/** The office's own name of a file, with `/` between folders. Only a label: no file is ever written under it. */
export function officeName(original: string): string {
  const parts = original.normalize('NFC').replaceAll('\\', '/').split('/');
  const safe = parts.map((part) => part.replace(/\p{C}/gu, '').trim()).filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part));
  return safe.join('/').slice(-400) || 'unnamed';
}

function asProblem(error: unknown, limits: UploadLimits): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_COUNT') return refusals.tooMany(limits.files);
  return isDiskError(error) ? error : refusals.unreadable();
}

const isDiskError = (error: unknown): boolean => error instanceof Error && 'syscall' in error && error.name !== 'AbortError';
