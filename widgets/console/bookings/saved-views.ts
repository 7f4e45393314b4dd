import { Source } from '../../src/sources/source.ts';
import { type BoardView, COLUMNS, type Column, FIRST_VIEW, searchOf, viewOfSearch } from './board-view.ts';

/** A view of the board by the name that the person gave to it. */
export interface NamedView extends BoardView {
  readonly name: string;
}

interface Kept {
  readonly columns: readonly Column[];
  readonly views: readonly NamedView[];
}

const MOST = 20;
const MAX_NAME = 40;

/** How a person looks at the board, kept by this browser: for each person who works at it by themselves. */
export class SavedViews extends Source {
  readonly #key: string;
  #kept: Kept;

  constructor(personId: string) {
    super();
    this.#key = `kiwimesh:console:board:${personId}`;
    this.#kept = read(this.#key);
  }

  get columns(): readonly Column[] {
    return this.#kept.columns;
  }

  get views(): readonly NamedView[] {
    return this.#kept.views;
  }

  chooseColumns(columns: readonly Column[]): void {
    this.#keep({ ...this.#kept, columns: COLUMNS.filter((column) => columns.includes(column)) });
  }

  /** In the place of another one of this name. */
  save(name: string, view: BoardView): void {
    const named = { ...view, name: name.trim().slice(0, MAX_NAME) };
    if (named.name === '') return;
    const others = this.#kept.views.filter((one) => one.name !== named.name);
    this.#keep({ ...this.#kept, views: [...others, named].slice(-MOST) });
  }

  remove(name: string): void {
    this.#keep({ ...this.#kept, views: this.#kept.views.filter((one) => one.name !== name) });
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    try {
      const views = kept.views.map((view) => ({
        name: view.name,
        search: searchOf(view),
        columns: view.columns,
      }));
      localStorage.setItem(this.#key, JSON.stringify({ columns: kept.columns, views }));
    } catch {
      // No storage here: it lasts as long as the page.
    }
    this.changed();
  }
}

function read(key: string): Kept {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>;
    const views = Array.isArray(stored.views) ? stored.views : [];
    return {
      columns: columnsOf(stored.columns),
      views: views.flatMap((view: Readonly<Record<string, unknown>>) =>
        typeof view.name === 'string' && typeof view.search === 'string'
          ? [{ ...viewOfSearch(view.search), columns: columnsOf(view.columns), name: view.name }]
          : [],
      ),
    };
  } catch {
    return { columns: FIRST_VIEW.columns, views: [] };
  }
}

const columnsOf = (stored: unknown): readonly Column[] =>
  Array.isArray(stored) ? COLUMNS.filter((column) => stored.includes(column)) : FIRST_VIEW.columns;
