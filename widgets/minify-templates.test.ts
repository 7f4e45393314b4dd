import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { minified, minifyCss, minifyMarkup } from './minify-templates.ts';

const WHOLE = { first: true, last: true };
const PART = { first: false, last: false };

describe('minifyMarkup', () => {
  it.each([
    ['indentation to one space', '<p>\n    <b>a</b>\n    <i>b</i>\n  </p>', '<p> <b>a</b> <i>b</i> </p>'],
    ['spaces between attributes', '<a\n    href="x"\n    @click=', '<a href="x" @click='],
    ['comments', '<p><!-- why\n --> a</p>', '<p> a</p>'],
    ['nothing where there is no white space', '<b>a</b><i>b</i>', '<b>a</b><i>b</i>'],
    ['no-break spaces to themselves', '10\u00a0am', '10\u00a0am'],
  ])('reduces %s', (_, text, short) => {
    expect(minifyMarkup(text)).toBe(short);
  });

  it('rejects elements whose white space is shown', () => {
    expect(() => minifyMarkup('<pre>\n a</pre>')).toThrow('<pre>');
  });
});

describe('minifyCss', () => {
  it.each([
    [
      'rules',
      '\n  .a,\n  .b > c {\n    color: red;\n    margin: 0 1px;\n  }\n',
      '.a,.b > c{color:red;margin:0 1px}',
    ],
    ['comments with quotes', "/* the page's */ .a { color: red; }", '.a{color:red}'],
    ['strings to themselves', ".a { content: ' ;  , '; }", ".a{content:' ;  , '}"],
    ['descendant pseudo-classes to themselves', '.a :hover { top: 0; }', '.a :hover{top:0}'],
    ['sums to themselves', '.a { inline-size: calc(1px + 2px); }', '.a{inline-size:calc(1px + 2px)}'],
    [
      'queries',
      '@container (min-inline-size: 40em) {\n .a { top: 0 } }',
      '@container (min-inline-size:40em){.a{top:0}}',
    ],
  ])('reduces %s', (_, text, short) => {
    expect(minifyCss(text, WHOLE)).toBe(short);
  });

  it('keeps the space before a value that is put in', () => {
    expect(minifyCss(' auto ', PART)).toBe(' auto ');
    expect(minifyCss(';\n  --b: ', PART)).toBe(';--b:');
  });
});

describe('minified', () => {
  const run = (code: string) => minified(code, (text) => parseAst(text) as never)?.toString() ?? null;

  it('changes templates and the templates in them, and no other text', () => {
    const value = (text: string) => `$\{${text}}`.replace('\\', '');
    const code = (space: string, css: string) =>
      `f(\`x  y\`, html\`<p>${space}${value(`b ? html\`<b>${space}</b>\` : \`  \``)}${space}</p>\`, css\`${css}\`);`;
    expect(run(code('\n  ', `\n a {\n top: ${value('c')}px;\n }`))).toBe(code(' ', `a{top:${value('c')}px}`));
  });

  it('keeps escapes', () => {
    expect(run('html`<p>\\u00a0\\`  a</p>`;')).toBe('html`<p>\\u00a0\\` a</p>`;');
  });

  it('leaves a module without templates alone', () => {
    expect(run('const html = 1;')).toBeNull();
  });
});
