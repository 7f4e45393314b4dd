import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/**
 * Removes the indentation and the comments of `html`, `svg` and `css` templates from the build. It changes nothing that
 * a browser shows: runs of white space in markup become one space and never none. General minifiers go further, but
 * join elements that a space keeps apart, or do not parse recent CSS such as container queries.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'kiwimesh-minify-templates',
    apply: 'build',
    // After TypeScript is compiled: the parser reads JavaScript.
    enforce: 'post',
    transform(code, id) {
      if (!/\/widgets\/(src|account|console|stories)\//.test(id) || !/\b(html|svg|css)`/.test(code))
        return null;
      const result = minified(code, (text) => this.parse(text) as unknown as Node);
      return result && { code: result.toString(), map: result.generateMap({ source: id, hires: true }) };
    },
  };
}

/** The part of an ESTree node that is read here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** @param parse gives the ESTree of a module. @returns null when the module has no template. */
export function minified(code: string, parse: (code: string) => Node): MagicString | null {
  const result = new MagicString(code);
  for (const { tag, quasis } of templatesOf(parse(code))) {
    const minify = tag === 'css' ? minifyCss : minifyMarkup;
    quasis.forEach(({ start, end }, index) => {
      const text = code.slice(start, end);
      const short = minify(text, { first: index === 0, last: index === quasis.length - 1 });
      if (short !== text) result.update(start, end, short);
    });
  }
  return result.hasChanged() ? result : null;
}

function templatesOf(node: Node): { tag: string; quasis: Node[] }[] {
  const found: { tag: string; quasis: Node[] }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, tag, quasi } = value as { type?: string; tag?: { name?: string }; quasi?: unknown };
    if (type === 'TaggedTemplateExpression' && /^(html|svg|css)$/.test(tag?.name ?? '')) {
      // Some parsers include the delimiters (backtick, `${`, `}`) in the span of a text, others do not.
      const quasis = (quasi as { quasis: (Node & { value: { raw: string } })[] }).quasis.map((text) => {
        const start = text.end - text.start === text.value.raw.length ? text.start : text.start + 1;
        return { ...text, start, end: start + text.value.raw.length };
      });
      found.push({ tag: tag?.name as string, quasis });
    }
    for (const member of Object.values(value)) visit(member);
  };
  visit(node);
  return found;
}

/** Where a text stands in its template. */
interface Place {
  readonly first: boolean;
  readonly last: boolean;
}

/** @throws where white space has a meaning. */
export function minifyMarkup(text: string): string {
  if (/<(pre|listing)\b/i.test(text)) throw new Error('White space of <pre> would be lost: set it as text');
  return text.replace(/<!--[\s\S]*?-->/g, '').replace(/[ \t\r\n]+/g, ' ');
}

/** Comments, or text that is kept as it is. */
const CSS_TOKENS = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\/\*[\s\S]*?\*\//g;

export function minifyCss(text: string, { first, last }: Place): string {
  const strings: string[] = [];
  const outside = text.replace(CSS_TOKENS, (_, string: string | undefined) =>
    string === undefined ? '' : `"${strings.push(string) - 1}"`,
  );
  const short = outside
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/"(\d+)"/g, (_, index) => strings[Number(index)] as string);
  return (first ? short.trimStart() : short).replace(last ? / $/ : /$^/, '');
}
