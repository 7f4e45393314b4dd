import { templates as firstHindi } from './hi-first.ts';
import type { Catalogue } from './messages.ts';

/** Texts that are loaded together: `shared` by every element, the others by the screens that show them. */
export type TextSet =
  | 'shared'
  | 'account'
  | 'board'
  | 'call'
  | 'dispatch'
  | 'helping'
  | 'my-data'
  | 'supervise'
  | 'triage'
  | 'units';

type Load = () => Promise<{ readonly templates: Catalogue }>;

/** What exists in each language. Staff have no Arabic. */
export const CATALOGUES: Readonly<Record<string, Readonly<Partial<Record<TextSet, Load>>>>> = {
  ar: {
    shared: () => import('./ar.ts'),
    call: () => import('./ar-call.ts'),
    helping: () => import('./ar-helping.ts'),
    'my-data': () => import('./ar-my-data.ts'),
    triage: () => import('./ar-triage.ts'),
  },
  hi: {
    shared: () => import('./hi.ts'),
    account: () => import('./hi-account.ts'),
    board: () => import('./hi-board.ts'),
    call: () => import('./hi-call.ts'),
    dispatch: () => import('./hi-dispatch.ts'),
    helping: () => import('./hi-helping.ts'),
    'my-data': () => import('./hi-my-data.ts'),
    supervise: () => import('./hi-supervise.ts'),
    triage: () => import('./hi-triage.ts'),
    units: () => import('./hi-units.ts'),
  },
};

/**
 * The texts of these sets, each a chunk of its own: a page in English downloads none, this list included.
 * @returns null where one of them does not exist in the language: half of a screen in another language helps nobody.
 * @throws when a chunk cannot be loaded.
 */
export async function loadTexts(language: string, sets: readonly TextSet[]): Promise<Catalogue | null> {
  const loads: Load[] = [];
  for (const set of sets) {
    const load = CATALOGUES[language]?.[set];
    if (load === undefined) return null;
    loads.push(load);
  }
  const chunks = await Promise.all(loads.map((load) => load()));
  const first = language === 'hi' ? firstHindi : {};
  return Object.assign({}, first, ...chunks.map(({ templates }) => templates));
}
