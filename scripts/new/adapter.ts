import ts from 'typescript';
import type { Changes } from './changes.ts';
import { namesOf, ScaffoldError } from './names.ts';

/** An adapter that fails until its methods are written, and a test that holds it to the port's contract suite. */
export async function newAdapter(changes: Changes, port: string, provider: string): Promise<void> {
  const { pascal, kebab } = namesOf(provider);
  const name = namesOf(port);
  const text = await changes.read(`api/src/ports/${name.kebab}.ts`);
  const source = ts.createSourceFile('port.ts', text, ts.ScriptTarget.Latest, true);
  const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
  const callable = interfaces.filter((each) => each.members.some(ts.isMethodSignature));
  // Where it has another name, as that of models, it is the only one with methods.
  const declared =
    interfaces.find((each) => each.name.text === `${name.pascal}Port`) ??
    (callable.length === 1 ? callable[0] : undefined);
  if (declared === undefined) {
    throw new ScaffoldError(`api/src/ports/${name.kebab}.ts declares no interface ${name.pascal}Port`);
  }
  const suiteFile = `api/test/support/suites/${name.kebab}-contract-suite.ts`;
  const suite = /export function (\w+Contract)\(/.exec(await changes.read(suiteFile))?.[1];
  if (suite === undefined) {
    throw new ScaffoldError(
      `${suiteFile} exports no function ${name.camel}Contract: every port has a contract suite`,
    );
  }
  const methods = declared.members.filter(ts.isMethodSignature);
  // The types that the port's own file exports; others are imported by hand.
  const exported = new Set(
    [...text.matchAll(/export (?:interface|type|class) (\w+)/g)].map(([, word = '']) => word),
  );
  const used = new Set([declared.name.text]);
  for (const method of methods) {
    for (const [word] of method.getText().matchAll(/\b[A-Z]\w+\b/g)) if (exported.has(word)) used.add(word);
  }
  const className = `${pascal}${name.pascal}`;
  const body = methods
    .map((method) => {
      const parameters = method.parameters.map((each) => `_${each.getText()}`).join(', ');
      const type = method.type?.getText() ?? 'void';
      const asynchronous = type.startsWith('Promise<') ? 'async ' : '';
      return `  ${asynchronous}${method.name.getText()}(${parameters}): ${type} {\n    throw new Error('${className}.${method.name.getText()} is not written yet');\n  }\n`;
    })
    .join('\n');
  const named = declared.members.some((each) => each.name?.getText() === 'name');
  await changes.create(
    `api/src/adapters/${name.kebab}/${kebab}.ts`,
    `import type { ${[...used].sort().join(', ')} } from '../../ports/${name.kebab}.ts';

/** Speaks to ${pascal}. Only the platform names it: api/src/platform/${name.kebab}.ts chooses the adapter by a setting. */
export class ${className} implements ${declared.name.text} {
${named ? `  readonly name = '${kebab}';\n\n` : ''}${body}}
`,
  );
  await changes.create(
    `api/src/adapters/${name.kebab}/${kebab}.test.ts`,
    `import { expect, it } from 'vitest';
import { ${suite} } from '../../../test/support/suites/${name.kebab}-contract-suite.ts';
import { ${className} } from './${kebab}.ts';

/**
 * To do, in this order: a sandbox beside this file that speaks the provider's protocol, driven by the provider's own
 * client; a harness that opens adapter and sandbox; then \`${suite}(harness)\` in place of this test.
 */
it('has a contract suite to pass', () => {
  expect(${suite}).toBeTypeOf('function');
  expect(${className}.prototype).toHaveProperty('${methods[0]?.name.getText()}');
});
`,
  );
}
