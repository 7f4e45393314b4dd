import { css } from '../theme/css.ts';
import { LARGE_TEXT } from '../theme/large-text.ts';

/** What only the screens of a person who is signed in have, beside the styles of the application. */
export const flowStyles = css`
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
  header .bell {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    color: var(--_text);
  }
  header .bell:hover {
    background: var(--_surface-muted);
  }
  header .count {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-end: 0;
    min-inline-size: 1.5em;
    padding-inline: 0.35em;
    border-radius: 999px;
    font-size: calc(var(--u) * 0.75);
    font-weight: 700;
    line-height: 1.5;
    text-align: center;
    background: var(--_primary);
    color: var(--_on-primary);
  }
  header .mine {
    padding-inline: calc(var(--u) * 0.75);
    min-block-size: 44px;
    font-size: calc(var(--u) * 0.9375);
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
  .desk {
    margin-block-end: calc(var(--u) * 1);
  }
  .desk > svg {
    color: var(--_danger);
  }
  .below {
    margin-block-start: calc(var(--u) * 1.5);
  }
  .last {
    display: grid;
    justify-items: start;
    gap: calc(var(--u) * 0.5);
    margin-block-start: calc(var(--u) * 1.25);
    padding-block-start: calc(var(--u) * 0.5);
    border-block-start: 1px solid var(--_border);
  }
  @container (max-inline-size: 24em) {
    header .mine svg {
      display: none;
    }
  }
  @container ${LARGE_TEXT} {
    /* The name above, the ways back and on below it. */
    header .title {
      order: -1;
      flex-basis: 100%;
    }
    header .mine {
      margin-inline-start: auto;
    }
  }
`;
