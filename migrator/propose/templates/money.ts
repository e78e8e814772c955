import type { Coverage } from '../../canonical/streams.js';
import { date, fee, id, money, phone, present, reference, text } from '../../read/parsers.js';
import { one, skip, type Draft } from '../../sources/define.js';
import { chosen, field, template } from '../template.js';
import { LEDGER_KIND, RANK, RELATIONSHIP } from '../vocabulary.js';
import { addressFields, addressOf, deleted, patientRef, ref } from './links.js';

/** Insurance companies and their plans. */
export const carriers = template({
  name: 'carrier', label: 'Insurance plans', stream: 'carrier', about: 'insurance company plan claim',
  fields: {
    id: field(id, 'key', 'insurance id|insurance plan id|plan id|insurance company id|id|insurance code|insurance plan code'),
    name: field(text, 'company', 'insurance name|insurance company name|insurance|insurance company|company|name insurance company|payer name|company name'),
    groupName: field(text, 'company', 'group name|group|employer group name|group plan name|group title'),
    groupNumber: field(id, 'member-number', 'group id|employer group id|policy group id|insurance group id'),
    payerId: field(id, 'ref:coded', 'payer id|electronic payer id|electronic|electronic id|electronic payer code|payer code'),
    phone: field(phone, 'phone', 'phone|insurance phone|phone id'),
    ...addressFields, deleted,
  },
  needs: [['id'], ['name']], keys: [['id']], requires: ['name'],
  read: (row, key) => {
    const { groupName, groupNumber, payerId } = row;
    return one({ stream: 'carrier', key,
      data: { name: row.name, ...present({ groupName, groupNumber, payerId, phone: row.phone, address: addressOf(row) }) } });
  },
});

interface Insured {
  readonly carrier: string | null;
  readonly carrierName: string | null;
  readonly subscriber: string | null;
  readonly subscriberId: string | null;
  readonly relationship: string | null;
}

function coverage(key: string, rank: Coverage['rank'], patient: string, insured: Insured, more: Partial<Coverage>): readonly Draft[] {
  const { carrier, carrierName, subscriber, subscriberId, relationship } = insured;
  if (carrier === null && carrierName === null && subscriberId === null) return [];
  const links = present({ carrier: ref('carrier', carrier), subscriber: ref('patient', subscriber), carrierName, subscriberId, relationship });
  return [{ stream: 'coverage', key, data: { patient: patientRef(patient), rank, ...links, ...more } }];
}

/** Who is insured where: a row per policy, or one per patient with a primary and a secondary policy. */
export const coverages = template({
  name: 'coverage', label: 'Insurance of patients', stream: 'coverage', about: 'insurance coverage',
  fields: {
    id: field(id, 'key', 'coverage id|insurance coverage id'),
    patient: field(reference, 'ref:patient', 'patient id|patient|patient record id|chart id|account id'),
    carrier: field(reference, 'ref:carrier',
      'primary insurance id|insurance id|insurance|primary insurance plan id|insurance 1|insurance id 1|primary plan id|primary insurance company id|first insurance|plan id'),
    carrierName: field(text, 'company', 'insurance name|insurance company name|primary insurance name'),
    subscriber: field(reference, 'ref:patient',
      'primary subscriber id|subscriber patient id|subscriber|subscriber id|primary policy subscriber id|subscriber 1|subscriber id 1|primary subscriber'),
    subscriberId: field(id, 'member-number',
      'subscriber member id|member id|policy id|primary member id|primary policy id|policy 1|policy id 1|primary subscriber id|policy'),
    relationship: chosen(RELATIONSHIP, 'other', 'relationship',
      'relationship|primary relationship|relationship 1|relationship code 1|primary relationship code|relationship primary policy subscriber|relationship primary subscriber|subscriber relationship'),
    carrier2: field(reference, 'ref:carrier',
      'secondary insurance id|secondary insurance|secondary insurance plan id|insurance 2|insurance id 2|secondary plan id|secondary insurance company id'),
    subscriber2: field(reference, 'ref:patient', 'secondary subscriber id|secondary policy subscriber id|subscriber 2|subscriber id 2|secondary subscriber'),
    subscriberId2: field(id, 'member-number', 'secondary member id|secondary policy id|policy 2|policy id 2|secondary subscriber id'),
    relationship2: chosen(RELATIONSHIP, 'other', 'relationship',
      'secondary relationship|relationship 2|relationship code 2|secondary relationship code|relationship secondary policy subscriber|relationship secondary subscriber'),
    rank: chosen(RANK, 'other', 'rank', 'primary secondary|coverage priority|priority'), groupNumber: field(id, 'member-number', 'group id|group'),
    coverageType: field(text, 'label', 'coverage type|insurance type'), deleted,
  },
  needs: [['patient'], ['carrier', 'carrierName', 'subscriberId']], keys: [['id'], ['patient', 'rank'], ['patient', 'subscriberId'], ['patient']],
  requires: ['patient'],
  read: (row, key) => {
    const { carrier, carrierName, subscriber, subscriberId, relationship } = row;
    const more = present({ groupNumber: row.groupNumber, coverageType: row.coverageType });
    const second = { carrier: row.carrier2, carrierName: null, subscriber: row.subscriber2, subscriberId: row.subscriberId2, relationship: row.relationship2 };
    const records = [
      ...coverage(`${key}:${row.rank ?? 'primary'}`, row.rank ?? 'primary', row.patient,
        { carrier, carrierName, subscriber, subscriberId, relationship }, more),
      ...coverage(`${key}:secondary`, 'secondary', row.patient, second, {}),
    ];
    return records.length === 0 ? skip('no-insurance', 'coverage') : { records };
  },
});

