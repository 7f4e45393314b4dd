import type { Failure } from '../domain/failure.ts';

interface Embedding {
  /** Origin of the API, without a trailing slash. */
  readonly api: string;
  readonly publishableKey: string;
}

/** An element that a page embeds. */
interface Embedded {
  readonly embedding: Embedding;
  /** The element that the page has. */
  readonly shell: { readonly localName: string };
  readonly isConnected: boolean;
}

const reported = new WeakMap<Embedded, string>();

/** Tells the developer once, in their console, what is wrong with how the element was put on the page. */
export async function reportEmbedding(element: Embedded, failure: Failure | null | undefined): Promise<void> {
  const fault = await embeddingFault(element.embedding, failure ?? null);
  if (fault === null || fault === reported.get(element) || !element.isConnected) return;
  reported.set(element, fault);
  console.error(`<${element.shell.localName}>: ${fault}`);
}

/**
 * What is wrong with how the element was put on the page and what to do about it, for the developer's console; null
 * where the page is not at fault. The key is never repeated: logs are copied around.
 */
async function embeddingFault(
  { api, publishableKey }: Embedding,
  failure: Failure | null,
): Promise<string | null> {
  const page = location.origin;
  if (!publishableKey)
    return `The attribute "publishable-key" is missing. Set it to a publishable key (pk_…) of ${api} that allows ${page}.`;
  if (publishableKey.startsWith('sk_'))
    return 'The attribute "publishable-key" holds a secret key (sk_…), which every visitor can read. Revoke that key and use a publishable one (pk_…).';
  if (!failure) return null;
  if (failure.code === 'origin_not_allowed')
    return `The publishable key does not allow this page. Add ${page} to the key's allowed origins.`;
  if (failure.status === 401 || failure.status === 403)
    return `${api} does not know the publishable key, or the key was revoked. Check the attributes "publishable-key" and "api".`;
  if (failure.kind !== 'unreachable' || failure.status !== 0 || navigator.onLine === false) return null;
  switch (await whyUnreachable(api)) {
    case 'csp':
      return `The page's Content-Security-Policy blocks ${api}. Add ${api} and ${api.replace(/^http/, 'ws')} to connect-src.`;
    case 'origin':
      return `${api} answers, but not to pages of ${page}. Add ${page} to the allowed origins of the publishable key; it works within 30 seconds.`;
    case 'silent':
      return `${api} cannot be reached. Check the attribute "api" and that the server runs.`;
  }
}

/**
 * A browser tells scripts only that a request failed. An opaque request passes where just CORS stood in the way, and a
 * policy that blocks it is reported as an event.
 */
async function whyUnreachable(api: string): Promise<'csp' | 'origin' | 'silent'> {
  let blocked = false;
  const seen = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    blocked ||= effectiveDirective === 'connect-src' && blockedURI.startsWith(api);
  };
  document.addEventListener('securitypolicyviolation', seen);
  try {
    await fetch(`${api}/v1/region`, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' });
    return 'origin';
  } catch {
    // The event is queued behind the failure.
    await new Promise((done) => setTimeout(done));
    return blocked ? 'csp' : 'silent';
  } finally {
    document.removeEventListener('securitypolicyviolation', seen);
  }
}
