/**
 * Makes everything that is generated from the contract: the bundled `generated/openapi.json`, the types that the
 * server is written against, the types of the TypeScript SDK, and the AsyncAPI document and reference of events.
 * `--check` writes nothing and fails when a committed file is stale; `--only-bundle` stops after the bundle.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';

const here = import.meta.dirname;
const run = promisify(execFile);

/** The environment in which Redocly neither reports usage nor asks for newer versions. */
export const QUIET = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** The path of Redocly's command line, to be run by this very Node. */
export function redoclyCli(): string {
  const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
  return path.join(path.dirname(manifest), 'bin', 'cli.js');
}

/** Bundles the contract whose root is `root` into one JSON text; `$ref`s to components stay. */
export async function bundle(root = path.join(here, 'openapi.yaml')): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-contract-'));
  try {
    const out = path.join(folder, 'openapi.json');
    await run(process.execPath, [redoclyCli(), 'bundle', root, '-o', out], { cwd: here, env: QUIET });
    return await readFile(out, 'utf8');
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw stderr === undefined ? error : new Error(`the contract cannot be bundled:\n${stderr}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const GENERATED = '/** Generated from the contract by `npm run generate -w openapi`. Do not edit. */\n\n';

/** TypeScript types of a bundled contract. A field with a default stays optional in requests. */
export async function types(bundled: string): Promise<string> {
  const ast = await openapiTS(JSON.parse(bundled), { defaultNonNullable: false });
  return `${GENERATED}${astToString(ast)}`;
}

interface Post {
  readonly 'x-safe'?: boolean;
  readonly 'x-secret-reply'?: boolean;
  readonly 'x-access'?: { readonly public?: boolean };
}

/**
 * What a client must know of POSTs to repeat the right ones by itself. Those that change nothing (`x-safe`) may always be
 * repeated; never those that an `Idempotency-Key` does not cover: replies that carry a secret are not stored, and callers
 * who have not signed in cannot be distinguished.
 */
export function posts(bundled: string): string {
  const { paths } = JSON.parse(bundled) as { paths: Record<string, { post?: Post }> };
  const constant = (name: string, what: string, chosen: (post: Post) => boolean) => {
    const found = Object.entries(paths).filter(([, { post }]) => post !== undefined && chosen(post));
    // In order, so that like ones are beside each other: the widget's first script has them, compressed.
    const lines = found
      .map(([at]) => `  '${at}',\n`)
      .sort()
      .join('');
    return `/** ${what} */\nexport const ${name}: readonly string[] = [\n${lines}];\n`;
  };
  const safe = (post: Post) => post['x-safe'] === true;
  const open = (post: Post) => post['x-secret-reply'] === true || post['x-access']?.public === true;
  return [
    GENERATED,
    constant('SAFE_POSTS', 'Paths whose POST changes nothing.', safe),
    '\n',
    constant(
      'UNCOVERED_POSTS',
      'Paths whose POST an idempotency key does not cover.',
      (post) => open(post) && !safe(post),
    ),
  ].join('');
}

const OUTPUTS = {
  bundle: path.join(here, 'generated', 'openapi.json'),
  types: path.join(here, 'generated', 'types.ts'),
  sdk: path.join(here, '..', 'sdk', 'typescript', 'src', 'generated', 'types.ts'),
  posts: path.join(here, '..', 'sdk', 'typescript', 'src', 'generated', 'posts.ts'),
  events: path.join(here, 'generated', 'events.yaml'),
  eventReference: path.join(here, '..', 'docs', 'reference', 'events.md'),
} as const;

/** What each generated file should hold now. */
export async function outputs(onlyBundle = false): Promise<Map<string, string>> {
  const bundled = await bundle();
  const files = new Map([[OUTPUTS.bundle as string, bundled]]);
  if (onlyBundle) return files;
  const typed = await types(bundled);
  // Loaded here: to bundle alone (for the image of the service) takes nothing of the service's sources.
  const { asyncapi, catalogue, reference } = await import('./events.ts');
  const events = await catalogue();
  return files
    .set(OUTPUTS.types, typed)
    .set(OUTPUTS.sdk, typed)
    .set(OUTPUTS.posts, posts(bundled))
    .set(OUTPUTS.events, asyncapi(events))
    .set(OUTPUTS.eventReference, reference(events));
}

/** The generated files that differ from what the contract says, as paths from the repository root. */
export async function stale(): Promise<string[]> {
  const wrong: string[] = [];
  for (const [file, text] of await outputs()) {
    const present = await readFile(file, 'utf8').catch(() => undefined);
    if (present !== text) wrong.push(path.relative(path.join(here, '..'), file));
  }
  return wrong;
}

async function main(flags: readonly string[]): Promise<void> {
  if (flags.includes('--check')) {
    const wrong = await stale();
    for (const file of wrong) console.error(`${file} is stale: run \`npm run generate -w openapi\``);
    if (wrong.length > 0) process.exitCode = 1;
    return;
  }
  for (const [file, text] of await outputs(flags.includes('--only-bundle'))) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(path.relative(process.cwd(), file));
  }
}

if (import.meta.main) await main(process.argv.slice(2));
