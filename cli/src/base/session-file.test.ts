import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../api/test/support/temporary-folder.ts';
import { exclusiveFile } from './exclusive-file.ts';
import { normalApi, SessionFile } from './session-file.ts';

const folder = () => join(temporaryFolder(), 'kiwimesh');
const session = { accessToken: 'a', refreshToken: 'r', expiresAt: 1 };

describe('the session file', () => {
  it('keeps a session for each API, and the API to use', () => {
    const home = folder();
    const file = new SessionFile(home);
    expect([file.api, file.session('https://a')]).toEqual([undefined, null]);
    file.save('https://a', session);
    file.use('https://a');
    const again = new SessionFile(home);
    expect([again.api, again.session('https://a'), again.session('https://b')]).toEqual([
      'https://a',
      session,
      null,
    ]);
    again.save('https://a', null);
    expect(file.session('https://a')).toBeNull();
  });

  it('is readable by its owner alone, and leaves no drafts behind', () => {
    const home = folder();
    const file = new SessionFile(home);
    file.save('https://a', session);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(readdirSync(home)).toEqual(['session.json']);
  });

  it('says what to do about a file it cannot read', () => {
    const home = folder();
    const file = new SessionFile(home);
    file.save('https://a', session);
    writeFileSync(file.path, '{ broken');
    expect(() => file.api).toThrow('is not a session file');
  });
});

describe('addresses', () => {
  it.each([
    ['https://API.example.org/', 'https://api.example.org'],
    ['https://api.example.org:443', 'https://api.example.org'],
    ['localhost:8080', 'http://localhost:8080'],
    ['https://example.org/kiwimesh/', 'https://example.org/kiwimesh'],
  ])('%s is %s', (given, normal) => {
    expect(normalApi(given)).toBe(normal);
  });

  it.each(['ftp://example.org', 'https://user:secret@example.org', 'not an address'])(
    'refuses %s',
    (given) => {
      expect(() => normalApi(given)).toThrow();
    },
  );
});

describe('one at a time', () => {
  it('holds among those that share the file, also after a failure', async () => {
    const path = join(folder(), 'lock');
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      // pause: work during which the others try to get in; nothing tells when they have
      await new Promise((done) => setTimeout(done, 5));
      inside -= 1;
    };
    await exclusiveFile(path)(() => Promise.reject(new Error('x'))).catch(() => undefined);
    await Promise.all(Array.from({ length: 8 }, () => exclusiveFile(path)(work)));
  });
});
