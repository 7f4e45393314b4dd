import type { ProblemError } from '@kiwimesh/sdk';
import { eventually } from './eventually.ts';
import { sized } from './size.ts';

/** How many. */
export const CONCURRENT = sized({ small: 4, full: 8 });

export type Outcome<T> = { readonly ok: T } | { readonly refused: string };

/** Calls that are made at the same moment, each until it is answered. */
export async function atOnce<T>(fire: (nth: number) => Promise<T>): Promise<Outcome<T>[]> {
  return Promise.all(Array.from({ length: CONCURRENT }, (_, nth) => answered(() => fire(nth))));
}

/** Retries when the service is overloaded: what counts is the answer to the request. */
async function answered<T>(fire: () => Promise<T>): Promise<Outcome<T>> {
  return eventually(
    'an answer other than 429 and 503',
    () =>
      fire().then(
        (ok) => ({ ok }),
        ({ status, code }: ProblemError) =>
          (status === 429 || status === 503) && code !== 'sign_in_locked'
            ? undefined
            : { refused: `${status} ${code}` },
      ),
    100_000,
  );
}

/** What was answered, where nothing was refused. */
export const done = <T>(outcomes: readonly Outcome<T>[]): T[] =>
  outcomes.map((outcome) => {
    if ('refused' in outcome) throw new Error(`refused: ${outcome.refused}`);
    return outcome.ok;
  });
