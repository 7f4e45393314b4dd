import { beforeAll, describe, expect, it } from 'vitest';
import { widgetCaching } from '../../api/src/kernel/http/pages/pages.ts';
import { builtFiles, importsOf, loadedWith } from './built-files.ts';

/** Of pages; `push-worker.js` is copied to other sites. */
const ENTRIES = ['kiwimesh.js', 'call.js', 'account.js'];

/** Reads `dist`, which the setup of the browser tests has built. */
describe('the build', () => {
  let files: ReadonlyMap<string, string>;
  let chunks: readonly string[];
  beforeAll(async () => {
    files = await builtFiles();
    chunks = [...files.keys()].filter((file) => ![...ENTRIES, 'push-worker.js'].includes(file));
  });
  const text = (file: string) => files.get(file) ?? '';

  it('has entries that only import chunks, and no chunk that imports an entry', () => {
    for (const entry of ENTRIES) {
      expect(text(entry).length, entry).toBeLessThan(1000);
      expect(text(entry)).not.toMatch(/class|function|=>/);
    }
    const importing = chunks.filter((file) => importsOf(files, file).some((one) => ENTRIES.includes(one)));
    expect(importing).toEqual([]);
  });

  it('has a worker of pushes that is one file of a kilobyte or two', () => {
    expect(importsOf(files, 'push-worker.js')).toEqual([]);
    expect(text('push-worker.js')).toContain('notificationclick');
    expect(text('push-worker.js').length).toBeLessThan(2_000);
  });

  it('has one copy of Lit, which both entries use', () => {
    for (const mark of ['litElementVersions', 'litHtmlVersions', 'reactiveElementVersions']) {
      const holders = chunks.filter((file) => text(file).includes(mark));
      expect(holders, mark).toHaveLength(1);
      expect([...loadedWith(files, 'account.js')], mark).toContain(holders[0]);
    }
  });

  it('keeps each page free of the elements of the other', () => {
    const account = [...loadedWith(files, 'account.js')].map(text).join('');
    expect(account).toContain('kiwi-account');
    expect(account).not.toContain('kiwi-booking');
    const booking = chunks
      .filter((file) => !loadedWith(files, 'account.js').has(file))
      .map(text)
      .join('');
    expect(booking).toContain('kiwi-booking');
    expect(booking).not.toContain('kiwi-account');
  });

  it('names chunks so that browsers may keep them for a year', () => {
    expect(chunks.length).toBeGreaterThan(5);
    for (const file of chunks) expect(widgetCaching(`/chunks/${file}`), file).toContain('immutable');
    expect(widgetCaching('/console/chunks/hi-D3aB_c-x.js')).toContain('immutable');
    expect(widgetCaching('/console/index.js')).toBe('public, max-age=300');
    expect(widgetCaching('/kiwimesh.js')).toBe('public, max-age=300');
  });

  it('has no indentation in its templates', () => {
    expect(chunks.filter((file) => /\n {2,}(<\w|[\w-]+: )/.test(text(file)))).toEqual([]);
  });
});
