import { css } from '../../theme/css.ts';
import { LARGE_TEXT } from '../../theme/large-text.ts';

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
  /* Room for the code of most countries before the list of them is loaded. */
  .country > span {
    min-inline-size: 3ch;
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
  @container ${LARGE_TEXT} {
    .phone input {
      padding-inline: calc(var(--u) * 0.5);
    }
  }
  input[type='tel'] {
    direction: ltr;
    text-align: start;
    font-variant-numeric: tabular-nums;
  }

`;
