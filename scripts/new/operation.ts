import ts from 'typescript';
import type { Changes } from './changes.ts';
import { addPath, createPathParameters, errorReplies, parameters, pathParameters } from './contract.ts';
import { ScaffoldError } from './names.ts';

interface NewOperation {
  readonly feature: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** An operation that replies 204 and is for super admins only: the contract, the handler and the tests follow from there. */
export async function newOperation(changes: Changes, operation: NewOperation): Promise<void> {
  const { feature, id, path } = operation;
  const method = operation.method.toLowerCase();
  if (!METHODS.includes(method)) throw new ScaffoldError(`${method} is not one of ${METHODS.join(', ')}`);
  if (!/^[a-z][A-Za-z0-9]*$/.test(id)) throw new ScaffoldError(`${id} is not an id such as closeVisitNote`);
  const folder = `api/src/features/${feature}`;
  const names = pathParameters(path);
  await createPathParameters(changes, path);
  await changes.create(`openapi/resources/${feature}/${id}.yaml`, contractFile(operation, method));
  await addPath(changes, { path, method, file: `${feature}/${id}.yaml` });
  await changes.edit(`${folder}/operations.ts`, (text) => withHandler(text, id));
  const expectation = names.length > 0 ? `{ about: 'record' }` : `{ about: 'nothing' }`;
  await changes.edit(`${folder}/testing.ts`, (text) => withExpectation(text, `  ${id}: ${expectation},\n`));
}

function contractFile({ feature, id, path }: NewOperation, method: string): string {
  const reads = method === 'get';
  const names = pathParameters(path);
  const ids = names.at(-1);
  const words = id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const audit = ids === undefined ? 'none' : `${feature.replaceAll('-', '_')}`;
  return `operationId: ${id}
summary: ${words[0]?.toUpperCase()}${words.slice(1)}
description: Replace this sentence with what it does, for whom, and what a repeat does.
tags:
  - ${feature}
x-access:
  roles:
    - super_admin
  tenant: platform
${reads || ids === undefined ? '' : `x-audit:\n  record: ${audit}\n  ids: /path/${ids.name}\n`}${reads && !path.endsWith('}') ? 'x-cost: query\n' : ''}security:
  - bearer: []
${parameters(
  ...names.map(({ file }) => file),
  ...(method === 'post' ? ['IdempotencyKey'] : []),
  'CorrelationId',
)}responses:
  "204":
    description: Done.
    headers:
      X-Correlation-Id:
        $ref: ../../headers/CorrelationId.yaml
${errorReplies([400, 401, 403, ...(names.length > 0 ? [404] : []), ...(reads ? [] : [409]), ...(method === 'post' ? [422] : []), 429, 500, 503])}`;
}

/** Adds the operation to the type `OperationsOf<…>` and a handler to the function that returns it. */
export function withHandler(text: string, id: string): string {
  const source = ts.createSourceFile('operations.ts', text, ts.ScriptTarget.Latest, true);
  const declared = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .map((alias) => ({ alias, list: operationsOf(alias.type) }))
    .find(({ list }) => list !== undefined);
  const returned = source.statements.filter(ts.isFunctionDeclaration).flatMap((made) => {
    const last = made.body?.statements.at(-1);
    const literal = last && ts.isReturnStatement(last) ? last.expression : undefined;
    return made.type?.getText() === declared?.alias.name.text &&
      literal &&
      ts.isObjectLiteralExpression(literal)
      ? [literal]
      : [];
  })[0];
  if (declared?.list === undefined || returned === undefined) {
    throw new ScaffoldError(
      'operations.ts has no function that returns a type made of OperationsOf<…>: add the operation and its handler by hand',
    );
  }
  const handler = `\n    async ${id}() {\n      return { status: 204 };\n    },\n  `;
  const atEnd = returned.properties.end;
  const comma = returned.properties.hasTrailingComma ? '' : ',';
  return (
    text.slice(0, declared.list.end) +
    ` | '${id}'` +
    text.slice(declared.list.end, atEnd) +
    comma +
    handler +
    text.slice(returned.end - 1)
  );
}

/** The type argument of `OperationsOf`, also inside an intersection. */
function operationsOf(type: ts.TypeNode): ts.TypeNode | undefined {
  if (ts.isIntersectionTypeNode(type))
    return type.types.map(operationsOf).find((found) => found !== undefined);
  if (!ts.isTypeReferenceNode(type) || type.typeName.getText() !== 'OperationsOf') return undefined;
  return type.typeArguments?.[0];
}

/** Adds a line to `const operations` of testing.ts. */
function withExpectation(text: string, line: string): string {
  const source = ts.createSourceFile('testing.ts', text, ts.ScriptTarget.Latest, true);
  const literal = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find(({ name }) => name.getText() === 'operations')?.initializer;
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) {
    throw new ScaffoldError('testing.ts has no `const operations`: add the line of the operation by hand');
  }
  const at = literal.end - 1;
  const comma = literal.properties.length === 0 || literal.properties.hasTrailingComma ? '' : ',';
  return `${text.slice(0, at).trimEnd()}${comma}\n${line}${text.slice(at)}`;
}
