import { ask } from '../base/ask.ts';
import { CliError, EXIT } from '../base/errors.ts';

/** One operation of the API, from its OpenAPI document: what it is, who may call it, and which records it reaches. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** By caller (a role, `api_key`, `publishable_key`, `signed`, `anonymous`): how the records relate to them. */
  readonly callers: Readonly<Record<string, string>>;
  /** All of these an API key needs. */
  readonly scopes: readonly string[];
  /** The only environments it exists in; null for all. */
  readonly environments: readonly string[] | null;
}

export interface Operations {
  readonly operations: readonly Operation[];
  /** Every relation in words. */
  readonly relations: Readonly<Record<string, string>>;
}

/** The callers that `--role` takes. */
export const CALLERS = [
  ...['super_admin', 'hospital_admin', 'nurse', 'paramedic', 'community_manager', 'resident'],
  ...['api_key', 'publishable_key', 'signed', 'anonymous'],
];

interface Access {
  readonly public?: boolean;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly keys?: readonly string[];
  readonly signed?: boolean;
  readonly tenant?: string | Readonly<Record<string, string>>;
}

interface Described {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly 'x-access'?: Access;
  readonly 'x-environments'?: readonly string[];
}

/** Reads the contract that the API itself serves, so that what is shown is what that API does. */
export async function readOperations(api: string): Promise<Operations> {
  const reply = await ask(`${api}/openapi.json`);
  const contract = (await reply.json().catch(() => null)) as {
    paths?: Record<string, Record<string, Described>>;
    'x-tenant-relations'?: Record<string, string>;
  } | null;
  if (!reply.ok || contract?.paths === undefined) {
    throw new CliError(
      'no_contract',
      `${api} has no OpenAPI document at /openapi.json (HTTP ${reply.status}).`,
      {
        exit: EXIT.serverFailed,
        hint: 'Check the address: --api, KIWIMESH_API.',
      },
    );
  }
  const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, one]) =>
      one.operationId === undefined ? [] : [operationOf(path, method, one)],
    ),
  );
  return { operations, relations: contract['x-tenant-relations'] ?? {} };
}

function operationOf(path: string, method: string, described: Described): Operation {
  const access = described['x-access'] ?? {};
  return {
    id: described.operationId ?? '',
    method: method.toUpperCase(),
    path,
    tag: described.tags?.[0] ?? '',
    summary: described.summary ?? '',
    callers: callersOf(access),
    scopes: access.scopes ?? [],
    environments: described['x-environments'] ?? null,
  };
}

function callersOf({
  public: open,
  roles = [],
  scopes,
  keys,
  signed,
  tenant,
}: Access): Record<string, string> {
  const callers = [
    ...(open === true ? ['anonymous'] : []),
    ...roles,
    ...(scopes === undefined ? [] : ['api_key']),
    ...(keys === undefined ? [] : ['publishable_key']),
    ...(signed === true ? ['signed'] : []),
  ];
  const relation = (caller: string) => (typeof tenant === 'string' ? tenant : (tenant?.[caller] ?? 'none'));
  return Object.fromEntries(callers.map((caller) => [caller, relation(caller)]));
}
