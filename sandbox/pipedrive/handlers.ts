import { activityHandlers } from './activities.js';
import { activityTypeHandlers } from './activity-types.js';
import type { Handler } from './call.js';
import { dealProductHandlers } from './deal-products.js';
import { dealHandlers } from './deals.js';
import { fieldHandlers } from './field-operations.js';
import { fileHandlers } from './files.js';
import { leadLabelHandlers } from './lead-labels.js';
import { leadHandlers } from './leads.js';
import { noteHandlers } from './notes.js';
import { organizationHandlers } from './organizations.js';
import { personHandlers } from './persons.js';
import { pipelineHandlers } from './pipelines.js';
import { productHandlers } from './products.js';
import { searchHandlers } from './search.js';
import { userHandlers } from './users.js';

/** The handler of every operation in the table, by the operation's name. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...personHandlers, ...organizationHandlers, ...dealHandlers, ...dealProductHandlers, ...activityHandlers, ...productHandlers, ...pipelineHandlers,
  ...noteHandlers, ...fileHandlers, ...leadHandlers, ...leadLabelHandlers, ...activityTypeHandlers, ...userHandlers, ...fieldHandlers, ...searchHandlers,
};
