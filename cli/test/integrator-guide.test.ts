import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { temporaryFolder } from '../../api/test/support/temporary-folder.ts';
import { startTestWorld } from '../../api/test/support/worlds/standard-world.ts';
import { PASSWORD } from '../../api/test/support/worlds/world.ts';

/** The commands of the guide, as a reader types them one after another, against a running service. */
const GUIDE = readFileSync(new URL('../../docs/guides/integrator.md', import.meta.url), 'utf8');
const BIN = fileURLToPath(new URL('../bin/run.js', import.meta.url));

let app: TestApp;

beforeAll(async () => {
  ({ app } = await startTestWorld());
});
afterAll(() => app?.stop());

/** What differs between `make run` and the service of a test: where it is, and who signs in. */
function here(commands: string): string {
  return commands
    .replaceAll('http://localhost:8080', app.url)
    .replaceAll('admin.h1@demo.kiwimesh.example', 'hospital_admin.1@test.example')
    .replaceAll('mango-lantern-river-42', PASSWORD);
}

async function bash(script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const home = temporaryFolder();
  // In place of the installed package: the CLI of this checkout.
  const npx = `npx() { shift; "${process.execPath}" "${BIN}" "$@"; }`;
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: home, XDG_CONFIG_HOME: home, CI: '1' };
  const child = spawn('bash', ['-euo', 'pipefail', '-c', `${npx}\n${script}`], { env, cwd: home });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed).once('close', done);
  });
  return { code, stdout, stderr };
}

describe('the integrator guide', () => {
  it('works from a key to a cancelled booking, command by command', async () => {
    const blocks = [...GUIDE.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
    expect(blocks.length).toBeGreaterThan(4);
    // Spoken before each block, so that a failure says which one it was.
    const script = blocks.map((code, index) => `echo "# block ${index + 1}"\n${here(code)}`).join('\n');
    const { code, stdout, stderr } = await bash(script);
    expect(code, `${stdout}\n${stderr}`).toBe(0);
    expect(stdout).toMatch(/# block 2\n[\s\S]*ambulance on_demand/);
    expect(stdout).toMatch(/# block 3\n[\s\S]*requested\nrequested/);
    expect(stdout).toMatch(/# block 4\n[\s\S]*cancelled/);
    expect(stdout).toMatch(/# block 5\n[12]\n.+\n[\s\S]*\.\n# block 6/);
  });
});
