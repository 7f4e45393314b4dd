import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isCollection, LineCounter, type Node, parseDocument, visit } from 'yaml';
import catalogueSchema from './catalogue.schema.json' with { type: 'json' };
import type { Catalogue } from './catalogue.ts';

const SHIPPED = new URL('./catalogue.yaml', import.meta.url);

let compiled: ValidateFunction<Catalogue> | undefined;

/** Compiled when it is first needed. A test holds the schema against its meta-schema, which takes longer to compile. */
function validator(): ValidateFunction<Catalogue> {
  compiled ??= new Ajv2020({ allErrors: true, meta: false, validateSchema: false }).compile(catalogueSchema);
  return compiled;
}

/** The catalogue cannot be used. Each fault is one line: `file:line: what is wrong`. */
export class CatalogueFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'CatalogueFault';
    this.faults = faults;
  }
}

/** Reads the shipped catalogue, or the file that replaces it. @throws CatalogueFault */
export function loadCatalogue(file: string | null): Catalogue {
  let text: string;
  try {
    text = readFileSync(file ?? SHIPPED, 'utf8');
  } catch (error) {
    throw new CatalogueFault([`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
  return readCatalogue(text, file ?? 'catalogue.yaml');
}

/** @throws CatalogueFault that lists all faults: of YAML, else of the schema, else of models listed twice. */
export function readCatalogue(text: string, file: string): Catalogue {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const fault = (offset: number, message: string) =>
    `${file}:${Math.max(lines.linePos(offset).line, 1)}: ${message}`;
  if (yaml.errors.length > 0) {
    throw new CatalogueFault(yaml.errors.map((error) => fault(error.pos[0], error.message)));
  }
  visit(yaml, {
    Alias: (_, alias) => {
      throw new CatalogueFault([
        fault(
          alias.range?.[0] ?? 0,
          `write the values out in place of *${alias.source}: there are no aliases here`,
        ),
      ]);
    },
  });
  const value: unknown = yaml.toJS();
  const at = (path: readonly (string | number)[]): number => {
    const node = yaml.getIn(path, true) as Node | undefined;
    return node?.range?.[0] ?? (path.length === 0 ? 0 : at(path.slice(0, -1)));
  };
  const matchesSchema = validator();
  if (!matchesSchema(value)) {
    throw new CatalogueFault(
      (matchesSchema.errors ?? []).map((error) => fault(at(pathOf(error, yaml.contents)), inWords(error))),
    );
  }
  const first = new Map<string, number>();
  const twice: string[] = [];
  for (const [index, { provider, model }] of value.models.entries()) {
    const key = `${provider} ${model}`;
    if (first.has(key)) twice.push(fault(at(['models', index]), `${model} of ${provider} is listed twice`));
    else first.set(key, index);
  }
  if (twice.length > 0) throw new CatalogueFault(twice);
  return value;
}

function pathOf({ instancePath }: ErrorObject, root: unknown): (string | number)[] {
  if (!isCollection(root)) return [];
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part));
}

function inWords({ instancePath, keyword, params, message }: ErrorObject): string {
  const name = instancePath.split('/').pop() || 'the file';
  switch (keyword) {
    case 'required':
      return `add ${params.missingProperty}: it is required`;
    case 'additionalProperties':
      return `remove ${params.additionalProperty}, or correct its spelling: it is not a member here`;
    case 'enum':
      return `${name} must be one of ${params.allowedValues.join(', ')}`;
    default:
      return `${name} ${message}`;
  }
}
