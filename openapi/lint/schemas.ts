/** Compiles the contract's schemas as JSON Schema 2020-12, with formats checked: one Ajv for the whole document. */
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { SchemaCompiler } from '../../api/src/kernel/ground/schema-compiler.ts';
import type { Contract, Schema } from './document.ts';

export type Compile = (schema: Schema) => ValidateFunction;

/** Returns a function that compiles any schema of the contract, `$ref`s into its components included. */
export function schemaCompiler(contract: Contract): Compile {
  const made = compilers.get(contract) ?? newCompiler(contract);
  compilers.set(contract, made);
  return made;
}

/** Several rules look at examples and parameters of one contract. */
const compilers = new WeakMap<Contract, Compile>();

function newCompiler(contract: Contract): Compile {
  const ajv = new SchemaCompiler({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
  });
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
