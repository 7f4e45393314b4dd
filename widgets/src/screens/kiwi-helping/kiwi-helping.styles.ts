import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const bannerStyles = css`
  :host {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    padding-inline: calc(var(--u) * 1.25);
  }
  .notice {
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    margin-block-start: calc(var(--u) * 0.5);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .notice.bad,
  .notice.warn {
    background: color-mix(in srgb, var(--_warning) 8%, var(--_surface));
  }
  .notice.bad {
    background: color-mix(in srgb, var(--_danger) 8%, var(--_surface));
  }
  .notice .body {
    gap: calc(var(--u) * 0.125);
  }
  .notice .button {
    margin: 0;
  }
  .what,
  .left {
    font-weight: 650;
  }
  .left {
    font-variant-numeric: tabular-nums;
  }
  @container (max-inline-size: 30em) {
    .notice {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .notice .button {
      grid-column: 1 / -1;
    }
  }
  @container ${LARGE_TEXT} {
    :host {
      padding-inline: calc(var(--u) * 0.5);
    }
    .notice {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (min-inline-size: 40em) {
    :host {
      padding-inline: calc(var(--u) * 2);
    }
  }
`;

export const helpingStyles = css`
  .request {
    display: grid;
    gap: calc(var(--u) * 0.875);
    padding: calc(var(--u) * 1.125);
    border: 1px solid color-mix(in srgb, var(--_danger) 40%, var(--_surface));
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_danger) 6%, var(--_surface));
  }
  .request h3 {
    font-size: calc(var(--u) * 1.25);
  }
  .request .facts {
    background: var(--_surface);
  }
  .left {
    font-variant-numeric: tabular-nums;
  }
  .status {
    padding: calc(var(--u) * 1.125);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_primary) 9%, var(--_surface));
    border: 1px solid color-mix(in srgb, var(--_primary) 28%, var(--_surface));
    font-size: calc(var(--u) * 1.25);
    font-weight: 700;
    line-height: 1.3;
    text-wrap: balance;
  }
  .facts a {
    display: flex;
    inline-size: fit-content;
    align-items: center;
    min-block-size: 44px;
    color: var(--_primary);
    font-weight: 600;
  }
  .ask {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .said {
    display: flex;
    gap: calc(var(--u) * 0.5);
    align-items: center;
    color: var(--_success);
    font-weight: 600;
  }
  .said:empty {
    display: none;
  }
  @container ${LARGE_TEXT} {
    .request,
    .status {
      padding: calc(var(--u) * 0.5);
    }
  }
`;
