import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/base.styles.ts';

/**
 * `.root` begins with `all: initial`, so nothing a host page sets on its elements is inherited past it, however
 * forceful; then it takes back the few things that should follow the page.
 */
export const styles = css`
  :host {
    scroll-margin-block: 1rem;
  }
  .root {
    all: initial;
    display: block;
    box-sizing: border-box;
    color-scheme: inherit;
    --kiwi-unit: 1em;
    --u: var(--kiwi-unit, 1em);
    font-family: var(--_font);
    font-size: var(--kiwi-font-size, medium);
    line-height: 1.5;
    overflow-wrap: break-word;
    color: var(--_text);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  .root[data-theme='light'] {
    color-scheme: light;
  }
  .root[data-theme='dark'] {
    color-scheme: dark;
  }
  .root[data-theme='auto'] {
    color-scheme: light dark;
  }
  .card {
    max-inline-size: var(--kiwi-max-inline-size, 46em);
    margin-inline: auto;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    box-shadow: var(--_shadow);
    overflow: clip;
  }
  .sos {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--u) * 0.25) calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.5) calc(var(--u) * 1.25);
    background: color-mix(in srgb, var(--_emergency) 8%, var(--_surface));
    border-block-end: 1px solid color-mix(in srgb, var(--_emergency) 25%, var(--_surface));
    font-weight: 600;
    line-height: 1.3;
  }
  .sos .button {
    min-block-size: 44px;
    padding-block: calc(var(--u) * 0.25);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1.25) 0;
    min-block-size: calc(var(--u) * 3.5);
  }
  header .title {
    flex: 1 1 5em;
    min-inline-size: 0;
    font-size: calc(var(--u) * 0.9375);
    font-weight: 600;
    color: var(--_text-muted);
    line-height: 1.3;
  }
  header .back {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    margin-inline-start: -10px;
    color: var(--_text);
  }
  header .back:hover {
    background: var(--_surface-muted);
  }
  header .back:dir(rtl) svg {
    transform: scaleX(-1);
  }
  header .mine {
    padding-inline: calc(var(--u) * 0.75);
    min-block-size: 44px;
    font-size: calc(var(--u) * 0.9375);
  }
  .body {
    display: block;
    padding: calc(var(--u) * 1) calc(var(--u) * 1.25) calc(var(--u) * 1.5);
  }
  .progress {
    font-size: calc(var(--u) * 0.8125);
    font-weight: 600;
    color: var(--_text-muted);
    margin-block-end: calc(var(--u) * 0.375);
  }
  .bars {
    display: flex;
    gap: calc(var(--u) * 0.25);
    margin-block-end: calc(var(--u) * 0.5);
  }
  .bars span {
    flex: 1;
    block-size: 4px;
    border-radius: 2px;
    background: var(--_border);
  }
  .bars span.on {
    background: var(--_primary);
  }
  .big {
    justify-items: stretch;
    text-align: start;
  }
  .big .button.emergency {
    font-size: calc(var(--u) * 1.375);
    min-block-size: calc(var(--u) * 4);
    inline-size: 100%;
  }
  .last {
    display: grid;
    justify-items: start;
    gap: calc(var(--u) * 0.5);
    margin-block-start: calc(var(--u) * 1.25);
    padding-block-start: calc(var(--u) * 0.5);
    border-block-start: 1px solid var(--_border);
  }
  .skeleton {
    border-radius: var(--_radius);
    background: var(--_surface-muted);
    block-size: calc(var(--u) * 4.5);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  .skeleton.title {
    block-size: calc(var(--u) * 1.75);
    inline-size: 60%;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @container (max-inline-size: 24em) {
    header .mine svg {
      display: none;
    }
  }
  @container ${LARGE_TEXT} {
    .body {
      padding: calc(var(--u) * 0.5);
    }
    header,
    .sos {
      padding-inline: calc(var(--u) * 0.5);
    }
    /* The name above, the ways back and on below it. */
    header .title {
      order: -1;
      flex-basis: 100%;
    }
    header .mine {
      margin-inline-start: auto;
    }
    .big .button.emergency {
      font-size: calc(var(--u) * 1.125);
    }
  }
  @container (min-inline-size: 40em) {
    .body {
      padding: calc(var(--u) * 1.25) calc(var(--u) * 2) calc(var(--u) * 2);
    }
    header,
    .sos {
      padding-inline: calc(var(--u) * 2);
    }
    .narrow {
      max-inline-size: 30em;
      margin-inline: auto;
    }
  }
`;
