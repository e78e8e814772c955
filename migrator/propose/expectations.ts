/** What the cells of a field look like; each has a judge in `fit.ts`. References name the kind of file that they point into. */
export type Expectation =
  | 'key' | 'chart' | 'ref:patient' | 'ref:provider' | 'ref:carrier' | 'ref:employer' | 'ref:referralSource' | 'ref:treatmentPlan' | 'ref:alertItem'
  | 'ref:procedureCode'
  | 'ref:practice' | 'ref:coded' | 'member-number' | 'full-name' | 'first-name' | 'last-name' | 'middle-name' | 'nickname' | 'title' | 'suffix' | 'company'
  | 'birth' | 'past' | 'near' | 'due' | 'date' | 'date-time' | 'clock' | 'hour' | 'minute' | 'minutes' | 'interval'
  | 'gender' | 'patient-status' | 'appointment-status' | 'plan-status' | 'item-status' | 'ledger-kind' | 'relationship' | 'referral-kind'
  | 'alert-kind' | 'rank' | 'label' | 'list-entry' | 'list-status'
  | 'email' | 'phone' | 'street' | 'street-2' | 'city' | 'state' | 'zip' | 'flag' | 'language' | 'note' | 'text' | 'code' | 'tooth' | 'surface'
  | 'money' | 'path' | 'zone' | 'url';
