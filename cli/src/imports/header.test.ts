import { describe, expect, it } from 'vitest';
import type { CliError } from '../base/errors.ts';
import { IMPORT_SHAPES, NEEDED_PLACE } from './columns.ts';
import { parseCsv } from './csv.ts';
import { matchHeader } from './header.ts';

async function match(text: string, options: { skipUnknown?: boolean; oneOf?: readonly string[] } = {}) {
  const table = await parseCsv(text, 'file.csv');
  return matchHeader(table, IMPORT_SHAPES.residents.columns, {
    name: 'file.csv',
    skipUnknown: false,
    ...options,
  });
}

async function mistakes(text: string, options = {}): Promise<readonly string[]> {
  return match(text, options).then(
    () => [],
    (error: CliError) => error.lines,
  );
}

describe('matching a header', () => {
  it('takes names as people write them', async () => {
    const [row] = await match(
      'Full Name,MOBILE,Date of birth,neighbor_sos_volunteer,Flat\nAsha,+911,1961-04-30,yes,B-4\n',
    );
    expect(row?.values).toEqual({
      name: 'Asha',
      phone: '+911',
      dateOfBirth: '1961-04-30',
      neighborSosVolunteer: 'yes',
      unit: 'B-4',
    });
  });

  it('leaves empty cells out: they mean "as it is"', async () => {
    const [row] = await match('name,phone,email\nAsha,+911,\n');
    expect(row?.values).toEqual({ name: 'Asha', phone: '+911' });
  });

  it('reports all errors at once, with suggestions', async () => {
    expect(await mistakes('nmae,phone,mobile,shoe size\n')).toEqual([
      '"nmae" is not a column; did you mean "name"?',
      '"mobile" and "phone" both map to phone.',
      '"shoe size" is not a column.',
      'The column "name" is missing: full name.',
    ]);
  });

  it('skips further columns when asked to', async () => {
    const [row] = await match('name,phone,shoe size\nAsha,+911,42\n', { skipUnknown: true });
    expect(row?.values).toEqual({ name: 'Asha', phone: '+911' });
  });

  it('asks for a community column when nothing else says the community', async () => {
    const { residents: oneOf = [] } = NEEDED_PLACE;
    expect(await mistakes('name,phone\n', { oneOf })).toEqual([
      'The column "community" is missing; alternatively, set --community NAME for all rows.',
    ]);
    expect(await mistakes('name,phone,communityId\n', { oneOf })).toEqual([]);
  });

  it('marks rows with more fields than columns, and forgives empty surplus', async () => {
    const rows = await match('name,phone\nRao, Asha,+911\nDev,+912,,\n');
    expect(rows[0]?.fault?.detail).toContain('has 3 fields, but the header has 2');
    expect(rows[1]?.fault).toBeUndefined();
  });
});
