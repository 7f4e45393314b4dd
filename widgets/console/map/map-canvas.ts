import { type GeoJSONSource, type MapMouseEvent, Map as MapView, setWorkerUrl } from 'maplibre-gl';
import type { Point } from '../domain/coordinates.ts';
import { boundsOf, type Chosen, type MapFeatures } from './map-data.ts';
import { PIXEL_RATIO, signsOf } from './map-signs.ts';
import { type MapPalette, ownLayers, plainStyle, SOURCES } from './map-style.ts';
import workerUrl from './worker-url.ts';

export type Layer = keyof typeof SOURCES;

const CHOOSABLE = [
  ['unit', 'unit'],
  ['booking', 'booking'],
] as const;
/** Pixels around everything that is shown. */
const PADDING = 56;
const CLOSEST = 15;
/** Pixels around a click in which something counts as clicked. */
const REACH = 8;

export interface CanvasHandlers {
  /** What was clicked; null for the ground. */
  onChoose?(chosen: Chosen | null): void;
  /** Where it was clicked. */
  onPoint?(at: Point): void;
  /** The first whole picture is there. */
  onDrawn?(): void;
  /** The picture was lost, as when the graphics card was reset: the list remains. */
  onLost(): void;
}

/**
 * The picture of the map. What moves is drawn from one source for each kind, at most once a frame: 500 units that move at once are
 * one update, and no element of the page.
 */
export class MapCanvas {
  readonly #map: MapView;
  readonly #data = new Map<Layer, MapFeatures>();
  readonly #dirty = new Set<Layer>();
  readonly #still: boolean;
  #palette: MapPalette;
  #frame = 0;
  #ready = false;
  #sending = false;

  /** @param title what screen readers call it. @param styleUrl of another style; null for the plain ground. @throws Error where the browser cannot draw it. */
  constructor(
    container: HTMLElement,
    title: string,
    palette: MapPalette,
    styleUrl: string | null,
    { onChoose, onPoint, onDrawn, onLost }: CanvasHandlers,
  ) {
    setWorkerUrl(workerUrl);
    this.#palette = palette;
    this.#still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#map = new MapView({
      container,
      locale: { 'Map.Title': title },
      style: styleUrl ?? plainStyle(palette),
      center: [77.6, 12.97],
      zoom: 10,
      attributionControl: styleUrl === null ? false : { compact: true },
      // Its own keys would be in the way of those of the console; buttons and keys do the same.
      keyboard: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.on('style.load', () => this.#dress());
    this.#map.once('load', () => onDrawn?.());
    this.#map.on('click', (event) => {
      const { lat: latitude, lng: longitude } = event.lngLat;
      onPoint?.({ latitude, longitude });
      onChoose?.(this.#under(event));
    });
    this.#map.on('webglcontextlost', onLost);
    this.#map.on('mousemove', (event) => {
      const pointing = onPoint === undefined ? this.#under(event) !== null : true;
      this.#map.getCanvas().style.cursor = pointing ? 'pointer' : '';
    });
  }

  show(layer: Layer, data: MapFeatures): void {
    this.#data.set(layer, data);
    this.#dirty.add(layer);
    this.#plan();
  }

  /** A way as a line; null for none. */
  showRoute(path: readonly (readonly [number, number])[] | null, estimate: boolean): void {
    const line = {
      type: 'Feature',
      id: 0,
      geometry: { type: 'LineString', coordinates: path ?? [] },
      properties: { estimate },
    };
    const features = path === null ? [] : [line];
    this.show('route', { type: 'FeatureCollection', features } as unknown as MapFeatures);
  }

  /** Another theme. */
  paint(palette: MapPalette): void {
    if (JSON.stringify(palette) === JSON.stringify(this.#palette)) return;
    this.#palette = palette;
    if (!this.#ready) return;
    if (this.#map.getLayer('ground')) {
      this.#map.setPaintProperty('ground', 'background-color', palette.ground);
    }
    for (const { id } of ownLayers(palette)) this.#map.removeLayer(id);
    this.#addLayers();
  }

  /** Shows everything. */
  fit(): void {
    const bounds = boundsOf([...this.#data].flatMap(([layer, data]) => (layer === 'route' ? [] : [data])));
    if (bounds === null) return;
    const [west, south, east, north] = bounds;
    const options = { padding: PADDING, maxZoom: CLOSEST, animate: !this.#still };
    this.#map.fitBounds([west, south, east, north], options);
  }

  /** The middle of what is shown. */
  get centre(): Point {
    const { lat: latitude, lng: longitude } = this.#map.getCenter();
    return { latitude, longitude };
  }

  goTo({ latitude, longitude }: Point): void {
    const zoom = Math.max(this.#map.getZoom(), 13);
    const center: [number, number] = [longitude, latitude];
    if (this.#still) this.#map.jumpTo({ center, zoom });
    else this.#map.easeTo({ center, zoom });
  }

  zoom(by: number): void {
    this.#map.zoomTo(this.#map.getZoom() + by, { animate: !this.#still });
  }

  resize(): void {
    this.#map.resize();
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#ready = false;
    this.#map.remove();
  }

  #dress(): void {
    for (const [name, make] of Object.entries(SOURCES)) this.#map.addSource(name, make());
    this.#addLayers();
    this.#ready = true;
    for (const layer of this.#data.keys()) this.#dirty.add(layer);
    this.#plan();
  }

  #addLayers(): void {
    for (const [name, image] of signsOf(this.#palette)) {
      if (this.#map.hasImage(name)) this.#map.updateImage(name, image);
      else this.#map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
    }
    for (const layer of ownLayers(this.#palette)) this.#map.addLayer(layer);
  }

  /** At the next frame, and not before the last data are drawn. */
  #plan(): void {
    if (!this.#ready || this.#sending || this.#frame !== 0 || this.#dirty.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const layers = [...this.#dirty];
      this.#dirty.clear();
      this.#sending = true;
      void Promise.allSettled(layers.map((layer) => this.#send(layer))).then(() => {
        this.#sending = false;
        this.#plan();
      });
    });
  }

  async #send(layer: Layer): Promise<void> {
    const data = this.#data.get(layer);
    const source = this.#map.getSource<GeoJSONSource>(layer);
    if (data !== undefined) await source?.setData(data as never);
  }

  #under({ point: { x, y } }: MapMouseEvent): Chosen | null {
    if (!this.#ready) return null;
    for (const [layer, kind] of CHOOSABLE) {
      const [found] = this.#map.queryRenderedFeatures(
        [
          [x - REACH, y - REACH],
          [x + REACH, y + REACH],
        ],
        { layers: [layer] },
      );
      const id: unknown = found?.properties.thing;
      if (typeof id === 'string') return { kind, id };
    }
    return null;
  }
}
