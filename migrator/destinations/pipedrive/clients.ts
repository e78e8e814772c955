import * as v1 from 'pipedrive/v1';
import * as v2 from 'pipedrive/v2';
import type { Transport } from './transport.js';

/** The official client's classes that we use, all over one transport. */
export type Clients = ReturnType<typeof openClients>;

/** v1 and v2 need a configuration each; sign-in, rate and errors are the transport's, so neither gets a token. */
export function openClients(origin: string, transport: Transport) {
  const one = new v1.Configuration({ basePath: `${origin}/api/v1` });
  const two = new v2.Configuration({ basePath: `${origin}/api/v2` });
  // The client merges these into every axios request; it must be set after construction to take effect.
  one.baseOptions = { adapter: transport.adapter };
  two.baseOptions = { adapter: transport.adapter };
  return {
    persons: new v2.PersonsApi(two),
    organizations: new v2.OrganizationsApi(two),
    deals: new v2.DealsApi(two),
    products: new v2.ProductsApi(two),
    dealProducts: new v2.DealProductsApi(two),
    activities: new v2.ActivitiesApi(two),
    pipelines: new v2.PipelinesApi(two),
    stages: new v2.StagesApi(two),
    personFields: new v2.PersonFieldsApi(two),
    organizationFields: new v2.OrganizationFieldsApi(two),
    dealFields: new v2.DealFieldsApi(two),
    productFields: new v2.ProductFieldsApi(two),
    leads: new v1.LeadsApi(one),
    notes: new v1.NotesApi(one),
    users: new v1.UsersApi(one),
    activityTypes: new v1.ActivityTypesApi(one),
  };
}
