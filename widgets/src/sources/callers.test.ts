import ts from 'typescript';
import { expect, it } from 'vitest';
import { nodesOf, placeOf, sources } from '../../test/messages.ts';

/** Uses of the client of a session: `session.client.get(…)`, `const { client } = session`. */
function clientUses(file: ts.SourceFile): string[] {
  return nodesOf(file)
    .filter(
      (node) =>
        (ts.isPropertyAccessExpression(node) && node.name.text === 'client') ||
        (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === 'client'),
    )
    .map(placeOf);
}

it('only sources call the service', () => {
  const others = [...sources('src')].filter(([path]) => !path.startsWith('src/sources/'));
  expect(others.length).toBeGreaterThan(50);
  expect(others.flatMap(([, file]) => clientUses(file))).toEqual([]);
});

it.each([`this.session.client.get('/v1/me');`, 'const { client } = this.session;'])(
  'reports a call in a screen: %s',
  (text) => {
    const file = ts.createSourceFile('screen.ts', text, ts.ScriptTarget.Latest, true);
    expect(clientUses(file)).toEqual(['screen.ts:1']);
  },
);
