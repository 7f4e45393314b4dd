import { Kiwimesh, type SessionStore } from '@kiwimesh/sdk';
import { CliError, EXIT } from './errors.ts';
import { exclusiveFile } from './exclusive-file.ts';
import type { SessionFile } from './session-file.ts';

/**
 * The client of one run. KIWIMESH_TOKEN (an access token) wins over KIWIMESH_API_KEY (a secret key), and both over the
 * session that `kiwimesh login` stored for this API.
 */
export function connect(api: string, sessions: SessionFile, version: string): Kiwimesh {
  const fixed = process.env.KIWIMESH_TOKEN || process.env.KIWIMESH_API_KEY;
  if (fixed) return client(api, version, fixedStore(fixed));
  if (!sessions.session(api)) {
    throw new CliError('not_signed_in', `Not signed in to ${api}.`, {
      exit: EXIT.notSignedIn,
      hint: `Sign in: kiwimesh login${api === sessions.api ? '' : ` --api ${api}`}`,
    });
  }
  return client(api, version, fileStore(api, sessions));
}

/** Before an operation that needs a recent sign-in: the password from KIWIMESH_PASSWORD, or asked for on a terminal. */
async function reauthenticate(kiwi: Kiwimesh): Promise<boolean> {
  const { confirmPassword } = await import('./reauthentication.ts');
  return confirmPassword(kiwi);
}

/** The client that `login` and `logout` use: it uses the stored session, even if the environment has a credential. */
export function connectForLogin(api: string, sessions: SessionFile, version: string): Kiwimesh {
  return client(api, version, fileStore(api, sessions));
}

function client(baseUrl: string, version: string, store: SessionStore): Kiwimesh {
  return new Kiwimesh({ baseUrl, store, reauthenticate, userAgent: `kiwimesh-cli/${version}` });
}

/** The session on disk, shared by every command that runs at the same time: one of them refreshes, all use it. */
function fileStore(api: string, sessions: SessionFile): SessionStore {
  return {
    read: () => sessions.session(api),
    write: (session) => sessions.save(api, session),
    exclusive: exclusiveFile(`${sessions.path}.lock`),
  };
}

/** A credential from outside: never renewed, never written anywhere. */
function fixedStore(accessToken: string): SessionStore {
  return {
    read: () => ({ accessToken, refreshToken: '', expiresAt: Number.MAX_SAFE_INTEGER }),
    write: () => undefined,
    // "Renewing" returns nothing, so that a rejection is reported unchanged.
    exclusive: async () => null as never,
  };
}
