import { randomKey } from '../domain/random-key.ts';

/**
 * The idempotency key of what a button does. Pressing it again after the network failed sends the same key, so the
 * first press, should it have arrived, is not done twice; another request, or a refused one, gets a new key.
 */
export class RequestKey {
  #key = randomKey();
  #request = '';

  for(request: unknown): string {
    const text = JSON.stringify(request);
    if (this.#request && this.#request !== text) this.renew();
    this.#request = text;
    return this.#key;
  }

  /** The API answered: what it said is saved under the key, so the next try needs another. */
  renew(): void {
    this.#key = randomKey();
    this.#request = '';
  }
}
