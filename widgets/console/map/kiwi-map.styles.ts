import { css } from 'lit';

/** What MapLibre's own sheet says of the few elements that are used: that sheet embeds pictures, which the page's policy refuses. */
const maplibre = css`
  .maplibregl-map {
    position: relative;
    overflow: hidden;
    font: 12px/20px system-ui, sans-serif;
  }
  .maplibregl-canvas {
    position: absolute;
    inset: 0 auto auto 0;
  }
  .maplibregl-canvas-container,
  .maplibregl-control-container {
    touch-action: none;
  }
  .maplibregl-canvas-container.maplibregl-interactive {
    cursor: grab;
    user-select: none;
  }
  .maplibregl-ctrl-bottom-right {
    position: absolute;
    inset: auto 0 0 auto;
    z-index: 1;
  }
  .maplibregl-ctrl-attrib-button,
  .maplibregl-ctrl-top-left,
  .maplibregl-ctrl-top-right,
  .maplibregl-ctrl-bottom-left {
    display: none;
  }
  .maplibregl-ctrl-attrib {
    padding: 0 0.5em;
    background: var(--_surface);
    color: var(--_text-muted);
  }
`;

/** The picture of a map and what is on it, wherever there is one. */
const picture = css`
  .canvas {
    position: absolute;
    inset: 0;
  }
  .zoom {
    position: absolute;
    inset: calc(var(--u) * 0.5) calc(var(--u) * 0.5) auto auto;
    display: grid;
    gap: calc(var(--u) * 0.25);
  }
  .zoom .button {
    background: var(--_surface);
    font-weight: 700;
  }
  .drawing {
    position: absolute;
    inset: calc(var(--u) * 0.5) auto auto calc(var(--u) * 0.5);
    padding: calc(var(--u) * 0.25) calc(var(--u) * 0.625);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-size: calc(var(--u) * 0.875);
  }
  .probe {
    display: none;
  }
`;

export const mapStyles = [maplibre, picture];

/** The signs of units, by shape as well as colour: in the list and in the legend. */
export const marks = css`
  .mark {
    inline-size: 1em;
    block-size: 1em;
    flex: none;
    border: 3px solid var(--_primary);
    border-radius: 50%;
  }
  .mark.available {
    border-color: var(--_success);
    background: var(--_success);
    box-shadow: inset 0 0 0 2px var(--_surface);
  }
  .mark.en_route {
    border-radius: 0;
    transform: rotate(45deg) scale(0.85);
  }
  .mark.on_scene {
    border-radius: 0;
    background: var(--_primary);
    box-shadow: inset 0 0 0 2px var(--_surface);
  }
  .mark.out_of_service {
    border-color: var(--_warning);
    background: linear-gradient(45deg, transparent 42%, var(--_warning) 42% 58%, transparent 58%);
  }
  .mark.off_duty {
    border-color: var(--_text-muted);
  }
`;

export const styles = [
  ...mapStyles,
  marks,
  css`
    :host {
      display: block;
      min-block-size: 0;
      block-size: 100%;
    }
    .page {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(18rem, 23rem);
      gap: calc(var(--u) * 0.875);
      padding: calc(var(--u) * 0.875);
      block-size: 100%;
      min-block-size: 0;
    }
    .picture {
      position: relative;
      overflow: hidden;
      min-block-size: 16rem;
    }
    .no-picture {
      display: grid;
      place-items: center;
      align-content: center;
      gap: calc(var(--u) * 0.5);
      padding: calc(var(--u) * 2);
      text-align: center;
      color: var(--_text-muted);
    }
    .legend {
      position: absolute;
      inset: auto auto calc(var(--u) * 0.5) calc(var(--u) * 0.5);
      max-inline-size: calc(100% - var(--u));
      display: flex;
      flex-wrap: wrap;
      gap: calc(var(--u) * 0.125) calc(var(--u) * 0.75);
      padding: calc(var(--u) * 0.25) calc(var(--u) * 0.625);
      border-radius: var(--_radius);
      background: color-mix(in srgb, var(--_surface) 92%, transparent);
      font-size: calc(var(--u) * 0.8125);
    }
    .legend span {
      display: inline-flex;
      align-items: center;
      gap: 0.35em;
    }
    .side {
      overflow-y: auto;
      min-block-size: 0;
      padding: calc(var(--u) * 0.75);
      display: grid;
      align-content: start;
      gap: calc(var(--u) * 0.625);
    }
    .chosen {
      display: grid;
      gap: calc(var(--u) * 0.25);
      padding: calc(var(--u) * 0.625) calc(var(--u) * 0.75);
      border: 1px solid var(--_primary);
      border-radius: var(--_radius);
      background: color-mix(in srgb, var(--_primary) 7%, var(--_surface));
    }
    .old {
      color: var(--_warning);
      font-weight: 600;
    }
    @media (max-width: 56rem) {
      :host {
        block-size: auto;
      }
      .page {
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: 55dvh auto;
        block-size: auto;
      }
      .side {
        overflow: visible;
      }
    }
  `,
];
