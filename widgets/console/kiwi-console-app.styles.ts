import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  .root {
    --kiwi-unit: 0.9375rem;
    --u: var(--kiwi-unit);
    --_radius: 8px;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    block-size: 100dvh;
    font-family: var(--_font);
    font-size: var(--u);
    line-height: 1.45;
    color: var(--_text);
  }
  .root > main {
    grid-row: 1 / -1;
    overflow-y: auto;
    padding-inline: 1rem;
  }
  .views {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .view {
    flex: 1;
    min-block-size: 0;
  }
  .view[hidden] {
    display: none;
  }
  .view > * {
    block-size: 100%;
  }
  .loading {
    grid-row: 1 / -1;
    place-self: center;
    margin: auto;
    color: var(--_text-muted);
  }
  .loading button {
    min-block-size: 44px;
    padding-inline: 1rem;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  @media print {
    .root,
    .root.fits {
      display: block;
      block-size: auto;
    }
    kiwi-console-bar,
    kiwi-ringing {
      display: none;
    }
  }
  @media (max-width: 56rem) {
    .root {
      block-size: auto;
      min-block-size: 100dvh;
    }
    .root:not(.fits) .view > * {
      block-size: auto;
    }
    .root.fits {
      block-size: 100dvh;
    }
  }
`;
