import type { Kiwimesh } from '@kiwimesh/sdk';
import { plain } from './output.ts';

/** The `--json` shape of `login` and `whoami`. */
export interface Account {
  readonly api: string;
  readonly id: string;
  readonly kind: string;
  readonly role: string;
  readonly name: string;
  readonly email: string | null;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  /** Where the credential came from: `session`, `KIWIMESH_TOKEN` or `KIWIMESH_API_KEY`. */
  readonly credential: string;
}

/** Asks the API who the credential belongs to. */
export async function readAccount(kiwi: Kiwimesh, api: string): Promise<Account> {
  const me = await kiwi.get('/v1/me');
  const { KIWIMESH_TOKEN, KIWIMESH_API_KEY } = process.env;
  return {
    api,
    id: me.id,
    kind: me.kind,
    role: me.role,
    name: me.name,
    email: me.email ?? null,
    hospitalId: me.hospitalId,
    communityId: me.communityId,
    credential: KIWIMESH_TOKEN ? 'KIWIMESH_TOKEN' : KIWIMESH_API_KEY ? 'KIWIMESH_API_KEY' : 'session',
  };
}

export function accountLine(account: Account): string {
  return `${plain(account.name)} (${account.role.replaceAll('_', ' ')}${account.email ? `, ${account.email}` : ''})`;
}
