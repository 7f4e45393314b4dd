import { describe, expect, it } from 'vitest';
import { type ColourName, PALETTE } from './tokens.ts';

type Scheme = 'light' | 'dark';

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: [ColourName, ColourName][] = [
  ['on-primary', 'primary'],
  ['on-emergency', 'emergency'],
  ...(['text', 'text-muted', 'primary', 'danger', 'success', 'warning'] as const).flatMap((word) =>
    (['surface', 'surface-muted'] as const).map((ground): [ColourName, ColourName] => [word, ground]),
  ),
];
const EDGES: [ColourName, ColourName][] = [
  ['control', 'surface'],
  ['focus', 'surface'],
];

describe.each<Scheme>(['light', 'dark'])('the %s palette', (scheme) => {
  it.each(TEXT)('%s has a contrast of 4.5:1 on %s', (word, ground) => {
    expect(contrast(PALETTE[word][scheme], PALETTE[ground][scheme])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(EDGES)('%s has a contrast of 3:1 on %s', (edge, ground) => {
    expect(contrast(PALETTE[edge][scheme], PALETTE[ground][scheme])).toBeGreaterThanOrEqual(3);
  });
});
