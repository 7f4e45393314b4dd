import { css } from '../../theme/css.ts';
import { LARGE_TEXT } from '../../theme/large-text.ts';

export const codeFormStyles = css`
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
