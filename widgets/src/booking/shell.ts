import type { CSSResultOrNative, TemplateResult } from 'lit';
import type { ElementLanguage } from '../locale/element-language.ts';
import type { Language } from '../locale/language.ts';
import type { PushState } from '../sources/push.ts';
import type { Sources } from '../sources/sources.ts';
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
  /** Of a call: whether its button has to be held. */
  readonly hold?: boolean;
  /** Of a call: the code of the place where the caller is, if they came by one. */
  readonly place?: string;
  readonly languages: ElementLanguage;
  /** Of booking: has this browser receive the person's pushes; undefined until the screens after signing in are loaded. */
  pushes?: ((worker: string) => Promise<PushState>) | undefined;
  show(shown: Shown): void;
}

/** What stands below the first frame of an element, in its shadow root. */
export interface App extends HTMLElement {
  shell: Shell;
  embedding: Embedding;
  language: Language;
  readonly updateComplete: Promise<unknown>;
  requestUpdate(): void;
}

/** What follows signing in, as the application knows it: which screen a person is on and how they get to others. */
export interface Flow {
  readonly sources: Sources;
  readonly styles: readonly CSSResultOrNative[];
  /** Whether the person enters the code that was sent to them. */
  readonly enteringCode: boolean;
  close(): void;
  /** Shows the form for the mobile number, or the one for a code that is on its way. */
  beginSignIn(): void;
  codeSent(): void;
  back(): void;
  /** The person signed in here. */
  signedIn(): void;
  /** The person was found signed in: focus stays where it is. @param signedOut whether the sign-in was shown before. */
  resume(signedOut: boolean): void;
  render(): TemplateResult;
}
