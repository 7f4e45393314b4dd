import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../api/test/support/temporary-folder.ts';
import { installAlone } from './install-lock.ts';

it('runs one installation at a time, also after one that failed', async () => {
  const folder = path.join(temporaryFolder(), 'made');
  let installing = 0;
  const install = (result: string) =>
    installAlone(folder, async () => {
      installing += 1;
      expect(installing).toBe(1);
      await new Promise(setImmediate);
      installing -= 1;
      if (result === 'fails') throw new Error('no space');
      return result;
    });
  await expect(install('fails')).rejects.toThrow('no space');
  expect(await Promise.all([install('first'), install('second')])).toEqual(['first', 'second']);
});
