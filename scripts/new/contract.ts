import { type Changes, insertBefore } from './changes.ts';
import { capital, ScaffoldError } from './names.ts';

const NAMES_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Unprocessable',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'Unavailable',
};

/** The `$ref`s of error replies, as they end a file of an operation. */
export function errorReplies(statuses: readonly number[]): string {
  return statuses
    .map((status) => `  "${status}":\n    $ref: ../../responses/${NAMES_OF_STATUS[status]}.yaml\n`)
    .join('');
}

/** The `$ref`s of parameters. */
export function parameters(...names: readonly string[]): string {
  return `parameters:\n${names.map((name) => `  - $ref: ../../parameters/${name}.yaml\n`).join('')}`;
}

/** `/v1/visits/{visitId}` -> `VisitIdPath`. @throws ScaffoldError for a path outside the house's form. */
export function pathParameters(path: string): readonly { readonly name: string; readonly file: string }[] {
  if (!/^\/v1(\/[a-z][a-z0-9-]*|\/\{[a-z][A-Za-z0-9]*\})+$/.test(path)) {
    throw new ScaffoldError(`${path} is not a path: write it as /v1/visit-notes/{visitNoteId}`);
  }
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, file: `${capital(name)}Path` }));
}

/** Adds parameter files that the contract does not have yet. They hold ids. */
export async function createPathParameters(changes: Changes, path: string): Promise<void> {
  for (const { name, file } of pathParameters(path)) {
    if (await changes.has(`openapi/parameters/${file}.yaml`)) continue;
    const words = name.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    await changes.create(
      `openapi/parameters/${file}.yaml`,
      `name: ${name}\nin: path\nrequired: true\ndescription: The ${words}.\nschema:\n  $ref: ../schemas/Id.yaml\n`,
    );
  }
}

/** Adds the operation to `paths` of openapi.yaml. @throws ScaffoldError when the path has the method already. */
export async function addPath(
  changes: Changes,
  { path, method, file }: { readonly path: string; readonly method: string; readonly file: string },
): Promise<void> {
  const entry = `    ${method}: { $ref: ./resources/${file} }\n`;
  await changes.edit('openapi/openapi.yaml', (text) => {
    const at = text.indexOf(`\n  ${path}:\n`);
    if (at === -1) return insertBefore(text, '  /health/live:', `  ${path}:\n${entry}`);
    const from = at + `\n  ${path}:\n`.length;
    const [present = ''] = /^( {4}.*\n)*/.exec(text.slice(from)) ?? [];
    if (present.includes(`    ${method}: `)) {
      throw new ScaffoldError(`${method.toUpperCase()} ${path} is in openapi/openapi.yaml already`);
    }
    return text.slice(0, from) + present + entry + text.slice(from + present.length);
  });
}

/** Adds the tag of a feature. */
export async function addTag(changes: Changes, name: string, description: string): Promise<void> {
  await changes.edit('openapi/openapi.yaml', (text) =>
    insertBefore(text, '  - name: audit', `  - name: ${name}\n    description: ${description}\n`),
  );
}
