import { css } from '../theme/css.ts';
import { LARGE_TEXT } from '../theme/large-text.ts';

/**
 * `.root` begins with `all: initial`, so no style of a host page is inherited past it, not even an `!important` one;
 * then the few properties that should follow the page are inherited again.
 */
export const frameStyles = css`
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
  /* The few rules of the shared styles that this frame needs: it is painted before those are loaded. */
  .card * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .card p {
    margin: 0;
  }
  .card span {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .sos svg {
    display: block;
    inline-size: calc(var(--u) * 1.375);
    block-size: calc(var(--u) * 1.375);
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .body.loading {
    display: grid;
    gap: calc(var(--u) * 1);
  }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .sos a {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--u) * 0.5);
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: calc(var(--u) * 0.25) calc(var(--u) * 1.25);
    border: 1.5px solid transparent;
    border-radius: var(--_radius);
    background: var(--_emergency);
    color: var(--_on-emergency);
    font-weight: 650;
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .sos a:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
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
  .body {
    display: block;
    padding: calc(var(--u) * 1) calc(var(--u) * 1.25) calc(var(--u) * 1.5);
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
  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @container ${LARGE_TEXT} {
    .body {
      padding: calc(var(--u) * 0.5);
    }
    .sos {
      padding-inline: calc(var(--u) * 0.5);
    }
  }
  @container (min-inline-size: 40em) {
    .body {
      padding: calc(var(--u) * 1.25) calc(var(--u) * 2) calc(var(--u) * 2);
    }
    .sos {
      padding-inline: calc(var(--u) * 2);
    }
  }
`;
