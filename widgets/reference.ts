/**
 * Writes what the elements' own tags say: `dist/custom-elements.json` and the types of frameworks for tools, and a page in
 * docs/guides for people. `node reference.ts` writes both; `referencePage()` is also what the test compares the pages with.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { frameworkTypes } from './framework-types.ts';
import type { Described, Manifest } from './manifest.ts';
import { PALETTE } from './src/theme/tokens.ts';

const ROOT = import.meta.dirname;
const GUIDES = join(ROOT, '..', 'docs', 'guides');

/** The page of each public element. */
export const PAGES = {
  'kiwi-booking': join(GUIDES, 'widget.md'),
  'kiwi-call': join(GUIDES, 'call-widget.md'),
} as const;
export type PublicElement = keyof typeof PAGES;

/** The custom-elements manifest of the public elements. */
export async function analyse(): Promise<Manifest> {
  return cli({
    argv: [
      'analyze',
      '--litelement',
      '--quiet',
      '--globs',
      'src/booking/kiwi-booking.ts',
      'src/call/kiwi-call.ts',
    ],
    cwd: ROOT,
    noWrite: true,
  });
}

const cell = (text: string | undefined): string => (text ?? '').replaceAll('|', '\\|').replace(/\s+/g, ' ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

/** The default of a colour property, light and dark. */
function colours(name: string): string {
  const found = PALETTE[name.replace('--kiwi-color-', '') as keyof typeof PALETTE];
  return found ? `\`${found.light}\` / \`${found.dark}\`` : '';
}

export function referencePage(manifest: Manifest, tag: PublicElement): string {
  const element = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName === tag);
  if (!element) throw new Error(`The manifest has no <${tag}>`);
  const named = (list: readonly Described[] | undefined) =>
    (list ?? []).filter(({ name }) => name !== undefined);
  const plain = (list: readonly Described[] | undefined, about = 'What it is') =>
    table(
      ['Name', about],
      named(list).map(({ name, description }) => [`\`${name}\``, description ?? '']),
    );
  const own = named(element.cssProperties);
  const properties =
    own.length === 0
      ? 'Those of [`<kiwi-booking>`](widget.md#custom-properties).'
      : `Set them on the element. Defaults of colours are given light / dark; each pair meets WCAG AA, so check yours.\n\n${table(
          ['Property', 'What it sets', 'Default'],
          own.map(({ name, description }) => [`\`${name}\``, description ?? '', colours(name ?? '')]),
        )}`;
  return `<!-- Made from the tags of the element's source by widgets/reference.ts: change them there. -->
# \`<${element.tagName}>\`: reference

${element.description}

How to put it on a page, step by step: [For the hospital's web team](hospital-web-team.md). In React, Vue, Angular and
others: [frameworks](frameworks.md).

## Attributes

${plain(element.attributes)}

## Events

They bubble and leave the shadow root. Their \`detail\` carries ids and states, never a name, a number or an address.

${table(
  ['Event', 'Class', 'When'],
  named(element.events).map(({ name, type, description }) => [
    `\`${name}\``,
    `\`${type?.text}\``,
    description ?? '',
  ]),
)}

## Slots

${table(
  ['Slot', 'What it is for'],
  (element.slots ?? []).map(({ name, description }) => [
    name ? `\`${name}\`` : '(default)',
    description ?? '',
  ]),
)}

## Custom properties

${properties}

## Parts

Style them with \`${tag}::part(name)\`.

${plain(element.cssParts)}
`;
}

if (process.argv[1] === import.meta.filename) {
  const manifest = await analyse();
  const out = join(ROOT, 'dist', 'custom-elements.json');
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const [tag, page] of Object.entries(PAGES))
    await writeFile(page, referencePage(manifest, tag as PublicElement));
  const types = join(ROOT, 'dist', 'types');
  await mkdir(types, { recursive: true });
  for (const [name, text] of Object.entries(frameworkTypes(manifest)))
    await writeFile(join(types, name), text);
}
