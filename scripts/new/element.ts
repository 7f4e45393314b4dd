import { type Changes, insertBefore } from './changes.ts';
import { namesOf } from './names.ts';

const STORIES = 'widgets/stories';

/**
 * An element that takes properties and fires a typed event: a list to choose from, with styles, messages in English and
 * Hindi, a story and a browser test of the story.
 */
export async function newElement(changes: Changes, name: string): Promise<void> {
  const { kebab, pascal, words } = namesOf(name);
  const tag = `kiwi-${kebab}`;
  const folder = `widgets/src/elements/${tag}`;
  const event = `choose-${kebab}`;
  await changes.create(
    `${folder}/${tag}.ts`,
    `import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { styles } from './${tag}.styles.ts';

/**
 * Replace this sentence with what the element shows.
 *
 * @internal
 * @fires ${event} - \`detail\` is the item that was chosen.
 */
export class Kiwi${pascal} extends Part {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) items: readonly string[] = [];

  override render(): TemplateResult | typeof nothing {
    if (this.items.length === 0) return nothing;
    return html\`
      <section aria-labelledby="title">
        <h3 id="title">\${this.msg('Choices', { id: '${kebab}.title' })}</h3>
        <ul>
          \${this.items.map((item) => this.#item(item))}
        </ul>
      </section>
    \`;
  }

  #item(item: string): TemplateResult {
    return html\`<li>
      <button class="button secondary block" part="button" type="button" @click=\${() => this.emit('${event}', item)}>
        \${item}
      </button>
    </li>\`;
  }
}

define('${tag}', Kiwi${pascal});

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': Kiwi${pascal};
  }
}
`,
  );
  await changes.create(
    `${folder}/${tag}.styles.ts`,
    `import { css } from 'lit';

export const styles = css\`
  section,
  ul {
    display: grid;
    gap: calc(var(--u) * 0.75);
  }
\`;
`,
  );
  await changes.create(
    `${folder}/${tag}.browser.test.ts`,
    `import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoryPage } from '../../../stories/story-page.ts';

describe('${words}', () => {
  let stories: StoryPage;
  beforeAll(async () => {
    stories = await StoryPage.open();
  });
  afterAll(() => stories.close());

  it('fires ${event} with the item', async () => {
    const page = await stories.show('${kebab}');
    const chosen = await stories.nextEvent('${event}');
    await page.getByRole('button', { name: 'Second' }).click();
    expect(await chosen()).toBe('Second');
  });

  it('has its texts in Hindi', async () => {
    const page = await stories.show('${kebab}', { lang: 'hi' });
    await page.getByRole('heading', { name: 'विकल्प' }).waitFor();
  });
});
`,
  );
  await changes.edit(`${STORIES}/names.ts`, (text) =>
    insertBefore(text, '  ...CONSOLE_STORY_NAMES,', `  '${kebab}',\n`),
  );
  await changes.edit(`${STORIES}/stories.ts`, (text) =>
    insertBefore(
      insertBefore(text, "import '../src/elements/", `import '../src/elements/${tag}/${tag}.ts';\n`),
      '};',
      `  '${kebab}': {
    render: ({ language, region }) =>
      html\`<${tag} .language=\${language} .region=\${region} .items=\${['First', 'Second']}></${tag}>\`,
  },
`,
    ),
  );
  await changes.edit('widgets/src/parts/part-events.ts', (text) =>
    insertBefore(text, '}', `  '${event}': string;\n`),
  );
  await changes.edit('widgets/src/locale/hi.ts', (text) =>
    insertBefore(text, '};', `\n  '${kebab}.title': 'विकल्प',\n`),
  );
}
