import webhooks from 'twilio/lib/webhooks/webhooks.js';
import {
  type CallAnswer,
  type CallNotice,
  type GatewayDocument,
  type GatewayRequest,
  type OutgoingCall,
  type StreamCodec,
  TelephonyError,
  type TelephonyFailure,
  type TelephonyGateway,
} from '../../../ports/telephony.ts';
import { connectTwilio, type TwilioAccount, type TwilioClient, twilioRefusal } from '../../twilio/client.ts';
import { twiml } from './document.ts';
import { readNotice } from './notice.ts';
import { TwilioStream } from './stream.ts';

export interface TwilioTelephonyOptions extends TwilioAccount {
  /** The number that calls come from, E.164. Null: no calls are placed. */
  readonly from: string | null;
}

const SIGNATURE = 'x-twilio-signature';

/** Codes of the provider's error dictionary that mean more than their HTTP status. */
const FAILURES: Readonly<Record<number, TelephonyFailure>> = {
  20003: 'misconfigured',
  20429: 'rate_limited',
  21205: 'misconfigured',
  21210: 'misconfigured',
  21211: 'invalid_number',
  21212: 'misconfigured',
  21214: 'invalid_number',
  21217: 'invalid_number',
  21606: 'misconfigured',
  13224: 'invalid_number',
  13227: 'rejected',
  21215: 'rejected',
  21216: 'rejected',
};

/** An update of a call that has ended ("Call is not in-progress", "… not found"). */
const NOT_IN_PROGRESS = [21220, 20404];

/**
 * Calls through Twilio: webhooks signed with the account's token, answered in TwiML, audio by Media Streams, and the
 * vendor's own client, loaded at the first call that is placed or ended.
 */
export class TwilioTelephony implements TelephonyGateway {
  readonly name = 'twilio';
  readonly #options: TwilioTelephonyOptions;
  #client: Promise<TwilioClient> | undefined;

  constructor(options: TwilioTelephonyOptions) {
    this.#options = options;
  }

  signs(headers: GatewayRequest['headers']): boolean {
    return headers[SIGNATURE] !== undefined;
  }

  authentic({ url, headers, form }: GatewayRequest): boolean {
    const signature = headers[SIGNATURE];
    if (signature === undefined || signature === '') return false;
    // The handshake of a WebSocket is signed with or without a slash at the end of its address.
    const urls = form === null ? [url, `${url}/`] : [url];
    try {
      return urls.some((each) =>
        webhooks.validateRequest(this.#options.authToken, signature, each, { ...form }),
      );
    } catch {
      // The address is no URL: nothing that the provider signed.
      return false;
    }
  }

  notice(form: Readonly<Record<string, string>>): CallNotice {
    return readNotice(form);
  }

  document(answer: CallAnswer): GatewayDocument {
    return twiml(answer);
  }

  stream(): StreamCodec {
    return new TwilioStream();
  }

  async call({ to, answerUrl, statusUrl, ringSeconds }: OutgoingCall): Promise<{ providerCallId: string }> {
    const { from } = this.#options;
    if (from === null) throw new TelephonyError('misconfigured', 'no_number');
    return this.#asking(async (client) => {
      const { sid } = await client.calls.create({
        to,
        from,
        url: answerUrl,
        method: 'POST',
        statusCallback: statusUrl,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['completed'],
        timeout: ringSeconds,
      });
      return { providerCallId: sid };
    });
  }

  async hangUp(providerCallId: string): Promise<void> {
    await this.#asking(async (client) => {
      await client
        .calls(providerCallId)
        .update({ status: 'completed' })
        .catch((error: unknown) => {
          if (!NOT_IN_PROGRESS.includes(twilioRefusal(error).code ?? 0)) throw error;
        });
    });
  }

  async #asking<T>(ask: (client: TwilioClient) => Promise<T>): Promise<T> {
    try {
      this.#client ??= connectTwilio(this.#options);
      return await ask(await this.#client);
    } catch (error) {
      throw telephonyError(error);
    }
  }
}

function telephonyError(error: unknown): TelephonyError {
  const { status, code, providerCode = null } = twilioRefusal(error);
  const known = code === null ? undefined : FAILURES[code];
  if (known !== undefined) return new TelephonyError(known, providerCode);
  if (status === 429) return new TelephonyError('rate_limited', providerCode);
  if (status === null || status >= 500) return new TelephonyError('unavailable', providerCode);
  if (status === 401 || status === 403) return new TelephonyError('misconfigured', providerCode);
  return new TelephonyError('rejected', providerCode);
}
