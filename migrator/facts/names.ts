import type { Patient, Provider } from '../canonical/streams.js';

/** First name, last name and suffix as people say them; falls back to chart, then id, so that no record goes nameless. */
export function patientName(key: string, patient: Patient): string {
  const name = [patient.firstName, patient.lastName, patient.suffix].filter((part) => part !== undefined && part !== '').join(' ');
  if (name !== '') return name;
  return patient.chart === undefined ? `Patient ${key}` : `Patient ${patient.chart}`;
}

/** As on a door: title, first name, last name; falls back to the provider's id. */
export function providerName(key: string, provider: Provider): string {
  const name = [provider.title, provider.firstName, provider.lastName].filter((part) => part !== undefined && part !== '').join(' ');
  return name === '' ? key : name;
}
