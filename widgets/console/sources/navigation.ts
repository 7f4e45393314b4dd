import { Source } from '../../src/sources/source.ts';
import { addressOf, type Place, placeOf, type Route } from '../domain/place.ts';

/** Where the console is. It keeps the address, so that each place can be linked to and the back button leads to the last one. */
export class Navigation extends Source {
  place: Place;
  readonly #routes: readonly Route[];
  /** Where a view was left. */
  readonly #left = new Map<string, Place>();

  constructor(routes: readonly Route[]) {
    super();
    this.#routes = routes;
    this.place = placeOf(routes, location);
  }

  open(): void {
    globalThis.addEventListener('popstate', this.#moved);
  }

  close(): void {
    globalThis.removeEventListener('popstate', this.#moved);
  }

  addressOf(place: Place): string {
    return addressOf(this.#routes, place);
  }

  /** @param replace whether the back button does not lead back to where one is now. */
  go(place: Place, replace = false): void {
    const address = this.addressOf(place);
    if (address === this.addressOf(this.place)) return;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.#arrive(place);
  }

  /** Where one goes to a view: where one left it. */
  whereOf(view: string): Place {
    return this.#left.get(view) ?? { view, id: null, search: '' };
  }

  #arrive(place: Place): void {
    this.#left.set(this.place.view, this.place);
    this.place = place;
    this.changed();
  }

  readonly #moved = (): void => this.#arrive(placeOf(this.#routes, location));
}
