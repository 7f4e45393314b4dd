import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

/** A list of facts: an icon, what it is, what it says. */
export const facts = css`
  .facts {
    display: grid;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    overflow: hidden;
  }
  .facts > div {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: calc(var(--u) * 0.875);
    align-items: start;
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1);
  }
  .facts > div + div {
    border-block-start: 1px solid var(--_border);
  }
  .facts svg {
    grid-row: span 2;
    color: var(--_primary);
    margin-block-start: 0.15em;
  }
  dt {
    font-size: calc(var(--u) * 0.8125);
    color: var(--_text-muted);
    line-height: 1.4;
  }
  dd {
    font-weight: 600;
    line-height: 1.4;
  }
  dd .small {
    font-weight: 400;
    display: block;
  }
  @container ${LARGE_TEXT} {
    .facts > div {
      grid-template-columns: minmax(0, 1fr);
      padding: calc(var(--u) * 0.5);
    }
    .facts svg {
      display: none;
    }
  }
`;

export const styles = css`
  .what {
    display: grid;
    gap: calc(var(--u) * 0.25);
  }
  .compact {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .compact > div {
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    padding: calc(var(--u) * 0.5) calc(var(--u) * 0.875);
  }
  .compact > div + div {
    border-block-start: 0;
    border-inline-start: 1px solid var(--_border);
  }
  .compact svg {
    display: none;
  }
  @container ${LARGE_TEXT} {
    .compact {
      grid-template-columns: minmax(0, 1fr);
    }
    .compact > div + div {
      border-block-start: 1px solid var(--_border);
      border-inline-start: 0;
    }
  }
  /* In need, the button is on the first screen of a phone, however long the form and tall the site's own header. */
  .stays {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    padding-block: calc(var(--u) * 0.75);
    margin-block: calc(var(--u) * -0.75);
    background: linear-gradient(transparent, var(--_surface) calc(var(--u) * 0.75));
  }
  .share {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.75);
    align-items: center;
    min-block-size: 44px;
    cursor: pointer;
  }
  .share input {
    inline-size: calc(var(--u) * 1.25);
    block-size: calc(var(--u) * 1.25);
    min-block-size: 0;
  }
  summary {
    display: flex;
    align-items: center;
    min-block-size: 44px;
    cursor: pointer;
    color: var(--_primary);
    font-weight: 600;
    gap: calc(var(--u) * 0.5);
    border-radius: calc(var(--_radius) * 0.5);
  }
  summary::before {
    content: '+';
    font-size: calc(var(--u) * 1.375);
    line-height: 1;
    font-weight: 400;
  }
  [open] > summary::before {
    content: '−';
  }
`;
