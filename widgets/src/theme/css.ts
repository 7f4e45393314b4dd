/**
 * Styles without the rest of Lit: the first stage of `<kiwi-booking>` is painted before Lit is there. Elements built with
 * Lit take the same results.
 */
export { adoptStyles, type CSSResult, css } from '@lit/reactive-element/css-tag.js';
