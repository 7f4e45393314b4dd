import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Every command line of `kiwimesh` that a guide, a README or the CLI's own help shows must be one it takes. */
const ROOT = new URL('../../', import.meta.url);

interface Flag {
  readonly type: 'boolean' | 'option';
  readonly allowNo?: boolean;
  readonly char?: string;
  readonly required?: boolean;
  readonly options?: readonly string[];
}

interface Shown {
  readonly examples?: readonly string[];
  readonly flags: Readonly<Record<string, Flag>>;
  readonly args: Readonly<Record<string, { readonly required?: boolean; readonly options?: string[] }>>;
  readonly strict?: boolean;
}

const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const { commands } = JSON.parse(read('cli/oclif.manifest.json')) as {
  readonly commands: Readonly<Record<string, Shown>>;
};
const byWords = new Map(Object.entries(commands).map(([id, one]) => [id.replaceAll(':', ' '), one]));

const DOCUMENTS = [
  'README.md',
  'cli/README.md',
  'sdk/typescript/README.md',
  ...['guides', 'security', 'decisions'].flatMap((folder) =>
    readdirSync(new URL(`docs/${folder}/`, ROOT))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${folder}/${name}`),
  ),
];

/** Words as a shell would split them; `$(…)` and quotes hold together. */
function words(line: string): string[] {
  return line.match(/(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g) ?? [];
}

/** The command lines in code, without prompt, settings before it, comments, and what a pipe or `&&` adds. */
function lines(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```\w*\n([\s\S]*?)^ *```/gm)].map(([, code = '']) => code);
  const indented = [...text.matchAll(/^ {4}(.*)$/gm)].map(([, code = '']) => code);
  const inline = [...text.replace(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) =>
    code.replaceAll('\n', ' '),
  );
  return [...blocks.flatMap((block) => block.split('\n')), ...indented, ...inline].flatMap((line) => {
    const [, command] =
      /^(?:.*?[$(|] *)?(?:[A-Z_]+=\S+ )*(?:npx )?kiwimesh ([a-z-].*)$/.exec(line.trim()) ?? [];
    if (command === undefined) return [];
    return [command.split(/ {2,}| #| && | \| |\)$/)[0]?.trim() ?? ''];
  });
}

/** What is wrong with a command line, empty when nothing is. Topics, placeholders and what is cut off with … are fine. */
function mistakes(line: string): string[] {
  const given = words(line);
  const size = [4, 3, 2, 1].find((count) => byWords.has(given.slice(0, count).join(' ')));
  const command = size === undefined ? undefined : byWords.get(given.slice(0, size).join(' '));
  if (size === undefined || command === undefined) {
    const topic = given.filter((word) => !word.startsWith('-')).join(' ');
    const known =
      given[0]?.startsWith('-') || [...byWords.keys()].some((id) => `${id} `.startsWith(`${topic} `));
    return known || line.includes('…') ? [] : [`no command "${line}"`];
  }
  const found: string[] = [];
  const rest = given.slice(size);
  let positional = 0;
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      const [, arg] = Object.entries(command.args)[positional] ?? [];
      positional += 1;
      if (arg === undefined && command.strict !== false && word !== '…') found.push(`no place for ${word}`);
      continue;
    }
    const [name = ''] = word.replace(/^--?/, '').split('=');
    const plain = name.replace(/^no-/, '');
    const flag =
      command.flags[name] ??
      (command.flags[plain]?.allowNo ? command.flags[plain] : undefined) ??
      Object.values(command.flags).find(({ char }) => char === name);
    if (name === 'help') continue;
    if (flag === undefined) found.push(`no flag ${word}`);
    else if (flag.type === 'option' && !word.includes('=')) {
      at += 1;
      const value = rest[at];
      if (value === undefined) continue;
      if (flag.options && /^[a-z_]+$/.test(value) && !flag.options.includes(value)) {
        found.push(`--${name} is never ${value}`);
      }
    }
  }
  return found.map((one) => `${one}: ${line}`);
}

describe('a command line that is shown is one the CLI takes', () => {
  it.each(DOCUMENTS)('%s', (document) => {
    expect(lines(read(document)).flatMap(mistakes)).toEqual([]);
  });

  it('in the help of every command', () => {
    for (const [id, { examples = [] }] of byWords) {
      const shown = examples.flatMap((example) =>
        lines(
          `\`${example.replaceAll('<%= config.bin %>', 'kiwimesh').replaceAll('<%= command.id %>', id).replaceAll('`', '')}\``,
        ),
      );
      expect(shown.length, id).toBeGreaterThan(0);
      expect(shown.flatMap(mistakes), id).toEqual([]);
      const needed = Object.entries(byWords.get(id)?.flags ?? {}).flatMap(([name, { required }]) =>
        required ? [`--${name}`] : [],
      );
      for (const line of shown) for (const flag of needed) expect(words(line), line).toContain(flag);
    }
  });

  it('which would be noticed: enough of them are found, and mistakes in them are', () => {
    expect(DOCUMENTS.flatMap((document) => lines(read(document))).length).toBeGreaterThan(90);
    expect(mistakes('hospitals list --nope')).toHaveLength(1);
    expect(mistakes('hospitals lst')).toHaveLength(1);
    expect(mistakes('health now')).toHaveLength(1);
    expect(mistakes('operations list --role boss')).toHaveLength(1);
  });
});
