/** One operation of the API that the stand-in answers: its published token cost and the scopes of which any one is enough. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly cost: number;
  readonly scopes: readonly string[];
}

type Entry = readonly [name: string, method: Operation['method'], path: string, cost: number];

const contacts = ['contacts:full'];
const deals = ['deals:full'];
const activities = ['activities:full'];
const products = ['products:full'];
const leads = ['leads:full'];
const lines = ['products:full', 'deals:full'];
const notes = ['deals:full', 'contacts:full'];
const files = ['deals:full', 'activities:full', 'contacts:full'];

/** The same scopes and their reading twins. */
function orRead(scopes: readonly string[]): readonly string[] {
  return [...scopes, ...scopes.map((scope) => scope.replace(':full', ':read'))];
}

function under(scopes: readonly string[], entries: readonly Entry[]): readonly Operation[] {
  return entries.map(([name, method, path, cost]) => ({ name, method, path: `/api${path}`, cost, scopes }));
}

const RECORDS = [
  ...under(contacts, [
    ['addPerson', 'POST', '/v2/persons', 5], ['updatePerson', 'PATCH', '/v2/persons/{id}', 5], ['deletePerson', 'DELETE', '/v2/persons/{id}', 3],
    ['addOrganization', 'POST', '/v2/organizations', 5], ['updateOrganization', 'PATCH', '/v2/organizations/{id}', 5],
    ['deleteOrganization', 'DELETE', '/v2/organizations/{id}', 3],
  ]),
  ...under(orRead(contacts), [
    ['getPersons', 'GET', '/v2/persons', 10], ['getPerson', 'GET', '/v2/persons/{id}', 1],
    ['getOrganizations', 'GET', '/v2/organizations', 10], ['getOrganization', 'GET', '/v2/organizations/{id}', 1],
    ['getPersonFiles', 'GET', '/v1/persons/{id}/files', 20], ['getOrganizationFiles', 'GET', '/v1/organizations/{id}/files', 20],
  ]),
  ...under([...orRead(contacts), 'search:read'], [
    ['searchPersons', 'GET', '/v2/persons/search', 20], ['searchOrganization', 'GET', '/v2/organizations/search', 20],
  ]),
  ...under(deals, [['addDeal', 'POST', '/v2/deals', 5], ['updateDeal', 'PATCH', '/v2/deals/{id}', 5], ['deleteDeal', 'DELETE', '/v2/deals/{id}', 3]]),
  ...under(orRead(deals), [
    ['getDeals', 'GET', '/v2/deals', 10], ['getArchivedDeals', 'GET', '/v2/deals/archived', 20], ['getDeal', 'GET', '/v2/deals/{id}', 1],
    ['getDealFiles', 'GET', '/v1/deals/{id}/files', 20],
  ]),
  ...under([...orRead(deals), 'search:read'], [['searchDeals', 'GET', '/v2/deals/search', 20]]),
  ...under(lines, [
    ['addDealProduct', 'POST', '/v2/deals/{id}/products', 5], ['addManyDealProducts', 'POST', '/v2/deals/{id}/products/bulk', 25],
    ['updateDealProduct', 'PATCH', '/v2/deals/{id}/products/{product_attachment_id}', 5],
    ['deleteDealProduct', 'DELETE', '/v2/deals/{id}/products/{product_attachment_id}', 3],
    ['deleteManyDealProducts', 'DELETE', '/v2/deals/{id}/products', 15],
  ]),
  ...under(orRead(lines), [['getDealProducts', 'GET', '/v2/deals/{id}/products', 10], ['getDealsProducts', 'GET', '/v2/deals/products', 10]]),
  ...under(activities, [
    ['addActivity', 'POST', '/v2/activities', 5], ['updateActivity', 'PATCH', '/v2/activities/{id}', 5],
    ['deleteActivity', 'DELETE', '/v2/activities/{id}', 3],
  ]),
  ...under(orRead(activities), [['getActivities', 'GET', '/v2/activities', 10], ['getActivity', 'GET', '/v2/activities/{id}', 1]]),
  ...under(products, [
    ['addProduct', 'POST', '/v2/products', 5], ['updateProduct', 'PATCH', '/v2/products/{id}', 5], ['deleteProduct', 'DELETE', '/v2/products/{id}', 3],
  ]),
  ...under(orRead(products), [
    ['getProducts', 'GET', '/v2/products', 10], ['getProduct', 'GET', '/v2/products/{id}', 1], ['getProductFiles', 'GET', '/v1/products/{id}/files', 20],
  ]),
  ...under([...orRead(products), 'search:read'], [['searchProducts', 'GET', '/v2/products/search', 20]]),
  ...under(notes, [['addNote', 'POST', '/v1/notes', 10], ['updateNote', 'PUT', '/v1/notes/{id}', 10], ['deleteNote', 'DELETE', '/v1/notes/{id}', 6]]),
  ...under(orRead(notes), [['getNotes', 'GET', '/v1/notes', 20], ['getNote', 'GET', '/v1/notes/{id}', 2]]),
  ...under(files, [['addFile', 'POST', '/v1/files', 10], ['updateFile', 'PUT', '/v1/files/{id}', 10], ['deleteFile', 'DELETE', '/v1/files/{id}', 6]]),
  ...under(orRead(files), [
    ['getFiles', 'GET', '/v1/files', 20], ['getFile', 'GET', '/v1/files/{id}', 2], ['downloadFile', 'GET', '/v1/files/{id}/download', 20],
  ]),
  ...under(leads, [
    ['addLead', 'POST', '/v1/leads', 10], ['updateLead', 'PATCH', '/v1/leads/{id}', 10], ['deleteLead', 'DELETE', '/v1/leads/{id}', 6],
    ['addLeadLabel', 'POST', '/v1/leadLabels', 10], ['updateLeadLabel', 'PATCH', '/v1/leadLabels/{id}', 10],
    ['deleteLeadLabel', 'DELETE', '/v1/leadLabels/{id}', 6],
  ]),
  ...under(orRead(leads), [
    ['getLeads', 'GET', '/v1/leads', 20], ['getArchivedLeads', 'GET', '/v1/leads/archived', 40], ['getLead', 'GET', '/v1/leads/{id}', 2],
    ['getLeadLabels', 'GET', '/v1/leadLabels', 10], ['getLeadSources', 'GET', '/v1/leadSources', 2],
  ]),
  ...under([...orRead(leads), 'search:read'], [['searchLeads', 'GET', '/v2/leads/search', 20]]),
];

