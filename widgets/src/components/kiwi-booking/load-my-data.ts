import { NetworkError } from '@kiwimesh/sdk';
import type { ElementLanguage } from '../../locale/element-language.ts';
import { kit } from '../../parts/kit.ts';

/** Fetches the view "Your data and devices" with its messages, once. @throws NetworkError when it cannot be reached. */
export async function loadMyData(language: ElementLanguage): Promise<true> {
  try {
    const [{ defineMyData }] = await Promise.all([
      import('../kiwi-my-data/kiwi-my-data.ts'),
      language.add('my-data'),
    ]);
    defineMyData(kit);
    return true;
  } catch (cause) {
    throw new NetworkError('A part of the widget did not load', { cause });
  }
}
