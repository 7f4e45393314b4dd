/** Compiles the contract's schemas as JSON Schema 2020-12, with formats checked: one Ajv for the whole document. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Contract, Schema } from './document.ts';

export type Compile = (schema: Schema) => ValidateFunction;

/** Returns a function that compiles any schema of the contract, `$ref`s into its components included. */
export function schemaCompiler(contract: Contract): Compile {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats.default(ajv);
  for (const keyword of ['components', 'x-health-data', 'x-normalise', 'x-personal-data'])
    ajv.addKeyword({ keyword });
  const root = 'urn:kiwimesh:contract';
  ajv.addSchema({ $id: root, components: contract.components ?? {} });
  const absolute = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(absolute);
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string' && value.startsWith('#') ? root + value : absolute(value),
      ]),
    );
  };
  return (schema) => ajv.compile(absolute(schema) as object);
}