/** The nine operations on one kind of field. Reading needs less than changing, and changing less than creating. */
function fieldOperations(noun: string, create: readonly string[], change: readonly string[], read: readonly string[]): readonly Operation[] {
  const base = `/v2/${noun.charAt(0).toLowerCase()}${noun.slice(1)}s`;
  return [
    ...under(create, [[`add${noun}`, 'POST', base, 5], [`delete${noun}`, 'DELETE', `${base}/{field_code}`, 3]]),
    ...under(change, [
      [`update${noun}`, 'PATCH', `${base}/{field_code}`, 5], [`add${noun}Options`, 'POST', `${base}/{field_code}/options`, 5],
      [`update${noun}Options`, 'PATCH', `${base}/{field_code}/options`, 5], [`delete${noun}Options`, 'DELETE', `${base}/{field_code}/options`, 3],
    ]),
    ...under(read, [[`get${noun}s`, 'GET', base, 10], [`get${noun}`, 'GET', `${base}/{field_code}`, 1]]),
  ];
}

const contactFields = ['admin', 'contact-fields:full'];
const dealFields = ['admin', 'deal-fields:full'];
const productFields = ['products:full', 'product-fields:full'];

const SETTINGS = [
  ...fieldOperations('PersonField', contactFields, [...contacts, ...contactFields], [...orRead(contacts), ...contactFields]),
  ...fieldOperations('OrganizationField', contactFields, [...contacts, ...contactFields], [...orRead(contacts), ...contactFields]),
  ...fieldOperations('DealField', dealFields, [...deals, ...dealFields], [...orRead(deals), ...dealFields]),
  ...fieldOperations('ProductField', productFields, productFields, ['products:read', ...productFields]),
  ...under(['admin'], [
    ['addPipeline', 'POST', '/v2/pipelines', 5], ['updatePipeline', 'PATCH', '/v2/pipelines/{id}', 5],
    ['deletePipeline', 'DELETE', '/v2/pipelines/{id}', 3],
    ['addStage', 'POST', '/v2/stages', 5], ['updateStage', 'PATCH', '/v2/stages/{id}', 5], ['deleteStage', 'DELETE', '/v2/stages/{id}', 3],
    ['addActivityType', 'POST', '/v1/activityTypes', 10], ['updateActivityType', 'PUT', '/v1/activityTypes/{id}', 10],
    ['deleteActivityType', 'DELETE', '/v1/activityTypes/{id}', 6],
  ]),
  ...under([...orRead(deals), 'admin'], [
    ['getPipelines', 'GET', '/v2/pipelines', 5], ['getPipeline', 'GET', '/v2/pipelines/{id}', 1],
    ['getStages', 'GET', '/v2/stages', 5], ['getStage', 'GET', '/v2/stages/{id}', 1],
  ]),
  ...under([...orRead(activities), 'admin'], [['getActivityTypes', 'GET', '/v1/activityTypes', 20]]),
  ...under(['base'], [['getCurrentUser', 'GET', '/v1/users/me', 2]]),
  ...under(['users:read'], [['getUsers', 'GET', '/v1/users', 20], ['findUsersByName', 'GET', '/v1/users/find', 40], ['getUser', 'GET', '/v1/users/{id}', 2]]),
  ...under(['search:read'], [['searchItem', 'GET', '/v2/itemSearch', 20], ['searchItemByField', 'GET', '/v2/itemSearch/field', 20]]),
];

