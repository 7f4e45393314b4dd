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
  const declared = adapterInterface(interfaces, name.pascal);
  if (declared === undefined) {
    throw new ScaffoldError(
      `api/src/ports/${name.kebab}.ts declares no interface ${name.pascal}Port, nor one that an adapter must be`,
    );
  }
  const suiteFile = `api/test/support/suites/${name.kebab}-contract-suite.ts`;
  const suite = /export function (\w+Contract(?:Suite)?)\b/.exec(await changes.read(suiteFile))?.[1];
  if (suite === undefined) {
    throw new ScaffoldError(
      `${suiteFile} exports no function ${name.camel}Contract: every port has a contract suite`,
    );
  }
  const className = `${pascal}${name.pascal}`;
  // Type parameters are written as their defaults.
  const concrete = withDefaults(declared);
  const members = membersOf(declared, interfaces).filter(({ questionToken }) => questionToken === undefined);
  const parts = members.map((member) => concrete(memberOf(member, className, kebab)));
  const written = [declared.name.text, ...parts].join('\n');
  await changes.create(
    `api/src/adapters/${name.kebab}/${kebab}.ts`,
    `${importsOf(source, text, name.kebab, written)}
/** Speaks to ${pascal}. Only the platform names it: api/src/platform/${name.kebab}.ts chooses the adapter by a setting. */
export class ${className} implements ${declared.name.text} {
${parts.join('\n')}}
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
  expect(${className}.prototype).toHaveProperty('${members.find(ts.isMethodSignature)?.name.getText()}');
});
`,
  );
}

type Member = ts.MethodSignature | ts.PropertySignature;

/**
 * What an adapter has to be: what the file calls so, else its port, else the interface with methods that no other of them
 * mentions.
 */
function adapterInterface(interfaces: readonly ts.InterfaceDeclaration[], pascal: string) {
  const named = (suffix: string) => interfaces.find((each) => each.name.text === `${pascal}${suffix}`);
  const callable = interfaces.filter((each) => each.members.some(ts.isMethodSignature));
  const roots = callable.filter(
    ({ name }) => !callable.some((other) => other.name !== name && mentions(other.getText(), name.text)),
  );
  return named('Adapter') ?? named('Port') ?? (roots.length === 1 ? roots[0] : undefined);
}

const mentions = (text: string, word: string) => new Set<string>(text.match(/\b\w+\b/g)).has(word);

/** Its own members, after those of the interfaces of the file that it extends. */
function membersOf(
  declared: ts.InterfaceDeclaration,
  interfaces: readonly ts.InterfaceDeclaration[],
): readonly Member[] {
  const bases = (declared.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(
      ({ expression }) => interfaces.find(({ name }) => name.text === expression.getText()) ?? [],
    ),
  );
  const own = declared.members.filter(
    (member): member is Member => ts.isMethodSignature(member) || ts.isPropertySignature(member),
  );
  return [...bases.flatMap((base) => membersOf(base, interfaces)), ...own];
}

/** Puts the defaults, or else the bounds, of an interface's type parameters where their names are. */
function withDefaults({ typeParameters = [] as never }: ts.InterfaceDeclaration): (code: string) => string {
  const values = new Map(
    typeParameters.map(({ name, default: given, constraint }) => [
      name.text,
      (given ?? constraint)?.getText() ?? 'unknown',
    ]),
  );
  return (code) => code.replaceAll(/\b[A-Z]\w*\b/g, (word) => values.get(word) ?? word);
}

function memberOf(member: Member, className: string, kebab: string): string {
  const name = member.name.getText();
  const type = member.type?.getText() ?? 'void';
  const missing = `throw new Error('${className}.${name} is not written yet');`;
  if (ts.isMethodSignature(member)) {
    const parameters = member.parameters.map((each) => `_${each.getText()}`).join(', ');
    const asynchronous = type.startsWith('Promise<') ? 'async ' : '';
    return `  ${asynchronous}${name}(${parameters}): ${type} {\n    ${missing}\n  }\n`;
  }
  if (name === 'name') return `  readonly name = '${kebab}';\n`;
  if (/\|\s*null$/.test(type)) return `  readonly ${name}: ${type} = null;\n`;
  return `  get ${name}(): ${type} {\n    ${missing}\n  }\n`;
}

/** Of the types that the code uses, from the port and from where the port has them. */
function importsOf(source: ts.SourceFile, text: string, port: string, code: string): string {
  const used = (word: string) => mentions(code, word);
  const exported = [...text.matchAll(/^export (?:interface|type|class) (\w+)/gm)].map(
    ([, word = '']) => word,
  );
  const lines = [`import type { ${exported.filter(used).sort().join(', ')} } from '../../ports/${port}.ts';`];
  for (const statement of source.statements.filter(ts.isImportDeclaration)) {
    const bindings = statement.importClause?.namedBindings;
    const names =
      bindings !== undefined && ts.isNamedImports(bindings)
        ? bindings.elements.map(({ name }) => name.text).filter(used)
        : [];
    if (names.length === 0 || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text.replace(/^\.\.?\//, (up) =>
      up === './' ? '../../ports/' : '../../',
    );
    lines.push(`import type { ${names.join(', ')} } from '${from}';`);
  }
  return `${lines.join('\n')}\n`;
}
