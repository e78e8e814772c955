import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

type Json = Readonly<Record<string, unknown>>;

/** One operation as an OpenAPI document describes it. */
export interface Described {
  readonly operationId: string;
  readonly cost: number;
  readonly scopes: readonly string[];
  readonly queryNames: readonly string[];
  readonly request: ValidateFunction | null;
  readonly responses: ReadonlyMap<number, ValidateFunction>;
  /** Names that a successful answer's `data` (or each of its entries) has by the document. */
  readonly dataNames: readonly string[];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** Puts what `$ref` points to in its place, and lets null stand for every value: live answers do so where the document does not. */
function relaxed(document: unknown, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => relaxed(document, entry));
  if (!isObject(value)) return value;
  if (typeof value['$ref'] === 'string') return relaxed(document, at(document, ...value['$ref'].split('/').slice(1)));
  const { nullable: _nullable, example: _example, discriminator: _discriminator, ...rest } = value;
  const schema: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(rest)) schema[key] = key === 'enum' ? inner : relaxed(document, inner);
  if (typeof schema['type'] === 'string') schema['type'] = [schema['type'], 'null'];
  if (Array.isArray(schema['enum'])) schema['enum'] = [...new Set([...schema['enum'] as unknown[], null])];
  return schema;
}

function namesIn(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'] as unknown[] : [];
  const item = schema['items'];
  return [...(isObject(schema['properties']) ? Object.keys(schema['properties']) : []), ...parts.flatMap(namesIn), ...(item === undefined ? [] : namesIn(item))];
}

function dataSchema(schema: unknown): unknown {
  if (!isObject(schema)) return undefined;
  const direct = at(schema, 'properties', 'data');
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'] as unknown[] : [];
  return direct ?? parts.map(dataSchema).find((found) => found !== undefined);
}

function describe(document: unknown, ajv: Ajv, shared: unknown, operation: Json): Described {
  const schemaOf = (holder: unknown): unknown => {
    const found = at(relaxedHolder(document, holder), 'content', 'application/json', 'schema');
    return found === undefined ? undefined : relaxed(document, found);
  };
  const compile = (schema: unknown): ValidateFunction | null => (isObject(schema) ? ajv.compile(schema) : null);
  const responses = new Map<number, ValidateFunction>();
  let dataNames: readonly string[] = [];
  for (const [status, holder] of Object.entries(isObject(operation['responses']) ? operation['responses'] : {})) {
    const schema = schemaOf(holder);
    const validate = compile(schema);
    if (validate !== null) responses.set(Number(status), validate);
    if (status.startsWith('2')) dataNames = namesIn(dataSchema(schema));
  }
  const parameters = [operation['parameters'], shared].flatMap((list) => (Array.isArray(list) ? list as unknown[] : [])).map((entry) => relaxedHolder(document, entry));
  return {
    operationId: String(operation['operationId']), cost: Number(operation['x-token-cost']), scopes: scopesOf(operation['security']),
    queryNames: parameters.filter((entry) => at(entry, 'in') === 'query').map((entry) => String(at(entry, 'name'))),
    request: compile(schemaOf(operation['requestBody'])), responses, dataNames,
  };
}

function relaxedHolder(document: unknown, holder: unknown): unknown {
  const reference = at(holder, '$ref');
  return typeof reference === 'string' ? at(document, ...reference.split('/').slice(1)) : holder;
}

function scopesOf(security: unknown): readonly string[] {
  const entries = Array.isArray(security) ? security as unknown[] : [];
  return entries.flatMap((entry) => at(entry, 'oauth2') as readonly string[] | undefined ?? []);
}

/** The operations of a document by `METHOD /path`, the path with the API's version before it; null where the document is not at hand. */
export function readOpenApi(file: URL, prefix: string): ReadonlyMap<string, Described> | null {
  if (!existsSync(file)) return null;
  const document: unknown = parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const operations = new Map<string, Described>();
  for (const [path, methods] of Object.entries(at(document, 'paths') as Json)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
      const operation = at(methods, method);
      if (isObject(operation)) operations.set(`${method.toUpperCase()} ${prefix}${path}`, describe(document, ajv, at(methods, 'parameters'), operation));
    }
  }
  return operations;
}
