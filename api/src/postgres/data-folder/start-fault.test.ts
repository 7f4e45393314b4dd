import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startFault } from './start-fault.ts';

const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);
const SQL = `insert into "resident" ("id", "name") values ${'($1, $2), '.repeat(3_000)}`;

describe('why something could not start', () => {
  it.each([
    [
      error('listen EADDRINUSE', { code: 'EADDRINUSE', syscall: 'listen', port: 80 }),
      /^port 80 is in use: .*PORT=/,
    ],
    [
      error('listen EACCES', { code: 'EACCES', syscall: 'listen', port: 80 }),
      /not allowed to open port 80: .* 1023/,
    ],
    [error('listen EADDRNOTAVAIL', { code: 'EADDRNOTAVAIL', syscall: 'listen' }), /KIWIMESH_HOST/],
    [
      error('getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
      /KIWIMESH_HOST|does not answer/,
    ],
    [
      error('EACCES: permission denied', { code: 'EACCES', path: '/data/x' }),
      /^no permission for \/data\/x: let/,
    ],
    [error('EROFS', { code: 'EROFS', path: '/data/x' }), /^\/data\/x is on a read-only file system/],
    [error('ENOTDIR', { code: 'ENOTDIR', path: '/data/x' }), /^\/data\/x is not a folder/],
    [error('ENOSPC', { code: 'ENOSPC', path: '/data/x' }), /^the disk of .* is full: free some space/],
    [
      error(`${SQL} - could not extend file`, { code: '53100', severity: 'ERROR' }),
      /^the disk of .* is full/,
    ],
    [error('unavailable', { code: 'dependency_down', cause: '53100' }), /^the disk of .* is full/],
    [
      error('initdb failed: x\ninitdb: error: could not write: No space left on device'),
      /^the disk of .* is full/,
    ],
    [error('initdb failed: child process was terminated: File too large'), /ulimit -f/],
    [error('initdb failed: running\nmore\ninitdb: error: no such locale'), /^initdb: error: no such locale$/],
    [error('x', { code: '3D000', severity: 'FATAL' }), /does not exist: create it first/],
    [error('x', { code: '28P01', severity: 'FATAL' }), /does not accept the user and password/],
    [error('x', { code: 'dependency_down', cause: 'ECONNREFUSED' }), /does not answer \(ECONNREFUSED\)/],
    [
      error(`${SQL} - relation "resident" is odd`, { code: '42P01', severity: 'ERROR' }),
      /^relation "resident" is odd$/,
    ],
    [error('first line\nsecond line'), /^first line$/],
    [error('x'.repeat(50_000)), /^x{400} …$/],
    ['a text', /^a text$/],
  ])('is one line that names the cause (%#)', (fault, says) => {
    const line = startFault(fault, { dataDir: tmpdir() });
    expect(line).toMatch(says);
    expect(line).not.toContain('\n');
    expect(line.length).toBeLessThan(420);
  });

  it('does not blame the data folder for a database elsewhere', () => {
    const line = startFault(error('x', { code: '53100', severity: 'ERROR' }), {
      dataDir: '.data',
      embedded: false,
    });
    expect(line).toBe('the disk of the database server, or of this machine, is full: free some space');
  });
});