/** Everything the stand-in answers. An operation outside this table is refused with 404. */
export const OPERATIONS: readonly Operation[] = [...RECORDS, ...SETTINGS];

/** Whether the operation falls into the search window. */
export function isSearch(operation: Operation): boolean {
  return operation.name.startsWith('search');
}

interface Route {
  readonly operation: Operation;
  readonly segments: readonly string[];
}

const ROUTES = new Map<string, Route[]>();
for (const operation of OPERATIONS) {
  const segments = operation.path.split('/').slice(2);
  const key = `${segments.slice(0, 2).join('/')}/${segments.length}`;
  const known = ROUTES.get(key) ?? [];
  // A literal segment goes before a parameter: /deals/products is not the deal with the id "products".
  if (operation.path.includes('{')) known.push({ operation, segments });
  else known.unshift({ operation, segments });
  ROUTES.set(key, known);
}

/** What a method and path lead to. `wrong-method` means that the path exists. */
export type Matched = { readonly operation: Operation; readonly params: Readonly<Record<string, string>> } | 'unknown' | 'wrong-method';

/** Finds the operation of a call; `path` is without its query. */
export function matchOperation(method: string, path: string): Matched {
  const segments = path.split('/').slice(2);
  const candidates = ROUTES.get(`${segments.slice(0, 2).join('/')}/${segments.length}`) ?? [];
  let known = false;
  for (const route of candidates) {
    const params = matchSegments(route.segments, segments);
    if (params === null) continue;
    if (route.operation.method === method) return { operation: route.operation, params };
    known = true;
  }
  return known ? 'wrong-method' : 'unknown';
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const given = segments[at] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = given;
    else if (part !== given) return null;
  }
  return params;
}
