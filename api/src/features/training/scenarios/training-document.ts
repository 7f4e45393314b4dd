import type { ValidateFunction } from 'ajv';
import { onFirstUse, SchemaCompiler } from '../../../kernel/ground/schema-compiler.ts';
import { YamlDocument } from '../../../kernel/ground/yaml-document.ts';
import schema from './scenario.schema.json' with { type: 'json' };

export type { FileFault as ScenarioFault } from '../../../kernel/ground/yaml-document.ts';

const compiler = onFirstUse(() => {
  const ajv = new SchemaCompiler({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  });
  ajv.addSchema(schema);
  return ajv;
});

/** A file of training: `kind` is a definition of scenario.schema.json. */
export class TrainingDocument extends YamlDocument {
  constructor(text: string, file: string, kind: 'scenario' | 'intents' | 'sources') {
    super(text, file, compiler().getSchema(`${schema.$id}#/$defs/${kind}`) as ValidateFunction);
  }
}
