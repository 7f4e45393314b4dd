/** Where the console is, as its address says it. */
export interface Place {
  /** The name of a view. */
  readonly view: string;
  /** The record that is open in it; null at its list. */
  readonly id: string | null;
  /** What the view itself keeps in the address, such as filters: empty, or with its `?`. */
  readonly search: string;
}

/** How the address of a view is made. */
export interface Route {
  readonly name: string;
  /** After `/console/`; empty for the view that `/console` opens. */
  readonly path: string;
  /** After `/console/`, before the id of a record that the view opens; null where it opens none. */
  readonly records: string | null;
}

const ROOT = '/console';
const ADDRESS = /^\/console(?:\/([a-z-]+))?(?:\/([0-9a-f-]{36}))?\/?$/i;

/** The place of an address. What no view knows is the first view. */
export function placeOf(routes: readonly Route[], address: Pick<URL, 'pathname' | 'search'>): Place {
  const [, segment = '', id = null] = ADDRESS.exec(address.pathname) ?? [];
  const route =
    id === null
      ? routes.find(({ path }) => path === segment)
      : routes.find(({ records }) => records === segment);
  if (route === undefined) return { view: routes[0]?.name ?? '', id: null, search: '' };
  return { view: route.name, id: id?.toLowerCase() ?? null, search: address.search };
}

export function addressOf(routes: readonly Route[], { view, id, search }: Place): string {
  const route = routes.find(({ name }) => name === view);
  if (route === undefined) return ROOT;
  const segments = id === null || route.records === null ? [route.path] : [route.records, id];
  return [ROOT, ...segments.filter((segment) => segment !== '')].join('/') + search;
}
