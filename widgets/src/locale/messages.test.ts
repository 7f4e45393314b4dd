import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, placeOf, sources } from '../../test/messages.ts';
import { templates } from './hi.ts';
import { messagesOf, str } from './messages.ts';

/** Where a language is loaded, kept and handed to the elements. */
const OWNERS = ['src/locale/element-language.ts', 'src/locale/language.ts', 'src/locale/messages.ts'];
/** Elements that get their language from the one around them, and have English until then. */
const DEFAULTS = ['src/parts/part.ts', 'account/form-element.ts'];
/** What a language can be had from without asking the element for its own. */
const SHARED = new Set(['ENGLISH', 'loadLanguage', 'messagesOf']);

const files = sources('src', 'account', 'console');

/** The places of nodes that break a rule. */
function places(breaks: (node: ts.Node) => boolean): string[] {
  return [...files.values()].flatMap((file) => nodesOf(file).filter(breaks).map(placeOf));
}

const isThis = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) ? isThis(node.expression) : node.kind === ts.SyntaxKind.ThisKeyword;

/** Whether a node gives texts. */
function isTextSource(node: ts.Node): boolean {
  const file = node.getSourceFile().fileName;
  if (OWNERS.includes(file) || !(ts.isIdentifier(node) || ts.isPrivateIdentifier(node))) return false;
  if (!['msg', '#words'].includes(node.text)) return false;
  const { parent } = node;
  return !ts.isParameter(parent) && !ts.isGetAccessor(parent) && !ts.isPropertySignature(parent);
}

/** Whether what a node gives is kept: put into a member or an event, or had in a function that goes on after waiting. */
function isKept(node: ts.Node): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isFunctionLike(parent))
      return (ts.getCombinedModifierFlags(parent as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
    if (
      ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      parent.right === at &&
      isThis(parent.left)
    )
      return true;
    if (ts.isPropertyDeclaration(parent) && parent.initializer === at) return true;
    if (
      ts.isCallExpression(parent) &&
      /\.(#?emit|#?tell|#report|dispatchEvent)$/.test(parent.expression.getText())
    )
      return true;
  }
  return true;
}

describe('messagesOf', () => {
  const hindi = messagesOf(templates);
  it.each([
    ['the source text', messagesOf(), 'Step 2 of 3'],
    ['the translation', hindi, 'चरण 2 / 3'],
    ['values where the translation has them', messagesOf({ progress: str`${1} से ${0}` }), '3 से 2'],
  ])('gives %s', (_, msg, text) => {
    expect(msg(str`Step ${2} of ${3}`, { id: 'progress' })).toBe(text);
  });

  it('gives the source text of a message without a translation', () => {
    expect(hindi('New', { id: 'not-translated' })).toBe('New');
    expect(hindi(str`New: ${1}`, { id: 'not-translated' })).toBe('New: 1');
  });
});

describe('texts of an element', () => {
  it('come from its own language, not from one shared by the page', () => {
    const shared = places((node) => {
      if (OWNERS.includes(node.getSourceFile().fileName)) return false;
      if (ts.isImportDeclaration(node)) return node.moduleSpecifier.getText().includes('localize');
      if (!ts.isIdentifier(node)) return false;
      if (node.text === 'ENGLISH') return !DEFAULTS.includes(node.getSourceFile().fileName);
      return SHARED.has(node.text);
    });
    expect(shared).toEqual([]);
  });

  it('are read when rendering and never stored', () => {
    expect(places((node) => isTextSource(node) && isKept(node))).toEqual([]);
  });

  it('are never formatted in the browser’s language', () => {
    const languageless = places((node) => {
      if (ts.isNewExpression(node))
        return /^Intl\./.test(node.expression.getText()) && !node.arguments?.length;
      if (ts.isCallExpression(node) && /\.toLocale\w*String$/.test(node.expression.getText()))
        return node.arguments.length === 0;
      return (
        ts.isPropertyAccessExpression(node) &&
        node.getSourceFile().fileName.startsWith('src/') &&
        /^(navigator\.languages?|document\.documentElement)$/.test(node.getText())
      );
    });
    expect(languageless).toEqual([]);
  });
});
