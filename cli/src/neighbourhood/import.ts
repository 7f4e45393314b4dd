import type { Kiwimesh } from '@kiwimesh/sdk';
import { CliError } from '../base/errors.ts';
import type { CsvTable } from '../imports/csv.ts';
import { type Defibrillator, type DefibrillatorCreate, defibrillatorsOf } from './defibrillators.ts';
import { parseHours } from './hours.ts';

export const COLUMNS = [
  'name',
  'latitude',
  'longitude',
  'address',
  'accessHint',
  'hours',
  'photoUrl',
  'checkEveryDays',
  'lastCheckedOn',
] as const;
type ColumnName = (typeof COLUMNS)[number];

export interface ImportedRow {
  readonly line: number;
  readonly name: string;
  readonly status: 'created' | 'updated' | 'unchanged' | 'failed';
  readonly id: string | null;
  readonly error: string | null;
}

/** The rows of a file by column; a column may be spelt with spaces, hyphens or underscores. */
export function rowsOf(sheet: CsvTable, name: string): { line: number; cells: Map<ColumnName, string> }[] {
  const folded = (text: string) => text.toLowerCase().replaceAll(/[\s_-]/g, '');
  const columns = sheet.header.map((header) => {
    const column = COLUMNS.find((each) => folded(each) === folded(header));
    if (column !== undefined) return column;
    throw new CliError('unknown_column', `${name} has the column "${header}".`, {
      hint: `Columns: ${COLUMNS.join(', ')}`,
    });
  });
  for (const needed of ['name', 'latitude', 'longitude'] as const) {
    if (columns.includes(needed)) continue;
    throw new CliError('missing_column', `${name} has no column ${needed}.`);
  }
  return sheet.rows.map(({ line, cells }) => ({
    line,
    cells: new Map(columns.map((column, index) => [column, cells[index] ?? ''])),
  }));
}

/** Adds each row, or corrects the defibrillator of that name; a row that is wrong does not stop the others. */
export async function importRows(
  kiwi: Kiwimesh,
  communityId: string,
  rows: readonly { line: number; cells: Map<ColumnName, string> }[],
): Promise<ImportedRow[]> {
  const byName = new Map(
    (await defibrillatorsOf(kiwi, communityId)).map((one) => [one.name.toLowerCase(), one]),
  );
  const results: ImportedRow[] = [];
  for (const { line, cells } of rows) {
    const name = cells.get('name') ?? '';
    try {
      const fields = fieldsOf(cells);
      const existing = byName.get(fields.name.toLowerCase());
      const { status, row } = await write(kiwi, communityId, fields, existing);
      byName.set(row.name.toLowerCase(), row);
      results.push({ line, name, status, id: row.id, error: null });
    } catch (error) {
      const { status = 400, message } = error as Error & { readonly status?: number };
      // A row is wrong; a service that is not there is another matter.
      if (!(error instanceof CliError) && (status < 400 || status === 401 || status >= 500)) throw error;
      results.push({ line, name, status: 'failed', id: null, error: message });
    }
  }
  return results;
}

async function write(
  kiwi: Kiwimesh,
  communityId: string,
  fields: DefibrillatorCreate,
  existing: Defibrillator | undefined,
): Promise<{ status: ImportedRow['status']; row: Defibrillator }> {
  if (existing === undefined) {
    const path = { communityId };
    const row = await kiwi.post('/v1/communities/{communityId}/defibrillators', { path, body: fields });
    return { status: 'created', row };
  }
  const { lastCheckedOn, ...body } = fields;
  const path = { defibrillatorId: existing.id };
  let row = existing;
  if (Object.entries(body).some(([key, value]) => !same(value, existing[key as keyof Defibrillator]))) {
    row = await kiwi.patch('/v1/defibrillators/{defibrillatorId}', { path, body });
  }
  if (lastCheckedOn && (row.lastCheckedOn === null || lastCheckedOn > row.lastCheckedOn)) {
    const check = { ready: true, checkedOn: lastCheckedOn };
    row = await kiwi.post('/v1/defibrillators/{defibrillatorId}/checks', { path, body: check });
  }
  return { status: row === existing ? 'unchanged' : 'updated', row };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Only cells with something in them: an empty one leaves a field as it is. */
function fieldsOf(cells: Map<ColumnName, string>): DefibrillatorCreate {
  const text = (column: ColumnName) => cells.get(column)?.trim() || undefined;
  const number = (column: ColumnName) => {
    const value = Number(text(column));
    if (text(column) !== undefined && Number.isFinite(value)) return value;
    throw new CliError('bad_number', `${column} must be a number, not "${text(column) ?? ''}".`);
  };
  const [address, accessHint, hours, photoUrl, every, lastCheckedOn] = (
    ['address', 'accessHint', 'hours', 'photoUrl', 'checkEveryDays', 'lastCheckedOn'] as const
  ).map(text);
  return {
    name: text('name') ?? '',
    location: {
      latitude: number('latitude'),
      longitude: number('longitude'),
      ...(address === undefined ? {} : { address }),
    },
    ...(accessHint === undefined ? {} : { accessHint }),
    ...(hours === undefined ? {} : { hours: parseHours(hours) }),
    ...(photoUrl === undefined ? {} : { photoUrl }),
    ...(every === undefined ? {} : { checkEveryDays: number('checkEveryDays') }),
    ...(lastCheckedOn === undefined ? {} : { lastCheckedOn }),
  };
}
