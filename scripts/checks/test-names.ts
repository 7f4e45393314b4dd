import ts from 'typescript';

/** A test as its file names it. */
export interface NamedTest {
  /** The title as written: for a template its source text, placeholders and all; of `it.each` the pattern. */
  readonly name: string;
  /** Skipped, to be written, or inside something skipped: it shows nothing. */
  readonly skipped: boolean;
}

const SKIPPING = new Set(['skip', 'todo', 'skipIf', 'runIf']);

/** Every `it(…)` and `test(…)` of a file, those of `.each` included. Titles that are computed have no name to give. */
export function testsIn(text: string): readonly NamedTest[] {
  const source = ts.createSourceFile('a.test.ts', text, ts.ScriptTarget.Latest, true);
  const found: NamedTest[] = [];
  const visit = (node: ts.Node, skipped: boolean): void => {
    let within = skipped;
    if (ts.isCallExpression(node)) {
      const { root, members } = calleeOf(node);
      const skips = members.some((member) => SKIPPING.has(member));
      if (root === 'describe') within ||= skips;
      const name = root === 'it' || root === 'test' ? titleOf(node.arguments[0], source) : null;
      if (name !== null) found.push({ name, skipped: within || skips });
    }
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(source, false);
  return found;
}

/** Of `it.each(cases)('…')`: root `it`, members `each`. */
function calleeOf(call: ts.CallExpression): { readonly root: string; readonly members: readonly string[] } {
  const members: string[] = [];
  let at: ts.Expression = call.expression;
  for (;;) {
    if (ts.isIdentifier(at)) return { root: at.text, members };
    if (ts.isPropertyAccessExpression(at)) {
      members.push(at.name.text);
      at = at.expression;
    } else if (ts.isCallExpression(at)) at = at.expression;
    else if (ts.isTaggedTemplateExpression(at)) at = at.tag;
    else if (ts.isAsExpression(at) || ts.isParenthesizedExpression(at)) at = at.expression;
    else return { root: '', members };
  }
}

function titleOf(title: ts.Expression | undefined, source: ts.SourceFile): string | null {
  if (title === undefined) return null;
  if (ts.isStringLiteralLike(title)) return title.text;
  return ts.isTemplateExpression(title) ? title.getText(source).slice(1, -1) : null;
}
