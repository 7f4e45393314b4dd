import type TwilioClients from 'twilio';

/** The account at Twilio, which sends messages and carries calls. */
export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another host that speaks the same protocol: the sandbox. Default: the provider's own. */
  readonly baseUrl?: string;
  /** Milliseconds until a request is given up. Default 10 000. */
  readonly timeout?: number;
}

export type TwilioClient = Awaited<ReturnType<typeof connectTwilio>>;

const PROVIDER_URL = 'https://api.twilio.com';

type VendorRequest<T> = Parameters<typeof TwilioClients.RequestClient.prototype.request<T>>[0];

/** The vendor's own client. It is large: connect at the first request. */
export async function connectTwilio(account: TwilioAccount) {
  const { default: twilio } = await import('twilio');
  const { baseUrl, timeout = 10_000 } = account;

  /** The vendor's HTTP client, pointed elsewhere when a base URL is given. */
  class RequestClient extends twilio.RequestClient {
    override request<T>(request: VendorRequest<T>) {
      const uri = baseUrl === undefined ? request.uri : request.uri.replace(PROVIDER_URL, baseUrl);
      return super.request<T>({ ...request, uri, timeout });
    }
  }
  return twilio(account.accountSid, account.authToken, { httpClient: new RequestClient({ timeout }) });
}

/** What the vendor's client throws: an answer with `status` and `code`, or a transport error with neither. */
export function twilioRefusal(error: unknown): {
  /** Null when there was no answer. */
  readonly status: number | null;
  /** The number in the provider's dictionary of errors; null where the answer has none. */
  readonly code: number | null;
  /** For the log: the code, else the status, else the code of the transport's error. */
  readonly providerCode: string | undefined;
} {
  const { status, code } = error as { status?: unknown; code?: unknown };
  if (typeof status !== 'number') {
    return { status: null, code: null, providerCode: typeof code === 'string' ? code : undefined };
  }
  return { status, code: typeof code === 'number' ? code : null, providerCode: String(code ?? status) };
}
