import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../api/test/support/size.ts';
import { newAdapter } from './adapter.ts';
import { Changes } from './changes.ts';
import { program } from './main.ts';
import { withHandler } from './operation.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const WORKSPACES = ['openapi', 'api', 'sdk/typescript', 'cli', 'widgets', 'scripts'];
const GENERATED = /(^|\/)(node_modules|dist|\.git|\.data|\.node|lib)(\/|$)/;

/** A copy of the repository in which scaffolds may write. Packages are links, those of the workspace to the copy. */
let copy: string;

/** @throws Error with what a command that failed printed: compilers print their findings to standard output. */
function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}
const scaffold = (...args: string[]) =>
  run(process.execPath, '--conditions=kiwimesh-source', 'scripts/new/main.ts', ...args);
const created = (output: string) => [...output.matchAll(/^created (.*)$/gm)].map(([, file = '']) => file);

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'kiwimesh-scaffold-'));
  const filter = (source: string) => !GENERATED.test(path.relative(ROOT, source));
  for (const name of [...new Set(WORKSPACES.map((each) => each.split('/')[0] ?? ''))]) {
    cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true, filter });
  }
  for (const file of [
    'package.json',
    'biome.json',
    'tsconfig.base.json',
    'vitest.config.ts',
    'docs',
    '.gitignore',
  ]) {
    cpSync(path.join(ROOT, file), path.join(copy, file), { recursive: true });
  }
  linkPackages('node_modules');
  for (const workspace of WORKSPACES) linkPackages(`${workspace}/node_modules`);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function linkPackages(folder: string): void {
  const from = path.join(ROOT, folder);
  if (!existsSync(from)) return;
  const to = path.join(copy, folder);
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '@kiwimesh')
      cpSync(path.join(from, name), path.join(to, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(path.join(from, name), path.join(to, name));
  }
}

const adapterFile = (port: string) => path.join(copy, `api/src/adapters/${port}/acme.ts`);

/** An adapter as the command writes it, in this process: there are many ports. The formatter follows for all files at once. */
async function adapterOf(port: string): Promise<readonly string[]> {
  const changes = new Changes(copy);
  await newAdapter(changes, port, 'acme');
  const { created: made } = await changes.write();
  return made;
}

/** Relative imports of a file that lead nowhere. */
function brokenImports(file: string): string[] {
  const text = readFileSync(path.join(copy, file), 'utf8');
  return [...text.matchAll(/from '(\.[^']+)'/g)]
    .map(([, target = '']) => path.join(path.dirname(file), target))
    .filter((target) => !existsSync(path.join(copy, target)));
}

