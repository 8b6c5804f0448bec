import type { ApiDocument, Schema } from './openApi';

export interface SchemaLine {
  /** Dotted place, unique within its schema. */
  key: string;
  name: string;
  depth: number;
  type: string;
  isRequired: boolean;
  description: string;
}

const deepest = 6;

/** Follows references and the "null or" wrapping of optional members. */
export function resolve(document: ApiDocument, schema: Schema | undefined): Schema {
  const choices = schema?.oneOf ?? schema?.anyOf;
  if (choices) {
    const only = choices.filter((choice) => choice.type !== 'null');
    return only.length === 1 ? { ...resolve(document, only[0]), ...(schema?.description ? { description: schema.description } : {}) } : schema ?? {};
  }
  if (!schema?.$ref) {
    return schema ?? {};
  }
  const target = document.components?.schemas?.[schema.$ref.replace('#/components/schemas/', '')];
  return { ...resolve(document, target), ...(schema.description ? { description: schema.description } : {}) };
}

export function typeOf(document: ApiDocument, schema: Schema | undefined): string {
  const found = resolve(document, schema);
  if (found.enum) {
    return found.enum.filter((value) => value !== null).join(' | ');
  }
  const types = (Array.isArray(found.type) ? found.type : [found.type ?? (found.properties ? 'object' : 'any')]).filter((type) => type !== 'null');
  if (types.includes('array')) {
    return `${typeOf(document, found.items)}[]`;
  }
  if (types.includes('object') && typeof found.additionalProperties === 'object') {
    return `map of ${typeOf(document, found.additionalProperties)}`;
  }
  return found.format && found.format !== 'int32' && found.format !== 'int64' && found.format !== 'double' ? `${types.join(' | ')} (${found.format})` : types.join(' | ');
}

/** The members of a schema as an indented list; a type inside itself is named but not opened again. */
export function linesOf(document: ApiDocument, schema: Schema | undefined, depth = 0, prefix = '', open: readonly unknown[] = []): SchemaLine[] {
  const found = resolve(document, schema);
  const inner = found.items ? resolve(document, found.items) : typeof found.additionalProperties === 'object' ? resolve(document, found.additionalProperties) : found;
  const properties = inner.properties;
  if (!properties || depth > deepest || open.includes(properties)) {
    return [];
  }
  return Object.entries(properties).flatMap(([name, member]) => [
    {
      key: `${prefix}${name}`, name, depth, type: typeOf(document, member),
      isRequired: inner.required?.includes(name) ?? false,
      // The document marks code with backticks, as Markdown does.
      description: (member.description ?? resolve(document, member).description ?? '').replaceAll('`', ''),
    },
    ...linesOf(document, member, depth + 1, `${prefix}${name}.`, [...open, properties]),
  ]);
}

function exampleOf(document: ApiDocument, schema: Schema | undefined, depth: number): unknown {
  const found = resolve(document, schema);
  if (found.enum) {
    return found.enum.find((value) => value !== null);
  }
  if (found.properties && depth < deepest) {
    return Object.fromEntries(Object.entries(found.properties).map(([name, member]) => [name, exampleOf(document, member, depth + 1)]));
  }
  const types = Array.isArray(found.type) ? found.type : [found.type];
  if (types.includes('array')) {
    return [];
  }
  if (types.includes('boolean')) {
    return true;
  }
  return types.includes('integer') || types.includes('number') ? 1 : types.includes('string') ? '' : {};
}

/** A body of the right form, to be filled in. */
export function example(document: ApiDocument, schema: Schema): string {
  return JSON.stringify(exampleOf(document, schema, 0), null, 2);
}
