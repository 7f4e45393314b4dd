/** Who may call an operation, and how its records relate to the caller. */
import { type Access, type Contract, type Located, responsesOf } from './document.ts';

type Rule = (contract: Contract, located: Located) => Iterable<string>;

const ROLES = ['super_admin', 'hospital_admin', 'nurse', 'paramedic', 'community_manager', 'resident'];

/** Each kind of access opens exactly its own security alternatives, so that the two cannot drift apart. */
function alternatives(access: Access): string[] {
  return [
    ...(access.roles === undefined && access.visitors !== true ? [] : ['bearer']),
    ...(access.scopes === undefined ? [] : ['apiKey']),
    ...(access.keys === undefined ? [] : ['publishableKey']),
    ...(access.signed === true ? ['signature'] : []),
    ...(access.public === true ? [''] : []),
  ];
}

export const access: Rule = function* (_contract, { operation }) {
  const declared = operation['x-access'];
  if (declared === undefined) return yield 'says nothing about who may call it: add x-access';
  const expected = alternatives(declared);
  if (expected.length === 0) yield 'x-access admits no caller';
  for (const role of declared.roles ?? []) if (!ROLES.includes(role)) yield `x-access names no role: ${role}`;
  for (const list of [declared.roles, declared.scopes, declared.keys]) {
    if (list?.length === 0) yield 'x-access has an empty list: leave it out instead';
  }
  const present = (operation.security ?? []).map((alternative) => Object.keys(alternative).join('+'));
  if (operation.security === undefined || present.join() !== expected.join()) {
    yield `security is [${present.join(', ')}] but x-access asks for [${expected.join(', ')}]`;
  }
};

/**
 * A key with write access gets the record in the reply only with read access: `reply` names the scope. Where it names a scope
 * that the operation needs anyway, since the reply is made of what the request says, no reply is withheld.
 */
export const reply: Rule = function* (contract, { operation }) {
  const declared = operation['x-access'];
  if (declared?.scopes === undefined) {
    if (declared?.reply !== undefined) yield 'x-access.reply is for operations that take API keys';
    return;
  }
  const withBody = responsesOf(contract, operation).filter(
    ([status, { content }]) => status.startsWith('2') && content !== undefined,
  );
  const writes = declared.scopes.some((scope) => scope.endsWith(':write'));
  if (writes && withBody.length > 0 && declared.reply === undefined) {
    yield 'answers a key with a record that its scopes do not let it read: add x-access.reply with the scope that does, and the reply 204';
  }
  const withheld = responsesOf(contract, operation).some(([status]) => status === '204');
  const withholds = declared.reply !== undefined && !declared.scopes.includes(declared.reply);
  if (withholds && !withheld) yield 'x-access.reply needs the reply 204';
};

/** Every caller that an access rule admits, by its name in `tenant`. */
export function callersOf(access: Access): string[] {
  return [
    ...(access.public === true ? ['anonymous'] : []),
    ...(access.roles ?? []),
    ...(access.scopes === undefined ? [] : ['api_key']),
    ...(access.keys === undefined ? [] : ['publishable_key']),
    ...(access.visitors === true ? ['visitor'] : []),
    ...(access.signed === true ? ['signed'] : []),
  ];
}

/**
 * What a caller can be to the records of an operation. A super admin belongs to no tenant and every other person to one;
 * only people own records; providers and unknown callers reach none.
 */
const POSSIBLE: Readonly<Record<string, readonly string[]>> = {
  super_admin: ['none', 'own', 'platform'],
  api_key: ['none', 'tenant', 'linked'],
  publishable_key: ['none', 'tenant', 'linked'],
  visitor: ['own'],
  signed: ['none'],
  anonymous: ['none'],
};
const OF_A_TENANT = ['none', 'own', 'tenant', 'linked'];

/** `x-access.tenant`: one relation for all callers, or one for each of them. */
export const tenant: Rule = function* (contract, { operation }) {
  const declared = operation['x-access'];
  if (declared === undefined) return;
  const relations = Object.keys(contract['x-tenant-relations'] ?? {});
  const callers = callersOf(declared);
  if (declared.tenant === undefined) {
    return yield `x-access does not say how its records relate to the caller: add \`tenant\`, either one of ${relations.join(', ')} for all callers, or one of them for each of ${callers.join(', ')}`;
  }
  const by =
    typeof declared.tenant === 'string'
      ? Object.fromEntries(callers.map((caller) => [caller, declared.tenant as string]))
      : declared.tenant;
  const missing = callers.filter((caller) => by[caller] === undefined);
  if (missing.length > 0) yield `x-access.tenant says nothing of ${missing.join(', ')}`;
  for (const [caller, relation] of Object.entries(by)) {
    if (!callers.includes(caller)) yield `x-access.tenant names ${caller}, whom x-access does not admit`;
    else if (!relations.includes(relation))
      yield `x-access.tenant: ${relation} is none of ${relations.join(', ')}`;
    else if (!(POSSIBLE[caller] ?? OF_A_TENANT).includes(relation))
      yield `x-access.tenant: ${caller} cannot be \`${relation}\`, only ${(POSSIBLE[caller] ?? OF_A_TENANT).join(', ')}`;
  }
};
