import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

/** The colours of the map, as those of the page are now. */
export interface MapPalette {
  readonly ground: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly primary: string;
  readonly success: string;
  readonly warning: string;
  readonly emergency: string;
  readonly onEmergency: string;
}

const EMPTY = { type: 'FeatureCollection', features: [] } as const;
/** Drawn by the browser's own fonts: the style names no server of glyphs. */
const FONT = ['system-ui', 'Noto Sans', 'Noto Sans Devanagari', 'sans-serif'];

const source = () => ({ type: 'geojson', data: EMPTY }) as const;

/** The ground without streets: what a map shows where the settings name no style. It needs no other host. */
export function plainStyle({ ground }: MapPalette): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': ground } }],
  };
}

export const SOURCES = {
  sites: source,
  route: source,
  bookings: source,
  units: source,
  pin: source,
} as const;

/** Our own layers, above those of any style: sites, the way, bookings, units, a pin. */
export function ownLayers(palette: MapPalette): LayerSpecification[] {
  const halo = { 'text-halo-color': palette.raised, 'text-halo-width': 1.5 };
  return [
    {
      id: 'community',
      type: 'circle',
      source: 'sites',
      filter: ['match', ['get', 'kind'], 'community', true, false],
      paint: {
        'circle-radius': ['interpolate', ['exponential', 2], ['zoom'], 10, 8, 16, 90],
        'circle-color': palette.muted,
        'circle-opacity': 0.14,
        'circle-stroke-color': palette.muted,
        'circle-stroke-width': 1,
        'circle-stroke-opacity': 0.6,
      },
    },
    {
      id: 'hospital',
      type: 'symbol',
      source: 'sites',
      filter: ['match', ['get', 'kind'], 'hospital', true, false],
      layout: { 'icon-image': 'hospital', 'icon-allow-overlap': true },
    },
    {
      id: 'named',
      type: 'circle',
      source: 'sites',
      filter: ['match', ['get', 'kind'], 'named', true, false],
      paint: { 'circle-radius': 4, 'circle-color': palette.muted },
    },
    {
      id: 'site-name',
      type: 'symbol',
      source: 'sites',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 12,
        'text-offset': [0, 1.3],
        'text-anchor': 'top',
      },
      paint: { 'text-color': palette.muted, ...halo },
    },
    {
      id: 'route',
      type: 'line',
      source: 'route',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.primary,
        'line-width': 4,
        'line-opacity': 0.85,
        'line-dasharray': ['case', ['get', 'estimate'], ['literal', [1, 2]], ['literal', [1, 0]]],
      },
    },
    {
      id: 'booking',
      type: 'circle',
      source: 'bookings',
      paint: {
        'circle-radius': ['case', ['get', 'chosen'], 15, 11],
        'circle-color': [
          'match',
          ['get', 'urgency'],
          1,
          palette.emergency,
          2,
          palette.warning,
          palette.raised,
        ],
        'circle-stroke-color': ['case', ['get', 'chosen'], palette.primary, palette.text],
        'circle-stroke-width': ['case', ['get', 'chosen'], 4, 1.5],
      },
    },
    {
      id: 'booking-urgency',
      type: 'symbol',
      source: 'bookings',
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': 13,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: {
        'text-color': ['match', ['get', 'urgency'], 1, palette.onEmergency, 2, palette.raised, palette.text],
      },
    },
    {
      id: 'unit-chosen',
      type: 'circle',
      source: 'units',
      filter: ['get', 'chosen'],
      paint: {
        'circle-radius': 17,
        'circle-color': palette.primary,
        'circle-opacity': 0.18,
        'circle-stroke-color': palette.primary,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'unit',
      type: 'symbol',
      source: 'units',
      layout: {
        'icon-image': ['concat', 'unit-', ['get', 'state']],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': ['case', ['get', 'old'], 0.45, 1] },
    },
    {
      id: 'unit-name',
      type: 'symbol',
      source: 'units',
      minzoom: 12,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11,
        'text-offset': [0, 1.2],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: { 'text-color': palette.text, ...halo },
    },
    {
      id: 'pin',
      type: 'symbol',
      source: 'pin',
      layout: { 'icon-image': 'pin', 'icon-anchor': 'bottom', 'icon-allow-overlap': true },
    },
  ];
}
