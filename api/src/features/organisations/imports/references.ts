import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { nameKey, normaliseLine } from '../../../kernel/values/text.ts';
import { Community, Hospital } from '../models.ts';
import type { ImportRow, RowReader } from './row-reader.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Rows with one of these names. The database computes the keys of both sides, so it alone decides which names are equal. */
export const SAME_NAME_SQL =
  'name_key(name) collate "C" in (select name_key(given) collate "C" from unnest(?::text[]) as given)';

/** Finds the hospital or community that a cell names, by id or by name, within the caller's reach. */
export class References {
  readonly #byText: ReadonlyMap<string, string>;
  readonly #entity: 'hospital' | 'community';

  private constructor(entity: 'hospital' | 'community', byText: ReadonlyMap<string, string>) {
    this.#entity = entity;
    this.#byText = byText;
  }

  /** Looks up everything that the cells of these columns refer to, in one query. */
  static async read(
    uow: UnitOfWork,
    entity: 'hospital' | 'community',
    rows: readonly ImportRow[],
    columns: readonly string[],
  ): Promise<References> {
    const named = new Set(rows.flatMap((row) => columns.flatMap((column) => namesIn(row[column]))));
    const ids = [...named].filter((text) => UUID.test(text));
    const names = [...named].filter((text) => !UUID.test(text));
    const found = new Map<string, string>();
    if (named.size === 0) return new References(entity, found);
    const model = entity === 'hospital' ? Hospital : Community;
    const sites: readonly { id: string; name: string }[] = await (model as typeof Hospital)
      .query(uow.trx)
      .where((either) => either.whereIn('id', ids).orWhereRaw(SAME_NAME_SQL, [names]));
    for (const site of sites) {
      found.set(site.id, site.id);
      found.set(nameKey(site.name), site.id);
    }
    return new References(entity, found);
  }

  /** One reference; null for an empty cell, undefined (with a fault) for an unknown one. */
  one(reader: RowReader, column: string): string | null | undefined {
    const text = reader.text(column, 200);
    if (text === undefined) return null;
    return this.#byText.get(keyOf(text)) ?? this.#reportUnknown(reader, column, '');
  }

  /** Several, separated by semicolons. */
  many(reader: RowReader, column: string): readonly string[] {
    return namesIn(reader.text(column, 5_000)).flatMap(
      (text, at) => this.#byText.get(text) ?? this.#reportUnknown(reader, column, `entry ${at + 1} `) ?? [],
    );
  }

  /** Names the place, not the text: a cell in the wrong column may hold personal data. */
  #reportUnknown(reader: RowReader, column: string, entry: string): undefined {
    return reader.fault(column, `${entry}matches no ${this.#entity}; create it first or correct the name`);
  }
}

/** The key of a cell: ids in lower case, names by their name key. */
function keyOf(cell: string): string {
  const line = normaliseLine(cell);
  return 'value' in line ? nameKey(line.value) : '';
}

function namesIn(cell: string | undefined): readonly string[] {
  return (cell ?? '')
    .split(';')
    .map(keyOf)
    .filter((name) => name !== '');
}
