import { css } from 'lit';
import { LARGE_TEXT } from '../../theme/base.styles.ts';

export const styles = css`
  .phone {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.5);
  }
  .phone input {
    flex: 1 1 9em;
    min-inline-size: 0;
  }
  /* The list says country and code, the closed control only the code: the real select lies over the short words. */
  .country {
    position: relative;
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.25);
    padding-inline: calc(var(--u) * 0.875) calc(var(--u) * 0.625);
    border: 1.5px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-variant-numeric: tabular-nums;
  }
  .country select {
    position: absolute;
    inset: 0;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
    font-size: max(16px, 1em);
  }
  .country:focus-within {
    outline: 3px solid var(--_focus);
    border-color: var(--_focus);
  }
  .country svg {
    inline-size: calc(var(--u) * 1);
    block-size: calc(var(--u) * 1);
    transform: rotate(90deg);
  }
  input[name='code'] {
    font-size: calc(var(--u) * 1.5);
    letter-spacing: 0.35em;
    font-variant-numeric: tabular-nums;
    text-align: center;
    padding-inline-start: calc(var(--u) * 0.875 + 0.35em);
    direction: ltr;
  }
  @container ${LARGE_TEXT} {
    input[name='code'] {
      font-size: calc(var(--u) * 1);
      letter-spacing: 0.1em;
      padding-inline: calc(var(--u) * 0.5);
    }
    .phone input {
      padding-inline: calc(var(--u) * 0.5);
    }
  }
  input[type='tel'] {
    direction: ltr;
    text-align: start;
    font-variant-numeric: tabular-nums;
  }
  .again {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--u) * 0.75);
    align-items: center;
    justify-content: center;
    min-block-size: 44px;
  }
`;
