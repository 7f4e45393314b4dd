import { describe, expect, it } from 'vitest';
import { IMPORT_SHAPES } from './columns.ts';

describe('what makes two rows of a file the same', () => {
  const { key } = IMPORT_SHAPES.residents;

  it('is phone and community of a resident, however they are written', () => {
    const one = { phone: '+91 98000-00001', community: 'Green  Meadows', name: 'A' };
    expect(key(one)).toBe(key({ phone: '+919800000001', community: 'green meadows', name: 'B' }));
    expect(key(one)).not.toBe(key({ ...one, community: 'Lake View' }));
  });

  it('is absent for an invalid phone or email, so that such rows are not duplicates', () => {
    for (const phone of ['12', 'n/a', '-', '']) expect(key({ phone, name: 'A' })).toBeNull();
    expect(IMPORT_SHAPES.staff.key({ email: 'none' })).toBeNull();
    expect(IMPORT_SHAPES.staff.key({ email: 'Meera@Sahyadri.example ' })).toBe('meera@sahyadri.example');
  });
});
