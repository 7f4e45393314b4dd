import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../api/test/support/eventually.ts';
import { CliUser, endCommands } from './run-cli.ts';

type Answer = (request: IncomingMessage & { text: string }, reply: ServerResponse) => void;

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A real HTTP server with scripted answers: for what the real service cannot be made to do on demand. */
async function serve(answer: Answer): Promise<string> {
  const server = createServer(async (request, reply) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    answer(Object.assign(request, { text }), reply);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function json(reply: ServerResponse, status: number, body: unknown): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  reply
    .writeHead(status, { 'content-type': type })
    .end(body === undefined ? undefined : JSON.stringify(body));
}

const tokens = (n: number, expiresIn = 900) => ({
  accessToken: `access-${n}`,
  refreshToken: `refresh-${n}`,
  expiresIn,
  tokenType: 'Bearer',
});
const me = {
  kind: 'staff',
  id: '0193a5f0-7c1e-7000-8000-000000000003',
  role: 'super_admin',
  name: 'Asha Rao',
  hospitalId: null,
  communityId: null,
};
const empty = { data: [], nextCursor: null };

async function signedIn(api: string): Promise<CliUser> {
  const user = new CliUser(api);
  const args = ['login', '--email', 'asha@example.org', '--password-stdin'];
  expect(await user.run(args, { stdin: 'correct horse\n' })).toMatchObject({ code: 0, stderr: '' });
  return user;
}

afterAll(endCommands);

describe('sessions', () => {
  it('sends the password once, and tokens only to the API that issued them', async () => {
    const seen: string[] = [];
    const api = await serve((request, reply) => {
      seen.push(`${request.url} ${request.headers.authorization ?? '-'} ${request.text}`);
      json(reply, 200, request.url === '/v1/auth/login' ? tokens(1) : request.url === '/v1/me' ? me : empty);
    });
    const other = await serve((request, reply) => {
      seen.push(`other ${request.headers.authorization ?? '-'}`);
      json(reply, 200, empty);
    });
    const user = await signedIn(api);
    expect(seen[0]).toContain('"password":"correct horse"');
    const elsewhere = await user.run(['hospitals', 'list', '--api', other]);
    expect(elsewhere).toMatchObject({ code: 3, stdout: '' });
    expect(elsewhere.stderr).toContain(`kiwimesh login --api ${other}`);
    expect(seen.filter((line) => line.startsWith('other'))).toEqual([]);
    const stored = readFileSync(join(user.home, 'kiwimesh', 'session.json'), 'utf8');
    expect(stored).toContain('access-1');
    expect(stored).not.toContain('correct horse');
  });

  it('refreshes once however many commands run at the same time', async () => {
    let refreshes = 0;
    const api = await serve((request, reply) => {
      if (request.url === '/v1/auth/login') return json(reply, 200, tokens(1, 1));
      if (request.url === '/v1/me') return json(reply, 200, me);
      if (request.url === '/v1/auth/refresh') {
        refreshes += 1;
        const good = request.text.includes('"refresh-1"');
        setTimeout(() => json(reply, good ? 200 : 401, good ? tokens(2) : { code: 'unauthenticated' }), 100);
        return;
      }
      const good = request.headers.authorization === 'Bearer access-2';
      json(
        reply,
        good ? 200 : 401,
        good ? empty : { code: 'unauthenticated', title: 'A valid credential is required' },
      );
    });
    const user = await signedIn(api);
    const expiry = Date.now() + 1_000;
    await eventually('the token has expired', () => Date.now() > expiry);
    const results = await Promise.all([1, 2, 3].map(() => user.run(['hospitals', 'list'])));
    expect(results.map((result) => result.code)).toEqual([0, 0, 0]);
    expect(refreshes).toBe(1);
  });

  it('uses a credential from the environment as it is and never renews it', async () => {
    const seen: string[] = [];
    const api = await serve((request, reply) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      json(reply, 401, { code: 'unauthenticated', title: 'A valid credential is required', status: 401 });
    });
    const user = new CliUser(api);
    const result = await user.run(['whoami', '--json'], { env: { KIWIMESH_TOKEN: 'from-outside' } });
    expect(result).toMatchObject({ code: 3, stdout: '' });
    expect(JSON.parse(result.stderr)).toMatchObject({
      error: { code: 'unauthenticated', exitCode: 3, status: 401 },
    });
    expect(seen).toEqual(['GET /v1/me Bearer from-outside']);
  });

  it('forgets the session on logout even when the API is gone', async () => {
    const api = await serve((request, reply) => json(reply, 200, request.url === '/v1/me' ? me : tokens(1)));
    const user = await signedIn(api);
    servers.splice(0).forEach((server) => {
      server.close();
    });
    const result = await user.run(['logout']);
    expect(result).toMatchObject({ code: 0 });
    expect(result.stderr).toContain('removed from this computer only');
    expect(await user.run(['whoami'])).toMatchObject({ code: 3 });
    expect(await user.json(['logout'])).toEqual({ api, signedOut: false });
  });
});

