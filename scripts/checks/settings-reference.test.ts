import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SETTINGS } from '@kiwimesh/api/config.ts';
import { describe, expect, it } from 'vitest';
import { SETTINGS_PAGE, settingsReference } from '../reference/settings.ts';

const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('docs/reference/settings.md', () => {
  it('is what `npm run reference -w scripts` writes', () => {
    expect(readFileSync(SETTINGS_PAGE, 'utf8')).toBe(settingsReference());
  });

  it('has a row for every declared setting', () => {
    const rows = settingsReference().match(/^\| `[A-Z0-9_]+` \|/gm) ?? [];
    expect(rows.map((row) => row.slice(3, -3)).sort()).toEqual(Object.keys(SETTINGS).sort());
  });
});

describe('.env.example', () => {
  const [required = '', optional = ''] = read('.env.example').split('\n# Optional');
  const names = (text: string) => text.match(/^[A-Z0-9_]+(?==)/gm) ?? [];
  const compose = read('docker-compose.yml');

  it('marks as required what docker-compose.yml does not start without', () => {
    const needed = new Set([...compose.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name]) => name));
    expect(
      names(required)
        .filter((name) => !(name in SETTINGS) || needed.has(name))
        .sort(),
    ).toEqual([...needed].sort());
  });

  it('marks as required every setting that production needs', () => {
    const production = Object.entries(SETTINGS)
      .filter(([, setting]) => typeof setting.required?.when === 'string')
      .map(([name]) => name)
      // Composed from passwords in docker-compose.yml.
      .filter((name) => name !== 'DATABASE_URL');
    expect(names(required)).toEqual(expect.arrayContaining(production));
  });

  it('lists only variables that docker-compose.yml passes on', () => {
    const passed = new Set([...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name));
    expect([...names(required), ...names(optional)].filter((name) => !passed.has(name))).toEqual([]);
    expect(
      [...passed].filter((name) => ![...names(required), ...names(optional)].includes(name ?? '')),
    ).toEqual([]);
  });
});
