import { css } from 'lit';
import { LARGE_TEXT } from '../theme/large-text.ts';

/** A message in the flow: what went wrong, or what to know. */
export const notices = css`
  .notice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.875) calc(var(--u) * 1);
    border-radius: var(--_radius);
    border: 1px solid var(--_border);
    border-inline-start-width: 4px;
    background: var(--_surface-muted);
    line-height: 1.45;
  }
  .notice.bad {
    border-color: color-mix(in srgb, var(--_danger) 40%, var(--_surface));
    border-inline-start-color: var(--_danger);
    background: color-mix(in srgb, var(--_danger) 6%, var(--_surface));
  }
  .notice.bad > svg {
    color: var(--_danger);
  }
  .notice.warn {
    border-color: color-mix(in srgb, var(--_warning) 40%, var(--_surface));
    border-inline-start-color: var(--_warning);
    background: color-mix(in srgb, var(--_warning) 8%, var(--_surface));
  }
  .notice.warn > svg {
    color: var(--_warning);
  }
  .notice .body {
    display: grid;
    gap: calc(var(--u) * 0.5);
    justify-items: start;
  }
  .notice .button {
    margin-block-start: calc(var(--u) * 0.25);
  }
  @container ${LARGE_TEXT} {
    .notice {
      grid-template-columns: minmax(0, 1fr);
      padding: calc(var(--u) * 0.5);
    }
  }
`;
