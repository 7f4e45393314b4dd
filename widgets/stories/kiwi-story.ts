import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { frameStyles } from '../src/booking/first-frame.styles.ts';
import type { TextSet } from '../src/locale/catalogues.ts';
import { directionOf, type Language, loadLanguage } from '../src/locale/language.ts';
import { base } from '../src/theme/base.styles.ts';
import { hostStyles } from '../src/theme/host.styles.ts';
import { tokens } from '../src/theme/tokens.ts';
import { registerUnit } from '../src/theme/unit.ts';
import { STORY_NAMES } from './names.ts';
import { STORIES } from './stories.ts';

registerUnit();

const TEXTS_OF_RESIDENTS: readonly TextSet[] = ['call', 'helping', 'my-data', 'triage'];
const TEXTS_OF_STAFF: readonly TextSet[] = ['account', 'board', 'dispatch', 'supervise', 'units'];

const REGION = { emergencyNumber: '112', phoneCountry: 'IN' };

/** Views stand on the ground of the page, which is the console's there. */
const ground = css`
  .root {
    background: var(--_surface);
  }
`;

/** Shows the story that the address names: `?story=slot-picker&lang=hi&theme=dark`; a list of all without a name. */
class KiwiStory extends LitElement {
  static override styles = [base, tokens, frameStyles, hostStyles, ground];
  static override properties = { language: { state: true } };

  private language: Language | null = null;
  readonly #query = new URLSearchParams(location.search);

  override async firstUpdated(): Promise<void> {
    const tag = this.#query.get('lang') ?? 'en';
    // Staff have no Arabic.
    const ofStaff = directionOf(tag) === 'ltr' ? TEXTS_OF_STAFF : [];
    this.language = await loadLanguage(tag, [...TEXTS_OF_RESIDENTS, ...ofStaff]);
    await this.updateComplete;
    this.#story?.open?.(this.renderRoot);
    // Pseudo-elements and fonts are settled in the next frame: what is tested is looked at after this mark.
    requestAnimationFrame(() => this.setAttribute('data-shown', ''));
  }

  get #story() {
    const name = STORY_NAMES.find((one) => one === this.#query.get('story'));
    return name && STORIES[name];
  }

  override render(): TemplateResult | typeof nothing {
    const { language } = this;
    if (!language) return nothing;
    const dir = this.#query.get('dir') ?? directionOf(language.tag);
    return html`<div class="root" lang=${language.texts} dir=${dir} data-theme=${this.#query.get('theme') ?? nothing}>
      ${
        this.#story?.isView
          ? this.#story.render({ language, region: REGION })
          : html`<main><section class="card" aria-label="Story"><div class="body">${
              this.#story?.render({ language, region: REGION }) ??
              html`<ul>
                ${STORY_NAMES.map((name) => html`<li><a href=${`?story=${name}`}>${name}</a></li>`)}
              </ul>`
            }</div></section></main>`
      }
    </div>`;
  }
}

customElements.define('kiwi-story', KiwiStory);
