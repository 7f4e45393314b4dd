/**
 * Types with which templates of frameworks know the public elements, their attributes and their events: made from the same
 * manifest as the reference, into `dist/types`.
 */
import type { Declaration, Manifest } from './manifest.ts';

const HEAD =
  '// Made from the tags of the elements’ sources by widgets/framework-types.ts: change them there.\n';

/** A public element: its tag, its class, and the module that exports it. */
interface PublicElement {
  readonly tag: string;
  readonly name: string;
  readonly from: string;
}

const ELEMENTS: readonly PublicElement[] = [
  { tag: 'kiwi-booking', name: 'KiwiBooking', from: './index.js' },
  { tag: 'kiwi-call', name: 'KiwiCall', from: './call/index.js' },
];

/** The files of types by name. @throws Error when the manifest lacks an element */
export function frameworkTypes(manifest: Manifest): Readonly<Record<string, string>> {
  const declared = manifest.modules.flatMap(({ declarations }) => declarations);
  const own = ELEMENTS.map((element) => {
    const found = declared.find(({ tagName }) => tagName === element.tag);
    if (!found) throw new Error(`The manifest has no <${element.tag}>`);
    return [`${element.tag}.d.ts`, shared(element, found)] as const;
  });
  return { ...Object.fromEntries(own), ...FRAMEWORKS };
}

function shared(
  { tag, name: element, from }: PublicElement,
  { attributes = [], events: found = [] }: Declaration,
): string {
  // The analyzer also lists what the code dispatches, without a name.
  const events = found.filter(({ name }) => name !== undefined);
  const classes = events.map(({ type }) => type?.text ?? 'Event').toSorted();
  const member = (name = '', type = 'string', description = '', optional = '?') =>
    `  /** ${description.replaceAll('*/', '* /')} */\n  '${name}'${optional}: ${type};\n`;
  return `${HEAD}import type { ${classes.join(', ')} } from '${from}';

/** The attributes of \`<${tag}>\`. */
export interface ${element}Attributes {
${attributes.map(({ name, type, description }) => member(name, type?.text, description)).join('')}}

/** The events of \`<${tag}>\`, by name. */
export interface ${element}Events {
${events.map(({ name, type, description }) => member(name, type?.text, description, '')).join('')}}

/** Listeners as attributes of a template: \`onkiwi-error\`. */
export type ${element}Listeners = {
  [Name in keyof ${element}Events as \`on\${Name}\`]?: (event: ${element}Events[Name]) => void;
};
`;
}

/** A text for each element, one after the other. */
const each = (text: (element: PublicElement) => string): string => ELEMENTS.map(text).join('');

const CLASSES = each(({ name, from }) => `import type { ${name} } from '${from}';\n`);
const USES = each(
  ({ tag, name }) => `import type { ${name}Attributes, ${name}Listeners } from './${tag}.js';\n`,
);

const FRAMEWORKS = {
  'react.d.ts': `${HEAD}import type { DetailedHTMLProps, HTMLAttributes } from 'react';
${CLASSES}${USES}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${each(
  ({ tag, name }) => `      '${tag}': DetailedHTMLProps<HTMLAttributes<${name}>, ${name}> &
        ${name}Attributes &
        ${name}Listeners;
`,
)}    }
  }
}
`,
  'preact.d.ts': `${HEAD}import type { HTMLAttributes } from 'preact';
${CLASSES}${USES}
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
${each(({ tag, name }) => `      '${tag}': HTMLAttributes<${name}> & ${name}Attributes & ${name}Listeners;\n`)}    }
  }
}
`,
  'vue.d.ts': `${HEAD}import type {} from 'vue';
${each(({ tag, name }) => `import type { ${name}Attributes, ${name}Events } from './${tag}.js';\n`)}
/** Vue names the listener of \`kiwi-booked\` \`onKiwiBooked\`; templates write \`@kiwi-booked\`. */
type Camel<Name extends string> = Name extends \`\${infer Head}-\${infer Tail}\`
  ? \`\${Capitalize<Head>}\${Camel<Tail>}\`
  : Capitalize<Name>;
type Listeners<Events> = {
  [Name in keyof Events & string as \`on\${Camel<Name>}\`]?: (event: Events[Name]) => void;
};

declare module 'vue' {
  interface GlobalComponents {
${each(({ tag, name }) => `    '${tag}': new () => { $props: ${name}Attributes & Listeners<${name}Events> };\n`)}  }
}
`,
  'svelte.d.ts': `${HEAD}import type { HTMLAttributes } from 'svelte/elements';
${CLASSES}${USES}
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${each(({ tag, name }) => `    '${tag}': HTMLAttributes<${name}> & ${name}Attributes & ${name}Listeners;\n`)}  }
}
`,
} as const;
