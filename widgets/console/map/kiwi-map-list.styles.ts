import { css } from 'lit';
import { marks } from './kiwi-map.styles.ts';

export const styles = [
  marks,
  css`
    :host {
      display: grid;
      align-content: start;
      gap: calc(var(--u) * 0.625);
      min-inline-size: 0;
    }
    ul {
      display: grid;
      gap: 2px;
    }
    .thing {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      align-items: center;
      gap: calc(var(--u) * 0.625);
      inline-size: 100%;
      min-block-size: 44px;
      padding: calc(var(--u) * 0.25) calc(var(--u) * 0.5);
      border: 0;
      border-radius: var(--_radius);
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    .thing:hover {
      background: var(--_surface-muted);
    }
    .thing[aria-pressed='true'] {
      background: color-mix(in srgb, var(--_primary) 12%, var(--_surface));
      box-shadow: inset 3px 0 0 var(--_primary);
    }
    .words {
      display: grid;
      line-height: 1.3;
    }
    .words > * {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .old {
      color: var(--_warning);
      font-weight: 600;
    }
  `,
];
