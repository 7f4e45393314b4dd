import type { ElementLanguage } from '../locale/element-language.ts';
import type { FirstFrameState } from './first-frame.ts';

/** How the element was put on the page. */
export interface Embedding {
  /** Origin of the API, without a trailing slash. */
  readonly api: string;
  readonly publishableKey: string;
  /** What to go by where the API was never reached. */
  readonly emergencyNumber: string;
  readonly country: string;
}

/** The part of what is shown that the application inside decides. */
export type Shown = Pick<FirstFrameState, 'emergencyNumber' | 'strip' | 'below'>;

/** The public element, as the application inside it knows it. */
export interface Shell extends HTMLElement {
  readonly noHistory: boolean;
  readonly languages: ElementLanguage;
  show(shown: Shown): void;
}
