import { invalid } from './refusals.js';

/** The custom fields that the caller asked for, at most 15; undefined where all are meant. */
export function customFieldKeys(query: URLSearchParams): readonly string[] | undefined {
  const text = query.get('custom_fields');
  if (text === null || text === '') return undefined;
  const keys = text.split(',');
  if (keys.length > 15) throw invalid(['custom_fields: Expected at most 15 keys']);
  return keys;
}
