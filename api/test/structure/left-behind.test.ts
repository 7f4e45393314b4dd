import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { leftBehind, openDatabases, type Start } from '../support/left-behind.ts';

/** The folder of this file is its mark as well, so that its own processes are found. */
const folder = tmpdir();
const start: Start = { folder, resources: {} };
const nothing = () => eventually('nothing is left', () => leftBehind(start).length === 0);

afterAll(nothing);

it('names a server that listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(leftBehind(start)).toEqual(['a server is listening: close it']);
  server.close();
  await nothing();
});

it('names a connection by its ports', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  expect(leftBehind(start).join()).toContain(`close the pool, client or socket (`);
  expect(leftBehind(start).join()).toContain(`${client.localPort} to ${port} open`);
  client.destroy();
  server.close();
  await nothing();
});

it('names a child process, and one whose parent has gone', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  expect(leftBehind(start)).toContain('a child process is running: stop it');
  child.kill();
  await once(child, 'exit');
  await nothing();
  const parent = spawn('sh', ['-c', 'sleep 600 & echo $!']);
  const [pid] = await once(parent.stdout, 'data');
  parent.stdout.destroy();
  await eventually('the parent has gone', () => parent.exitCode !== null);
  if (process.platform === 'linux')
    expect(leftBehind(start).join()).toContain('a process is running: sleep 600');
  process.kill(Number(pid));
  await nothing();
});

it('names a database and a temporary folder', () => {
  openDatabases.add('test_forgotten');
  const made = mkdtempSync(join(folder, 'forgotten-'));
  writeFileSync(join(folder, 'node-compile-cache'), 'of Node, which keeps it');
  expect(leftBehind(start)).toEqual([
    'the database test_forgotten is there: close() it',
    `the temporary folder or file ${made.slice(folder.length + 1)} is there: remove it`,
  ]);
  openDatabases.delete('test_forgotten');
  rmSync(made, { recursive: true });
});
