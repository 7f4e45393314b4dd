import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const styles = css`
  .choices {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: calc(var(--u) * 0.75);
    align-items: center;
    min-block-size: calc(var(--u) * 3.5);
    padding: calc(var(--u) * 0.625) calc(var(--u) * 0.875);
    border: 1.5px solid var(--_border);
    border-radius: var(--_radius);
    cursor: pointer;
    font-weight: 400;
  }
  .choice:hover {
    border-color: var(--_control);
  }
  .choice:has(:checked) {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 6%, var(--_surface));
  }
  .choice:has(:focus-visible) {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .choice input {
    inline-size: calc(var(--u) * 1.25);
    block-size: calc(var(--u) * 1.25);
    min-block-size: 0;
    margin: 0;
    outline: none;
  }
  .choice .name {
    display: block;
    font-weight: 600;
  }
  .choice svg {
    color: var(--_text-muted);
  }
  @container ${LARGE_TEXT} {
    .choice {
      grid-template-columns: minmax(0, 1fr) auto;
      gap: calc(var(--u) * 0.5);
      padding: calc(var(--u) * 0.5);
    }
    .choice > span {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
`;
