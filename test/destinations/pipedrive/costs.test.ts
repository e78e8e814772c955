import { describe, expect, it } from 'vitest';
import { type Billed, tokensFor } from '../../../migrator/destinations/pipedrive/costs.js';

const lead = 'adf21080-0e10-11eb-879b-05d71fb426ec';
const code = '946947d1b02fd3ef20798d6112ec5d895a686a21';

describe('the price of a request', () => {
  it.each<[string, Billed['version'], string, number]>([
    ['GET', 'v2', '/persons', 10], ['GET', 'v2', '/persons/7', 1], ['POST', 'v2', '/persons', 5], ['PATCH', 'v2', '/persons/7', 5], ['DELETE', 'v2', '/persons/7', 3],
    ['GET', 'v2', '/deals/products', 10], ['GET', 'v2', '/deals/7', 1], ['POST', 'v2', '/deals/7/products/bulk', 25],
    ['PATCH', 'v2', '/deals/7/products/9', 5], ['DELETE', 'v2', '/deals/7/products/9', 3],
    ['GET', 'v2', '/pipelines', 5], ['GET', 'v2', '/stages', 5], ['POST', 'v2', '/stages', 5], ['DELETE', 'v2', '/stages/7', 3],
    ['GET', 'v2', '/personFields', 10], ['POST', 'v2', '/dealFields', 5], ['PATCH', 'v2', `/dealFields/${code}`, 5],
    ['POST', 'v2', `/dealFields/${code}/options`, 5], ['DELETE', 'v2', `/dealFields/${code}`, 3],
    ['GET', 'v1', '/notes', 20], ['GET', 'v1', '/notes/7', 2], ['POST', 'v1', '/notes', 10], ['PUT', 'v1', '/notes/7', 10], ['DELETE', 'v1', '/notes/7', 6],
    ['GET', 'v1', '/leads', 20], ['GET', 'v1', `/leads/${lead}`, 2], ['POST', 'v1', '/leads', 10], ['PATCH', 'v1', `/leads/${lead}`, 10], ['DELETE', 'v1', `/leads/${lead}`, 6],
    ['GET', 'v1', '/users', 20], ['GET', 'v1', '/users/me', 2], ['GET', 'v1', '/activityTypes', 20], ['POST', 'v1', '/activityTypes', 10], ['DELETE', 'v1', '/activityTypes/7', 6],
  ])('%s %s%s costs what Pipedrive publishes', (method, version, path, tokens) => {
    expect(tokensFor({ method, version, path })).toBe(tokens);
  });
});
