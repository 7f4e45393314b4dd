import type { Kiwimesh } from '@kiwimesh/sdk';
import type { ImportRow } from './header.ts';
import { nearest } from './header.ts';

/** A column of names and the column of ids the service wants instead. */
const REFERENCES = [
  { names: 'hospital', ids: 'hospitalId', path: '/v1/hospitals' },
  { names: 'community', ids: 'communityId', path: '/v1/communities' },
] as const;

const fold = (name: string) => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Replaces names of hospitals and communities by their ids. Every name there is within reach is read once; a row with
 * a name that is unknown or stands for several is marked, with the likely meaning, and the others go on.
 */
export async function resolveNames(kiwi: Kiwimesh, rows: readonly ImportRow[]): Promise<ImportRow[]> {
  let resolved = [...rows];
  for (const reference of REFERENCES) {
    if (!resolved.some((row) => row.values[reference.names] && !row.values[reference.ids])) continue;
    const ids = new Map<string, string[]>();
    const names: string[] = [];
    for await (const one of kiwi.pages(reference.path, { query: { limit: 200 } })) {
      names.push(one.name);
      ids.set(fold(one.name), [...(ids.get(fold(one.name)) ?? []), one.id]);
    }
    resolved = resolved.map((row) => {
      const { [reference.names]: name, ...values } = row.values;
      if (!name || row.fault) return row;
      if (values[reference.ids]) return { line: row.line, values };
      const [id, another] = ids.get(fold(name)) ?? [];
      if (id && !another) return { line: row.line, values: { ...values, [reference.ids]: id } };
      const meant = nearest(name, names);
      const detail = another
        ? `"${name}" is the name of several; give ${reference.ids} instead`
        : `no ${reference.names} is called "${name}"${meant ? `; did you mean "${meant}"?` : ''}`;
      return { ...row, fault: { field: reference.names, detail } };
    });
  }
  return resolved;
}
