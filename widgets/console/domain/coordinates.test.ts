import { describe, expect, it } from 'vitest';
import { distanceMetres } from '../../src/domain/distance.ts';
import { coordinatesIn, moved, pointWords } from './coordinates.ts';

describe('coordinates', () => {
  it('reads what maps copy and refuses what is no point', () => {
    expect(coordinatesIn(' 12.9716, 77.5946 ')).toEqual({ latitude: 12.9716, longitude: 77.5946 });
    expect(coordinatesIn('-12;77')).toEqual({ latitude: -12, longitude: 77 });
    for (const text of ['', 'gate 2', '91, 0', '12, 181', '12.9716']) expect(coordinatesIn(text)).toBeNull();
    expect(pointWords({ latitude: 12.97164567, longitude: 77 })).toBe('12.971646, 77');
  });

  it('moves by metres wherever the point is', () => {
    for (const latitude of [0, 12.97, -60]) {
      const at = { latitude, longitude: 77.59 };
      expect(distanceMetres(at, moved(at, 100, 0))).toBeCloseTo(100, -0.5);
      expect(distanceMetres(at, moved(at, 0, -100))).toBeCloseTo(100, -0.5);
    }
    expect(moved({ latitude: 90, longitude: 180 }, 500, 500)).toEqual({ latitude: 90, longitude: 180 });
  });
});
