import { css } from 'lit';
import { LARGE_TEXT } from '../theme/large-text.ts';

/** What stands below the strip, beside the styles of the first frame. */
export const appStyles = css`
  kiwi-booking-app {
    display: block;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1.25) 0;
    min-block-size: calc(var(--u) * 3.5);
  }
  header .title {
    flex: 1 1 5em;
    min-inline-size: 0;
    font-size: calc(var(--u) * 0.9375);
    font-weight: 600;
    color: var(--_text-muted);
    line-height: 1.3;
  }
  .big {
    justify-items: stretch;
    text-align: start;
  }
  .big .button.emergency {
    font-size: calc(var(--u) * 1.375);
    min-block-size: calc(var(--u) * 4);
    inline-size: 100%;
  }
  @container ${LARGE_TEXT} {
    header {
      padding-inline: calc(var(--u) * 0.5);
    }
    .big .button.emergency {
      font-size: calc(var(--u) * 1.125);
    }
  }
  @container (min-inline-size: 40em) {
    header {
      padding-inline: calc(var(--u) * 2);
    }
    .narrow {
      max-inline-size: 30em;
      margin-inline: auto;
    }
  }
`;
