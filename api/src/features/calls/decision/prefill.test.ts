import { describe, expect, it } from 'vitest';
import { type KnownLocation, mostExactFirst } from './prefill.ts';

const home: KnownLocation = { source: 'home', location: { latitude: 12.97, longitude: 77.59 } };
const device = (latitude: number, accuracyMetres: number): KnownLocation => ({
  source: 'browser',
  location: { latitude, longitude: 77.59, accuracyMetres },
});

describe('where a caller may be', () => {
  it('is first where the device is, as exactly as it knows', () => {
    const near = device(12.971, 20);
    expect(mostExactFirst([near, home])).toEqual([near, home]);
  });

  it('is first at home when the device only knows the district around it', () => {
    const district = device(12.99, 5_000);
    expect(mostExactFirst([district, home])).toEqual([home, district]);
  });

  it('is first where a vague device says when that is far from home', () => {
    const away = device(13.4, 5_000);
    expect(mostExactFirst([away, home])).toEqual([away, home]);
  });
});
