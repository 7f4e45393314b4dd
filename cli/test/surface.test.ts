import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/base/errors.ts';
import { manifestText } from '../src/manifest.ts';
import { CliUser, endCommands } from './run-cli.ts';

interface Surface {
  readonly commands: Readonly<
    Record<
      string,
      {
        examples?: string[];
        summary?: string;
        flags: Record<string, { summary?: string; description?: string }>;
      }
    >
  >;
}

const committed = readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8');
const { commands } = JSON.parse(committed) as Surface;
const settings = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly oclif: { readonly topics: Readonly<Record<string, unknown>> };
};

afterAll(endCommands);

describe('the surface of the CLI', () => {
  it('matches the committed manifest (npm run manifest -w cli rewrites it)', async () => {
    expect(JSON.parse(await manifestText())).toEqual(JSON.parse(committed));
  });

  it('describes each topic, which otherwise has the words of its first command', () => {
    const topics = new Set(
      Object.keys(commands).flatMap((id) => {
        const words = id.split(':').slice(0, -1);
        return words.map((_, last) => words.slice(0, last + 1).join(':'));
      }),
    );
    const described = Object.keys(settings.oclif.topics);
    expect(described.toSorted()).toEqual([...topics].sort());
  });

  it.each(Object.keys(commands))('%s explains itself: summary, example, --json, every flag', (id) => {
    const command = commands[id];
    expect(command?.summary).toMatch(/^[A-Z].*\.$/s);
    expect(command?.examples?.length).toBeGreaterThan(0);
    for (const example of command?.examples ?? []) expect(example).toContain('<%= command.id %>');
    expect(command?.flags).toHaveProperty('json');
    for (const [name, flag] of Object.entries(command?.flags ?? {})) {
      expect(flag.summary ?? flag.description, `--${name}`).toBeTruthy();
    }
  });

  it('shows help that fits a terminal of 80 columns', async () => {
    const user = new CliUser();
    for (const args of [
      [],
      ['bookings'],
      ['onboard'],
      ['residents', 'import'],
      ['keys', 'create'],
      ['bookings', 'watch'],
    ]) {
      const { stdout, code } = await user.run([...args, '--help'], { env: { COLUMNS: '80' } });
      expect(code).toBe(0);
      const [help = ''] = stdout.split('EXAMPLES');
      const long = help.split('\n').filter((line) => line.length > 80);
      expect(long, args.join(' ')).toEqual([]);
    }
  });
});

describe('the guide', () => {
  const guide = readFileSync(new URL('../../docs/guides/admin-cli.md', import.meta.url), 'utf8');

  it('lists every exit code', () => {
    for (const code of Object.values(EXIT)) expect(guide).toMatch(new RegExp(`^\\| ${code} \\| `, 'm'));
  });

  it('names only commands that there are', () => {
    const ids = Object.keys(commands).map((id) => id.replaceAll(':', ' '));
    const named = [...guide.matchAll(/(?:^|`|\$ |\()kiwimesh ([a-z][a-z -]*[a-z])/gm)].map(
      (match) => match[1]?.split('  ')[0] ?? '',
    );
    expect(named.length).toBeGreaterThan(30);
    const known = (text: string) => ids.some((id) => id === text || `${text} `.startsWith(`${id} `));
    expect(named.filter((text) => !known(text) && !text.includes('--'))).toEqual([]);
  });
});

describe('starting up', () => {
  it('answers --version and --help without an API', async () => {
    const user = new CliUser();
    const version = await user.run(['--version'], { ownProcess: true });
    expect(version).toMatchObject({ code: 0, stderr: '' });
    expect(version.stdout).toMatch(/^@kiwimesh\/cli\/\d+\.\d+\.\d+ /);
  });

  it('loads neither the SDK nor the prompts nor the tables before they are needed', async () => {
    const user = new CliUser();
    const trace =
      "import { registerHooks } from 'node:module'; registerHooks({ load(url, c, n) { process.stderr.write(url + '\\n'); return n(url, c); } });";
    const { stderr } = await user.run(['hospitals', 'list'], {
      env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(trace)}` },
    });
    expect(stderr).toContain('commands/hospitals/list.ts');
    expect(stderr).not.toMatch(/@inquirer|cli-table3|cli-progress|csv-parse|socket\.io/);
  });
});
