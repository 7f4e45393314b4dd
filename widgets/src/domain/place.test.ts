import { describe, expect, it } from 'vitest';
import { community, resident } from '../../test/fake-world.ts';
import { homeWords, locationOf } from './place.ts';

describe('places', () => {
  it('leave home to the service when nothing is added', () => {
    expect(locationOf({ kind: 'home', words: ' ' }, resident, community)).toBeUndefined();
  });

  it('add directions to the home address', () => {
    expect(locationOf({ kind: 'home', words: 'side gate' }, resident, community)).toEqual({
      latitude: 12.9716,
      longitude: 77.5946,
      address: 'B-402, Tower B, 12 Lake Road · side gate',
    });
  });

  it('use the community’s location for a resident without one', () => {
    const nowhere = { ...resident, unit: null, location: null };
    expect(homeWords(nowhere, community)).toBe('Neem Grove, 12 Lake Road, Bengaluru 560008');
    expect(homeWords({ ...nowhere, unit: 'B-402' }, community)).toBe(
      'B-402, Neem Grove, 12 Lake Road, Bengaluru 560008',
    );
    expect(homeWords(null, null)).toBeNull();
  });

  it('name the unit once', () => {
    const location = { latitude: 1, longitude: 2, address: 'B-402, Neem Grove' };
    expect(homeWords({ ...resident, location }, community)).toBe('B-402, Neem Grove');
  });

  it('combine directions with the community’s coordinates, if it has any', () => {
    const place = { kind: 'community', words: ' club\n house ' } as const;
    expect(locationOf(place, resident, community)?.address).toBe('club house');
    expect(locationOf(place, null, { ...community, location: null })).toBeUndefined();
  });

  it('send the position as measured', () => {
    const fix = { latitude: 1, longitude: 2, accuracyMetres: 18 };
    expect(locationOf({ kind: 'position', fix, words: '' }, resident, community)).toEqual(fix);
  });

  it('respect the contract’s limit for an address', () => {
    const long = locationOf({ kind: 'home', words: 'x'.repeat(600) }, resident, community);
    expect(long?.address?.length).toBe(500);
  });
});
