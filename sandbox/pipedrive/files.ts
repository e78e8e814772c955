import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Account } from './account.js';
import { ok, type Answer, type Call, type Handler, type Upload } from './call.js';
import { spaceForm } from './clock.js';
import { requireAlive } from './deletion.js';
import { plain } from './refusals.js';
import type { FileRow, User } from './rows.js';
import { readV1 } from './schema.js';
import { envelope, pagination, readSlice, type Slice } from './v1-lists.js';

/** Largest upload. Pipedrive publishes no number; 50 MB is commonly quoted. */
export const MOST_FILE_BYTES = 50 * 1024 * 1024;
const LONGEST_PAGE = 100;

const formId = z.union([z.int().positive(), z.string().regex(/^\d{1,15}$/).transform(Number)]).exactOptional();
const linksSchema = z.strictObject({
  person_id: formId, org_id: formId, deal_id: formId, product_id: formId, activity_id: formId, lead_id: z.uuid().exactOptional(),
});
const updateSchema = z.strictObject({ name: z.string().min(1).max(255).exactOptional(), description: z.string().exactOptional() });

/** A file as API v1 shows it; the content is at `url`. */
export function fileView(account: Account, row: FileRow, url: string): Readonly<Record<string, unknown>> {
  const { content, content_type, is_deleted, ...shown } = row;
  return {
    ...shown, add_time: spaceForm(row.add_time), update_time: spaceForm(row.update_time), active_flag: !is_deleted, file_size: content.byteLength,
    file_name: `${createHash('sha1').update(content).digest('hex')}${extension(row.name)}`, file_type: content_type, inline_flag: false, log_id: null,
    project_id: null, remote_location: 's3', remote_id: '', cid: '', s3_bucket: '', mail_message_id: '', mail_template_id: '',
    deal_name: row.deal_id === null ? null : (account.deals.alive(row.deal_id)?.title ?? null),
    person_name: row.person_id === null ? null : (account.persons.alive(row.person_id)?.name ?? null),
    org_name: row.org_id === null ? null : (account.organizations.alive(row.org_id)?.name ?? null),
    product_name: row.product_id === null ? null : (account.products.alive(row.product_id)?.name ?? null),
    lead_name: row.lead_id === null ? null : (account.leads.alive(row.lead_id)?.title ?? null),
    project_name: null, url: `${url}/api/v1/files/${row.id}/download`,
  };
}

function extension(name: string): string {
  return /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
}

/** Stores an uploaded file with its links. The author is the caller; there is no way to date it back. */
export function createFile(account: Account, upload: Upload | null, given: unknown, caller: User): FileRow {
  if (upload === null) throw plain(400, 'Invalid input: file - This field was not expected.');
  if (upload.content.byteLength > MOST_FILE_BYTES) throw plain(413, 'File is too large');
  const links = readV1(linksSchema, given);
  const missing = [
    ...(links.person_id !== undefined && account.persons.alive(links.person_id) === undefined ? ['person_id'] : []),
    ...(links.org_id !== undefined && account.organizations.alive(links.org_id) === undefined ? ['org_id'] : []),
    ...(links.deal_id !== undefined && account.deals.alive(links.deal_id) === undefined ? ['deal_id'] : []),
    ...(links.product_id !== undefined && account.products.alive(links.product_id) === undefined ? ['product_id'] : []),
    ...(links.activity_id !== undefined && account.activities.alive(links.activity_id) === undefined ? ['activity_id'] : []),
    ...(links.lead_id !== undefined && account.leads.alive(links.lead_id) === undefined ? ['lead_id'] : []),
  ];
  if (missing.length > 0) throw plain(400, missing.map((key) => `${key} does not exist`).join('; '));
  const now = account.now();
  return account.files.put({
    id: account.nextId('file'), user_id: caller.id, name: upload.name, description: '', content: upload.content, content_type: upload.type,
    person_id: links.person_id ?? null, org_id: links.org_id ?? null, deal_id: links.deal_id ?? null, product_id: links.product_id ?? null,
    activity_id: links.activity_id ?? null, lead_id: links.lead_id ?? null, add_time: now, update_time: now, is_deleted: false,
  });
}

/** Changes a file's name or description. */
export function updateFile(account: Account, row: FileRow, given: unknown): FileRow {
  const body = readV1(updateSchema, given);
  return account.files.put({ ...row, name: body.name ?? row.name, description: body.description ?? row.description, update_time: account.now() });
}

/** Soft-deletes a file. */
export function deleteFile(account: Account, row: FileRow): void {
  account.files.put({ ...row, is_deleted: true, update_time: account.now() });
}

const oneFile = (call: Call): FileRow => requireAlive(call.account.files, call, 'File');

function answer(call: Call, slice: Slice<FileRow>, more: Readonly<Record<string, unknown>>): Answer {
  return ok(slice.rows.map((row) => fileView(call.account, row, call.url)), { additional_data: more });
}

function filesOf(link: 'person_id' | 'org_id' | 'deal_id' | 'product_id'): Handler {
  return (call) => {
    const slice = readSlice(call.account.files, call.query, LONGEST_PAGE, call.account.files.by(link, Number(call.params['id'])));
    return answer(call, slice, envelope(slice));
  };
}

/** The file operations of API v1. */
export const fileHandlers: Readonly<Record<string, Handler>> = {
  addFile: (call) => ok(fileView(call.account, createFile(call.account, call.upload, call.body, call.user), call.url)),
  updateFile: (call) => ok(fileView(call.account, updateFile(call.account, oneFile(call), call.body), call.url)),
  getFile: (call) => ok(fileView(call.account, oneFile(call), call.url)),
  downloadFile: (call) => ({ status: 200, body: oneFile(call).content }),
  deleteFile: (call) => {
    const row = oneFile(call);
    deleteFile(call.account, row);
    return ok({ id: row.id });
  },
  getFiles: (call) => {
    const slice = readSlice(call.account.files, call.query, LONGEST_PAGE);
    return answer(call, slice, { pagination: pagination(slice) });
  },
  getPersonFiles: filesOf('person_id'),
  getOrganizationFiles: filesOf('org_id'),
  getDealFiles: filesOf('deal_id'),
  getProductFiles: filesOf('product_id'),
};