/** What families owe, by age of the debt. */
export const balances = template({
  name: 'familyBalance', label: 'Balances', stream: 'familyBalance', about: 'balance aged amount',
  fields: {
    guarantor: field(reference, 'ref:patient', 'guarantor id|guarantor|guarantor account id|patient id|account id|payer|payer id|payer patient id'),
    total: field(money, 'money', 'balance amount|balance|amount due|account balance'),
    current: field(money, 'money', 'balance 0 30|current|balance current|due current|30|current balance|0 30'),
    over30: field(money, 'money', 'balance 31 60|31 60|over 30|30 60|30 over'),
    over60: field(money, 'money', 'balance 61 90|61 90|over 60|60 90|60 over'),
    over90: field(money, 'money', 'balance over 90|over 90|91|90 over|balance 91|91 120'),
    lastPayment: field(money, 'money', 'last payment|last payment amount'), lastPaymentOn: field(date, 'past', 'last payment date|date last payment'),
    deleted,
  },
  needs: [['guarantor'], ['total', 'current', 'over30']], keys: [['guarantor']], requires: ['guarantor'],
  read: (row, key) => {
    const ages = [['0-30', row.current], ['31-60', row.over30], ['61-90', row.over60], ['91+', row.over90]] as const;
    const buckets = ages.flatMap(([days, amount]) => (amount === null ? [] : [{ days, amount }]));
    const [first] = buckets;
    const sum = first === undefined ? null : { currency: first.amount.currency, cents: buckets.reduce((cents, { amount }) => cents + amount.cents, 0) };
    const more = present({ total: row.total ?? sum, lastPayment: row.lastPayment, lastPaymentOn: row.lastPaymentOn });
    return one({ stream: 'familyBalance', key, data: { guarantor: patientRef(row.guarantor), buckets, ...more } });
  },
});

/** Lines of the billing ledger. */
export const ledger = template({
  name: 'ledgerEntry', label: 'Ledger', stream: 'ledgerEntry', about: 'ledger posted',
  fields: {
    id: field(id, 'key', 'ledger id|ledger item id|id|item id|posted id'),
    patient: field(reference, 'ref:patient', 'patient id|patient|chart id|account id|patient record id'),
    plan: field(reference, 'ref:treatmentPlan', 'treatment plan id|plan id|plan|treatment plan id'),
    date: field(date, 'past', 'ledger date|date|posted date|date posted|item date|date ledger'),
    kind: chosen(LEDGER_KIND, 'unknown', 'ledger-kind', 'ledger type|type|type ledger|posted type'),
    amount: field(money, 'money', 'amount|ledger amount|amount ledger|posted amount'),
    provider: field(reference, 'ref:provider', 'provider id|provider|provider ledger'), deleted,
  },
  needs: [['id'], ['amount'], ['kind', 'date']], keys: [['id']], requires: ['amount'],
  read: (row, key) => {
    const links = present({ patient: ref('patient', row.patient), plan: ref('treatmentPlan', row.plan), date: row.date,
      provider: ref('provider', row.provider) });
    return one({ stream: 'ledgerEntry', key, data: { kind: row.kind ?? 'unknown', amount: row.amount, ...links } });
  },
});

/** Claims sent to carriers. */
export const claims = template({
  name: 'claim', label: 'Claims', stream: 'claim', about: 'claim insurance',
  fields: {
    id: field(id, 'key', 'claim id|id'), patient: field(reference, 'ref:patient', 'patient id|patient|chart id|account id'),
    date: field(date, 'past', 'claim date|date claim|service date|sent date|date'),
    carrierName: field(text, 'company', 'insurance name|insurance company|insurance|payer name'), status: field(text, 'label', 'claim status|status'),
    billed: field(fee, 'money', 'bill amount|claim amount|bill|amount|fee amount'),
    paid: field(fee, 'money', 'payment amount|insurance payment|payment|payment received'), detail: field(text, 'text', 'claim note|note'), deleted,
  },
  needs: [['id'], ['patient'], ['billed', 'paid'], ['status', 'carrierName']], keys: [['id']], requires: ['patient'],
  read: (row, key) => {
    const { date: on, carrierName, status, billed, paid, detail } = row;
    return one({ stream: 'claim', key, data: { patient: patientRef(row.patient), ...present({ date: on, carrierName, status, billed, paid, detail }) } });
  },
});
