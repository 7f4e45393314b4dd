/** Rules of the audit log: an operation that changes something or returns personal data declares what is recorded. */
import {
  type Audit,
  type Contract,
  changes,
  type Finding,
  type Located,
  operations,
  parametersOf,
  resolve,
  responsesOf,
  type Schema,
} from './document.ts';

type Revealed = 'health' | 'personal' | 'none';

const KNOWN = ['record', 'ids', 'reads', 'when'];
const READS = ['health', 'personal', 'own', 'none'];

export function* lintAudit(contract: Contract): Generator<Finding> {
  for (const located of operations(contract)) {
    for (const message of check(contract, located)) yield { rule: 'audit', where: located.where, message };
  }
}

function* check(contract: Contract, located: Located): Generator<string> {
  const { operation } = located;
  const audit = operation['x-audit'];
  const revealed = revealedBy(contract, located);
  if (audit === undefined) {
    if (changes(located)) {
      yield 'changes something: add x-audit with the kind of `record` and where its `ids` are (/path/…, /reply/…)';
    } else if (revealed !== 'none')
      yield `its reply holds ${revealed} data: add x-audit with \`reads: ${revealed}\``;
    return;
  }
  for (const name of Object.keys(audit)) if (!KNOWN.includes(name)) yield `x-audit has no member ${name}`;
  if (!/^[a-z][a-z_]*$/.test(audit.record ?? '')) yield 'x-audit names no kind of record';
  if (audit.reads !== undefined && !READS.includes(audit.reads))
    yield `x-audit.reads is one of ${READS.join(', ')}`;
  if (audit.when !== undefined && audit.when !== 'reply') yield 'x-audit.when is reply or left out';
  if (revealed === 'health' && audit.reads !== 'health')
    yield 'its reply holds health data: x-audit.reads must be health';
  if (revealed === 'personal' && (audit.reads ?? 'none') === 'none') {
    yield 'its reply holds personal data: x-audit.reads must be personal, or own where it is only the caller’s';
  }
  yield* ids(contract, located, audit);
}

/** The ids are where x-audit says: a parameter of the path, or a place in a reply. */
function* ids(contract: Contract, { operation }: Located, audit: Audit): Generator<string> {
  if (audit.ids === undefined || audit.ids === '/caller') return;
  const [, where, ...steps] = audit.ids.split('/');
  if (where === 'path') {
    const inPath = parametersOf(contract, operation).some(
      (parameter) => parameter.in === 'path' && parameter.name === steps[0],
    );
    if (!inPath) yield `x-audit.ids names no path parameter: ${audit.ids}`;
  } else if (where === 'reply') {
    const found = responsesOf(contract, operation).some(
      ([status, reply]) =>
        status.startsWith('2') && leads(contract, reply.content?.['application/json']?.schema, steps),
    );
    if (!found) yield `x-audit.ids leads nowhere in the reply: ${audit.ids}`;
  } else yield `x-audit.ids is /path/…, /reply/… or /caller, not ${audit.ids}`;
}

function leads(contract: Contract, start: Schema | undefined, [step, ...rest]: readonly string[]): boolean {
  const schema = resolve(contract, start);
  if (schema === undefined) return false;
  if (step === undefined) return true;
  return leads(contract, step === '*' ? schema.items : schema.properties?.[step], rest);
}

/** The most sensitive data in its 2xx replies, by the marks on their schemas, at any depth. */
function revealedBy(contract: Contract, { operation }: Located): Revealed {
  const seen = new Set<unknown>();
  const marks = new Set<Revealed>();
  const walk = (given: unknown): void => {
    const node = resolve(contract, given);
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    const schema = node as Schema;
    if (schema['x-health-data'] === true) marks.add('health');
    if (schema['x-personal-data'] === true) marks.add('personal');
    for (const value of Object.values(node)) walk(value);
  };
  for (const [status, reply] of responsesOf(contract, operation)) {
    if (!status.startsWith('2')) continue;
    for (const { schema } of Object.values(reply.content ?? {})) walk(schema);
  }
  return marks.has('health') ? 'health' : marks.has('personal') ? 'personal' : 'none';
}