describe('failures', () => {
  it('exits with 5 and prints nothing on stdout when the API is unreachable', async () => {
    const user = new CliUser('http://127.0.0.1:1');
    const result = await user.run(['hospitals', 'list'], { env: { KIWIMESH_TOKEN: 't' } });
    expect(result).toMatchObject({ code: 5, stdout: '' });
    expect(result.stderr).toContain('http://127.0.0.1:1');
    expect(result.stderr).toContain('kiwimesh health');
    expect(await user.run(['health'])).toMatchObject({ code: 5, stdout: '' });
  });

  it('exits with 6 and the correlation id when the service fails', async () => {
    const api = await serve((_, reply) =>
      json(reply, 500, { code: 'internal', title: 'Something failed', correlationId: 'c-42' }),
    );
    const user = new CliUser(api);
    const result = await user.run(['hospitals', 'list'], { env: { KIWIMESH_TOKEN: 't' } });
    expect(result).toMatchObject({ code: 6, stdout: '' });
    expect(result.stderr).toBe('Error: Something failed\n(internal, correlation id c-42)\n');
  });

  it('survives a page of some proxy in place of a reply', async () => {
    const api = await serve((_, reply) =>
      reply.writeHead(404, { 'content-type': 'text/html' }).end('<h1>nginx</h1>'),
    );
    const result = await new CliUser(api).run(['hospitals', 'list', '--json'], {
      env: { KIWIMESH_TOKEN: 't' },
    });
    expect(result.code).toBe(4);
    expect(JSON.parse(result.stderr).error.message).toContain('404');
  });

  it('says when a service runs but is not ready: exit 6, with what is down', async () => {
    const api = await serve((_, reply) =>
      json(reply, 503, {
        code: 'dependency_down',
        checks: { database: { status: 'down' }, jobs: { status: 'up', latencyMs: 2 } },
      }),
    );
    const result = await new CliUser(api).run(['health']);
    expect(result.code).toBe(6);
    expect(result.stderr).toContain('database is down');
    expect(result.stdout).toContain('not ready');
  });

  it('continues an import after a lost connection', async () => {
    let calls = 0;
    const done = new Map<string, number>();
    const api = await serve((request, reply) => {
      if (request.method === 'GET') {
        return json(reply, 200, { data: [{ id: me.id, name: 'Green Meadows' }], nextCursor: null });
      }
      const { rows } = JSON.parse(request.text) as { rows: { phone: string }[] };
      const key = String(request.headers['idempotency-key']);
      if (!done.has(key)) done.set(key, rows.length);
      calls += 1;
      if (calls === 1) return request.socket.destroy();
      json(reply, 200, {
        results: rows.map((_, index) => ({ row: index + 1, status: 'created', id: me.id, errors: [] })),
      });
    });
    const user = new CliUser(api);
    // At any size: a little more than one request holds.
    const csv = `name,phone\n${Array.from({ length: 700 }, (_, n) => `R${n},+9198${String(n).padStart(8, '0')}`).join('\n')}\n`;
    const result = await user.json(['residents', 'import', '-', '--community', 'Green Meadows'], {
      env: { KIWIMESH_TOKEN: 't' },
      stdin: csv,
    });
    expect(result).toMatchObject({ rows: 700, created: 700, failed: 0, notSent: 0 });
    expect([...done.values()].reduce((sum, rows) => sum + rows, 0)).toBe(700);
  });
});

