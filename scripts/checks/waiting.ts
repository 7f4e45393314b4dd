import ts from 'typescript';

/** Where a test waits in a way that a busy machine makes wrong. */
export interface Wait {
  readonly line: number;
  readonly why: string;
}

const PAUSE =
  'a pause shows nothing: wait for a condition with eventually() or expect.poll(), or say why above it: // pause: …';
const LIMIT =
  'a limit this short fails on a busy machine: leave it out, the configuration has one for what hangs';
const WAIT_FOR = 'vi.waitFor() gives up after a second: use expect.poll() or eventually()';
const MOVES_LATER = 'focus moves after the page has been drawn: use expect.poll(() => focused(page))';
const MORE_COME = 'more may be drawn in a moment: use expect.poll(() => found.count())';

/** Of a condition, in milliseconds. */
const MIN_WAIT = 60_000;
/** Of a test or a hook, in milliseconds: `testTimeout` in vitest.config.ts. */
const MIN_TEST_LIMIT = 300_000;
/** What takes a `timeout` for a condition that is never met. Others (`fetch`, a driver) have one that is itself tested. */
const WAITS = /^(poll|waitFor\w*)$/;
const TESTS = /^(it|test|beforeAll|beforeEach|afterAll|afterEach)$/;

/**
 * Pauses of a fixed time, limits of a few seconds, focus and numbers of elements that are read once in a test file: "nothing happens within
 * 300 ms" passes where the machine is too slow for the fault to show, and "within 2 s" fails there without one.
 */
export function hastyWaits(text: string): readonly Wait[] {
  if (!/setTimeout|waitForTimeout|vi\.waitFor|timeout:|_000|focused|count\(\)/.test(text)) return [];
  const source = ts.createSourceFile('a.test.ts', text, ts.ScriptTarget.Latest, true);
  const pausing = pausesNamed(source);
  const found: Wait[] = [];
  const lines = text.split('\n');
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line;
  const report = (node: ts.Node, why: string): void => {
    const line = lineOf(node);
    if (why === PAUSE && /^\s*\/\/ pause: \S/.test(lines[line - 1] ?? '')) return;
    found.push({ line: line + 1, why });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) && isPause(node.expression, pausing)) report(node, PAUSE);
    if (ts.isCallExpression(node)) {
      const name = calleeName(node.expression);
      if (node.expression.getText(source) === 'vi.waitFor') report(node, WAIT_FOR);
      if (name === 'expect' && readsFocusOnce(node)) report(node, MOVES_LATER);
      if (countsOnce(node)) report(node, MORE_COME);
      const limit = limitOf(node.arguments);
      const least = TESTS.test(rootName(node.expression)) ? MIN_TEST_LIMIT : WAITS.test(name) ? MIN_WAIT : 0;
      if (limit !== undefined && limit < least) report(node, LIMIT);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Local names of `setTimeout` of node:timers/promises, and of constants that make a promise of it. */
function pausesNamed(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const { namedBindings } = node.importClause ?? {};
      if (node.moduleSpecifier.text === 'node:timers/promises' && namedBindings !== undefined) {
        if (ts.isNamedImports(namedBindings)) {
          for (const { name, propertyName } of namedBindings.elements) {
            if ((propertyName ?? name).text === 'setTimeout') names.add(name.text);
          }
        }
      }
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      if (ts.isArrowFunction(node.initializer) && isPause(node.initializer.body, names)) {
        names.add(node.name.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** `new Promise((done) => setTimeout(done, 20))`, `pause(20)`, `page.waitForTimeout(20)`. A turn (no or 0 ms) is none. */
function isPause(node: ts.Node, named: ReadonlySet<string>): boolean {
  if (ts.isCallExpression(node)) {
    const name = calleeName(node.expression);
    if (name === 'waitForTimeout') return true;
    return ts.isIdentifier(node.expression) && named.has(name);
  }
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'Promise') return false;
  const [body] = node.arguments ?? [];
  if (body === undefined || !ts.isArrowFunction(body) || !ts.isCallExpression(body.body)) return false;
  const [parameter] = body.parameters;
  const [called, time] = body.body.arguments;
  if (calleeName(body.body.expression) !== 'setTimeout' || time === undefined) return false;
  return called?.getText() === parameter?.name.getText() && time.getText() !== '0';
}

/** `expect(await focused(page))`. */
function readsFocusOnce({ arguments: [read] }: ts.CallExpression): boolean {
  if (read === undefined || !ts.isAwaitExpression(read) || !ts.isCallExpression(read.expression))
    return false;
  return calleeName(read.expression.expression) === 'focused';
}

/** `expect(await rows.count()).toBe(3)`. Nothing (0) is shown by what was waited for before. */
function countsOnce({ expression, arguments: [wanted] }: ts.CallExpression): boolean {
  if (wanted === undefined || !ts.isNumericLiteral(wanted) || wanted.text === '0') return false;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isCallExpression(expression.expression)) return false;
  const { expression: expecting, arguments: args } = expression.expression;
  const [read] = args;
  if (calleeName(expecting) !== 'expect' || read === undefined || !ts.isAwaitExpression(read)) return false;
  if (!ts.isCallExpression(read.expression) || read.expression.arguments.length > 0) return false;
  const { expression: called } = read.expression;
  return ts.isPropertyAccessExpression(called) && called.name.text === 'count';
}

function calleeName(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

/** Of `it.each(cases)('…', …)`: `it`. */
function rootName(callee: ts.Expression): string {
  let at: ts.Expression = callee;
  while (ts.isCallExpression(at) || ts.isPropertyAccessExpression(at)) at = at.expression;
  return ts.isIdentifier(at) ? at.text : '';
}

/** The number in `{ timeout: 5_000 }`, or a number after the other arguments. */
function limitOf(given: readonly ts.Expression[]): number | undefined {
  const last = given.at(-1);
  if (given.length > 1 && last !== undefined && ts.isNumericLiteral(last)) return Number(last.text);
  return given.map(timeoutOf).find((value) => value !== undefined);
}

function timeoutOf(argument: ts.Expression): number | undefined {
  if (!ts.isObjectLiteralExpression(argument)) return undefined;
  for (const property of argument.properties) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== 'timeout') continue;
    if (ts.isNumericLiteral(property.initializer)) return Number(property.initializer.text);
  }
  return undefined;
}
