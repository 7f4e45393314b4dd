import { css } from './css.ts';

/**
 * How wide an element is that stands on a page by itself. Size containment, which container queries need, hides the
 * content's own width from the page, so a dialog, flex row, float or table cell would give it none. `.widths` is what
 * they measure instead: its two boxes wrap, hence the least is the wider one (280 CSS pixels, fitting a phone of 320
 * with margins) and the preferred width is their sum, 28 em, more with large text. Put these last among the styles of
 * an element: `all: initial` on `.root` would undo the containment.
 */
export const hostStyles = css`
  :host {
    display: block;
    /* A percentage counts as nothing where the container asks for the least width, so this cannot widen it. */
    min-inline-size: min(100%, 280px);
  }
  :host([hidden]) {
    display: none !important;
  }
  .widths {
    all: initial;
    display: flex;
    flex-wrap: wrap;
    block-size: 0;
    overflow: clip;
    visibility: hidden;
    font-size: var(--kiwi-font-size, medium);
  }
  .widths span {
    flex: none;
    inline-size: 280px;
  }
  .widths span + span {
    inline-size: min(10.5em, 280px);
  }
  .root {
    container-type: inline-size;
  }
`;
