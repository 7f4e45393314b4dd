import { NetworkError } from '@kiwimesh/sdk';
import { loadMoreWords } from '../../locale/localization.ts';
import { kit } from '../../parts/kit.ts';

/** Fetches the view "Your data and devices" with its words, once. @throws NetworkError when it cannot be reached. */
export async function loadMyData(): Promise<true> {
  try {
    const [{ defineMyData }] = await Promise.all([
      import('../kiwi-my-data/kiwi-my-data.ts'),
      loadMoreWords(),
    ]);
    defineMyData(kit);
    return true;
  } catch (cause) {
    throw new NetworkError('A part of the widget did not load', { cause });
  }
}
