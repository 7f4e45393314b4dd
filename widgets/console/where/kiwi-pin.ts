import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { moved, type Point, pointWords } from '../domain/coordinates.ts';
import { mapStyles } from '../map/kiwi-map.styles.ts';
import type { MapCanvas } from '../map/map-canvas.ts';
import { type MapFeatures, namedFeatures, pinFeatures } from '../map/map-data.ts';
import { paletteOf } from '../map/map-palette.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { styles } from './kiwi-where.styles.ts';

/** What the map of a pin stands on. */
export interface PinGround {
  /** The style that the settings name; null for the plain ground. */
  readonly styleUrl: string | null;
  readonly sites: MapFeatures;
  /** Where the map opens when no place is known. */
  readonly centre: Point;
}

/** Metres that an arrow moves the pin, and with Shift. */
const STEP = 10;
const LEAP = 100;

const ARROWS = [
  ['ArrowUp', '↑', 1, 0],
  ['ArrowLeft', '←', 0, -1],
  ['ArrowRight', '→', 0, 1],
  ['ArrowDown', '↓', -1, 0],
] as const;

/** A pin on a map: a click sets it, the arrows move it. It says where it is, also where the browser draws no map. */
export class KiwiPin extends ConsolePart {
  static override styles = [consoleBase, mapStyles, styles];

  /** Where the pin is; null before it is set. */
  @property({ attribute: false }) at: Point | null = null;
  @property({ attribute: false }) ground: PinGround | null = null;
  /** What is shown by name besides. */
  @property({ attribute: false }) others: readonly { readonly name: string; readonly location: Point }[] = [];
  @state() private picture: 'drawing' | 'shown' | 'none' = 'drawing';
  @query('.canvas') private container!: HTMLElement | null;
  @query('.probe') private probe!: HTMLElement | null;
  #canvas: MapCanvas | null = null;
  /** Where the pin was put from here: the map stays as it is then. */
  #put: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#canvas?.close();
    this.#canvas = null;
  }

  protected override firstUpdated(): void {
    this.scrollIntoView({ block: 'nearest' });
    void this.#openPicture();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.probe !== null) this.#canvas?.paint(paletteOf(this.probe));
    if (changed.has('at') || changed.has('others')) this.#draw();
    if (changed.has('at') && this.at !== null && pointWords(this.at) !== this.#put)
      this.#canvas?.goTo(this.at);
  }

  override render(): TemplateResult {
    const { at } = this;
    return html`<div class="pin" role="group" aria-label=${this.#title} @keydown=${this.#pressed}>
      <span class="probe"></span>
      ${
        this.picture === 'none'
          ? html`<p class="small muted">${this.msg('This browser cannot draw the map. The arrows move the pin all the same.', { id: 'where.no-picture' })}</p>`
          : html`<div class="picture">
              <div class="canvas"></div>
              ${this.picture === 'drawing' ? html`<p class="drawing" role="status">${this.msg('The map is being drawn…', { id: 'map.drawing' })}</p>` : nothing}
              <div class="zoom">
                ${this.#button(this.msg('Closer', { id: 'map.closer' }), '+', () => this.#canvas?.zoom(1))}
                ${this.#button(this.msg('Wider', { id: 'map.wider' }), '−', () => this.#canvas?.zoom(-1))}
              </div>
            </div>`
      }
      <div class="moves">
        ${ARROWS.map(([key, sign, north, east]) =>
          this.#button(this.#arrowWords(key), sign, () => this.#move(north * STEP, east * STEP)),
        )}
        <p class="small" role="status">
          ${
            at === null
              ? this.msg('Click the map, or use the arrows, to set the pin.', { id: 'where.no-pin' })
              : this.msg(str`Pin at ${pointWords(at)}`, { id: 'where.pin-at' })
          }
        </p>
      </div>
    </div>`;
  }

  get #title(): string {
    return this.msg('Pin on a map', { id: 'where.pin' });
  }

  #button(words: string, sign: string, run: () => void): TemplateResult {
    return html`<button class="button secondary" type="button" aria-label=${words} title=${words} @click=${run}>${sign}</button>`;
  }

  #arrowWords(key: (typeof ARROWS)[number][0]): string {
    switch (key) {
      case 'ArrowUp':
        return this.msg(str`${STEP} m to the north`, { id: 'where.north' });
      case 'ArrowDown':
        return this.msg(str`${STEP} m to the south`, { id: 'where.south' });
      case 'ArrowLeft':
        return this.msg(str`${STEP} m to the west`, { id: 'where.west' });
      case 'ArrowRight':
        return this.msg(str`${STEP} m to the east`, { id: 'where.east' });
    }
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '-') this.#canvas?.zoom(event.key === '+' ? 1 : -1);
    const arrow = ARROWS.find(([key]) => key === event.key);
    if (arrow === undefined) return;
    event.preventDefault();
    const [, , north, east] = arrow;
    const metres = event.shiftKey ? LEAP : STEP;
    this.#move(north * metres, east * metres);
  };

  /** The first step sets the pin in the middle of where one is looking. */
  #move(north: number, east: number): void {
    const from = this.at ?? this.#canvas?.centre ?? this.ground?.centre;
    if (from !== undefined) this.#place(moved(from, north, east));
  }

  #place(at: Point): void {
    this.#put = pointWords(at);
    this.fire('pin-moved', at);
  }

  async #openPicture(): Promise<void> {
    const { MapCanvas } = await import('../map/map-canvas.ts').catch(() => ({ MapCanvas: null }));
    const { container, probe } = this;
    if (!this.isConnected || this.#canvas !== null || container === null || probe === null) return;
    try {
      if (MapCanvas === null) throw new Error('the map did not load');
      const styleUrl = this.ground?.styleUrl ?? null;
      this.#canvas = new MapCanvas(container, this.#title, paletteOf(probe), styleUrl, {
        onPoint: (at) => this.#place(moved(at, 0, 0)),
        onDrawn: () => {
          this.picture = 'shown';
        },
        onLost: () => {
          this.#canvas?.close();
          this.#canvas = null;
          this.picture = 'none';
        },
      });
    } catch {
      this.picture = 'none';
      return;
    }
    this.#draw();
    const centre = this.at ?? this.others[0]?.location ?? this.ground?.centre;
    if (centre !== undefined) this.#canvas.goTo(centre);
  }

  #draw(): void {
    const canvas = this.#canvas;
    if (canvas === null) return;
    const sites = this.ground?.sites.features ?? [];
    canvas.show('sites', namedFeatures(sites, this.others));
    canvas.show('pin', pinFeatures(this.at));
  }
}

define('kiwi-pin', KiwiPin);
