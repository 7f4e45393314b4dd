import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse, PAGES, type PublicElement, referencePage } from './reference.ts';
import { PALETTE } from './src/theme/tokens.ts';

describe('the reference', () => {
  it('says what the source says: `npm run manifest -w widgets` writes it again', async () => {
    const manifest = await analyse();
    for (const [tag, page] of Object.entries(PAGES))
      expect(await readFile(page, 'utf8')).toBe(referencePage(manifest, tag as PublicElement));
  });

  it('names every colour, part and event there is', async () => {
    const page = await readFile(PAGES['kiwi-booking'], 'utf8');
    for (const name of Object.keys(PALETTE)) expect(page).toContain(`--kiwi-color-${name}\``);
    const element = await readFile(join(import.meta.dirname, 'src/booking/screens.ts'), 'utf8');
    const parts = /const PARTS =\s*'([^']+)'/.exec(element)?.[1]?.split(', ') ?? [];
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) expect(page).toContain(`\`${part}\``);
  });
});
