import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const styles = css`
  form.stack {
    gap: calc(var(--u) * 0.5);
  }
  h3 label {
    font-weight: 650;
  }
  #complaint-error:empty {
    display: none;
  }
  summary {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    min-block-size: 44px;
    cursor: pointer;
    color: var(--_primary);
    font-weight: 600;
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
  .who {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: calc(var(--u) * 0.5);
  }
  .who label {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    min-block-size: max(44px, calc(var(--u) * 3));
    padding-inline: calc(var(--u) * 0.75);
    border: 1.5px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: pointer;
  }
  .who label:has(:checked) {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 6%, var(--_surface));
  }
  .who label:has(:focus-visible) {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .who input {
    inline-size: calc(var(--u) * 1.25);
    block-size: calc(var(--u) * 1.25);
    min-block-size: 0;
    flex: none;
    outline: none;
  }
  .age {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: calc(var(--u) * 0.5);
    align-items: end;
    margin-block-start: calc(var(--u) * 0.5);
  }
  @container ${LARGE_TEXT} {
    .who,
    .age {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
