import { css } from './css.ts';

/**
 * Fewer than about 30 characters to a line: large text on a phone. Rows then put their columns below one another. The
 * em is that of `.root`, so the reader's own text size counts and not the page's.
 */
export const LARGE_TEXT = css`(max-inline-size: 17em)`;