describe('Ctrl-C in the middle of an import', () => {
  it('exits with 130 and says which rows were imported and how to continue', async () => {
    let stop: () => void = () => undefined;
    const api = await serve((request, reply) => {
      if (request.method === 'GET') {
        return json(reply, 200, { data: [{ id: me.id, name: 'Green Meadows' }], nextCursor: null });
      }
      const { rows } = JSON.parse(request.text) as { rows: object[] };
      const results = rows.map((_, index) => ({
        row: index + 1,
        status: index ? 'created' : 'failed',
        errors: [],
      }));
      stop();
      // Answered once the signal has arrived, so that something is under way when it does.
      setTimeout(() => json(reply, 200, { results }), 300);
    });
    const user = new CliUser(api);
    // At any size: the rows after the first request are never sent.
    const csv = `name,phone\n${Array.from({ length: 5_000 }, (_, n) => `R${n},+9198${String(n).padStart(8, '0')}`).join('\n')}\n`;
    const child = user.start(['residents', 'import', '-', '--community', 'Green Meadows'], {
      env: { KIWIMESH_TOKEN: 't' },
      stdin: csv,
    });
    stop = () => {
      stop = () => undefined;
      child.kill('SIGINT');
    };
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const code = await new Promise((done) => child.once('close', done));
    expect(code).toBe(130);
    expect(stderr).toMatch(/failed; they were not imported\.\nStopped\. [\d,]+ rows of 5,000 not sent\.\n/);
    expect(stderr).toContain('Run the same command again to continue');
    expect(stderr).not.toContain('the others were imported');
  });
});

describe('output that is not read to its end', () => {
  const cut = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const child = new CliUser().start(args, { env });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.destroy();
    const code = await new Promise((done) => child.once('close', done));
    return { code, stderr };
  };

  it('ends quietly, as in `kiwimesh --help | head`', async () => {
    expect(await cut(['bookings', 'watch', '--help'])).toEqual({ code: 0, stderr: '' });
  });

  it('ends quietly for results too', async () => {
    const api = await serve((_, reply) =>
      json(reply, 200, {
        data: [{ id: me.id, name: 'Green Meadows' }],
        nextCursor: null,
      }),
    );
    const env = { KIWIMESH_API: api, KIWIMESH_TOKEN: 't' };
    expect(await cut(['communities', 'list', '--json'], env)).toEqual({ code: 0, stderr: '' });
  });
});

describe('the command line itself', () => {
  it('takes "help" for --help, as other commands do', async () => {
    const user = new CliUser();
    const { stdout } = await user.run(['bookings', 'show', '--help']);
    expect(await user.run(['help', 'bookings', 'show'])).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('knows an API by the address that documentation shows, with /v1', async () => {
    const result = await new CliUser().run(['health', '--api', 'http://127.0.0.1:1/v1/', '--json']);
    expect(JSON.parse(result.stderr).error.message).toContain('http://127.0.0.1:1 ');
  });

  it.each([
    [['hospital'], 'did you mean "hospitals"?'],
    [['hospitals', 'lst'], 'did you mean "hospitals list"?'],
    [['hospitals', 'list', '--nope'], 'There is no flag --nope here.'],
    [['hospitals', 'list', '--serch', 'x'], 'There is no flag --serch; did you mean --search?'],
    [['hospitals', 'create'], 'Error: --name is missing.\n'],
    [['residents', 'create', '--name', 'A'], 'Error: --community is missing.\n  --phone is missing.\n'],
    [['hospitals', 'list', '--limit', 'many'], '--limit must be a whole number, not "many".'],
    [['hospitals', 'list', '--limit', '0'], '--limit must be a whole number of 1 or more, not "0".'],
    [['hospitals', 'list', '--limit', '3', '--all'], '--all and --limit cannot be given together.'],
    [['hospitals', 'list', '--limit'], '--limit needs a value after it.'],
    [['hospitals', 'create', '--name', 'A', '--latitude', '3'], '--latitude also needs --longitude.'],
    [['bookings', 'list', '--state', 'lost'], '--state must be one of requested, assigned, en_route'],
    [['bookings', 'move', 'x', 'lost'], '"lost" must be one of requested, en_route'],
    [
      ['bookings', 'show'],
      'Error: BOOKING is missing: Id of the booking, or at least its last 6 characters.\n',
    ],
    [['bookings', 'show', 'x', 'y'], 'Unexpected argument: y.'],
    [['health', '--api', 'ftp://x'], 'must begin with http or https'],
    [['login'], 'Email is missing'],
  ])('%j is a mistake of usage: exit 2', async (args, said) => {
    const result = await new CliUser().run(args);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(said);
    const asJson = await new CliUser().run([...args, '--json']);
    expect(JSON.parse(asJson.stderr).error).toMatchObject({ exitCode: 2 });
  });

  it('exits with the same code in a process of its own', async () => {
    const result = await new CliUser().run(['hospitals', 'lst'], { ownProcess: true });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('did you mean "hospitals list"?');
  });

  it('writes no colours into pipes', async () => {
    const result = await new CliUser('http://127.0.0.1:1').run(['health'], {
      env: { TERM: 'xterm-256color' },
      ownProcess: true,
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
    expect(result.stderr).not.toMatch(/\u001b/);
  });
});