describe('npm run new', () => {
  const files: string[] = [];

  it.each([
    ['feature', 'visit-notes'],
    ['operation', 'visit-notes', 'closeVisitNote', 'post', '/v1/visit-notes/{visitNoteId}/closing'],
    ['adapter', 'messaging', 'acme'],
    ...sized({
      small: [],
      full: [['operation', 'visit-notes', 'countVisitNotes', 'get', '/v1/visit-notes/count']],
    }),
    ['command', 'visit-notes', 'close'],
    ['element', 'visit-notes'],
  ])('writes files whose imports exist: %s %s %s', (...args) => {
    const made = created(scaffold(...args));
    expect(made).not.toEqual([]);
    files.push(...made);
    expect(made.filter((file) => file.endsWith('.ts')).flatMap(brokenImports)).toEqual([]);
  });

  it('writes an adapter of every port, which has all that the port asks for', async () => {
    const ports = readdirSync(path.join(ROOT, 'api/src/ports')).map((file) => file.replace(/\.ts$/, ''));
    for (const port of ports.filter((one) => one !== 'messaging')) {
      const made = await adapterOf(port);
      expect([port, made.flatMap(brokenImports)]).toEqual([port, []]);
      files.push(...made);
    }
    const code = Object.fromEntries(ports.map((port) => [port, readFileSync(adapterFile(port), 'utf8')]));
    expect(code.storage).toContain('readonly direct: DirectTransfers | null = null;');
    expect(code.push).toContain('async send(_message: PushMessage<PushTarget>)');
    expect(code.messaging).toMatch(/implements MessagingAdapter[\s\S]*send\([\s\S]*find\(/);
    expect(code.telephony).toContain("implements TelephonyGateway {\n  readonly name = 'acme';");
    expect(code.synthesis).toContain("import type { Samples } from '../../ports/speech.ts';");
    expect(code.speech).toContain('get model(): string {');
    expect(code.llm).not.toContain('prepare');
  });

  it('leaves the contract and the formatter without a finding', () => {
    expect(run('npm', 'run', '--silent', 'lint', '-w', 'openapi')).toContain('0 findings');
    const code = files.filter((file) => file.endsWith('.ts'));
    // Those written in this process are as the command has them before it formats them.
    run('npx', 'biome', 'check', '--write', ...code.filter((file) => file.includes('/adapters/')));
    run('npx', 'biome', 'check', '--error-on-warnings', ...code);
  });

  it('leaves no message of the elements without its Hindi, and its story among theirs', () => {
    const code = `
      import { CONSOLE_STORY_NAMES, STORY_NAMES } from './widgets/stories/names.ts';
      import { sourceMessages } from './widgets/test/messages.ts';
      import { templates } from './widgets/src/locale/hi.ts';
      const ids = sourceMessages().map(({ id }) => id).filter((id) => id.startsWith('visit-notes.'));
      const story = [STORY_NAMES, CONSOLE_STORY_NAMES].map((names) => names.includes('visit-notes'));
      console.log(JSON.stringify([ids, ids.filter((id) => id in templates), story]));`;
    const [messages, inHindi, story] = JSON.parse(run(process.execPath, '--input-type=module', '-e', code));
    expect(story).toEqual([true, false]);
    expect(messages).not.toEqual([]);
    expect(inHindi).toEqual(messages);
  });

  // Half a minute of a processor for each workspace.
  it.each(sized<readonly string[]>({ small: [], full: ['api', 'cli', 'widgets'] }))(
    'leaves the compiler without an error in %s',
    (workspace) => {
      run(process.execPath, 'node_modules/typescript-7/bin/tsc', '-p', workspace, '--noEmit');
    },
  );

  it.each([
    [['feature', 'visit-notes'], 'api/src/features/visit-notes/index.ts is there already'],
    [['feature', 'Visit_Notes'], 'Visit_Notes is not a name: use lower-case words joined by hyphens'],
    [
      ['operation', 'visit-notes', 'again', 'post', '/v1/visit-notes/{visitNoteId}/closing'],
      'is in openapi/openapi.yaml already',
    ],
    [['operation', 'visit-notes', 'again', 'get', 'visit-notes'], 'visit-notes is not a path'],
    [
      ['operation', 'nothing', 'again', 'get', '/v1/nothing'],
      'api/src/features/nothing/operations.ts is missing',
    ],
    [
      ['element', 'visit-notes'],
      'widgets/src/elements/kiwi-visit-notes/kiwi-visit-notes.ts is there already',
    ],
    [['adapter', 'pigeons', 'acme'], 'api/src/ports/pigeons.ts is missing'],
  ])('refuses %j and changes nothing', async (args, message) => {
    const before = readFileSync(path.join(copy, 'openapi/openapi.yaml'), 'utf8');
    await expect(program(copy).parseAsync(args, { from: 'user' })).rejects.toThrow(message);
    expect(readFileSync(path.join(copy, 'openapi/openapi.yaml'), 'utf8')).toBe(before);
  });

  it('says in one line why it refuses, and fails', () => {
    expect(() => scaffold('feature', 'visit-notes')).toThrow(
      /failed:\n[^\n]+ is there already: choose another name\n$/,
    );
  });
});

describe('the handler of a new operation', () => {
  it('follows the others in type and object', () => {
    const text = `type AOperations = OperationsOf<'a'>;
function aOperations(): AOperations {
  return {
    async a() {
      return { status: 204 };
    },
  };
}
`;
    const changed = withHandler(text, 'b');
    expect(changed).toContain(`OperationsOf<'a' | 'b'>`);
    expect(changed).toMatch(
      /async a\(\) \{[\s\S]*\},\s+async b\(\) \{\s+return \{ status: 204 \};\s+\},\s+\};\n\}\n$/,
    );
  });

  it('is left to the developer where the file has another form', () => {
    expect(() => withHandler('export const x = 1;\n', 'b')).toThrow('by hand');
  });
});
