import {
  refusal,
  type SandboxReply,
  type SandboxRequest,
  type SandboxTwilioAccount,
  SandboxTwilioServer,
  sandboxDate,
} from '../../twilio/sandbox-server.ts';
import { type Dialled, SandboxCall, type SandboxCallOptions } from './call.ts';

/** Whom a caller of the sandbox rings, and how. */
export type SandboxRing = Pick<SandboxCallOptions, 'voiceUrl' | 'statusUrl'> &
  Partial<Pick<SandboxCallOptions, 'signWith' | 'dialled' | 'signsStreams'>> & {
    /** E.164; null withholds it. */
    readonly from: string | null;
    readonly to: string;
  };

/** Numbers that misbehave on purpose, the same ones the provider reserves for its own test credentials. */
const MAGIC: Readonly<Record<string, { code: number; message: (to: string) => string }>> = {
  '+15005550001': { code: 21217, message: (to) => `Phone number ${to} is not valid.` },
  '+15005550002': { code: 21214, message: (to) => `The number ${to} cannot be reached.` },
  '+15005550003': { code: 21215, message: (to) => `International permissions do not allow calls to ${to}.` },
  '+15005550004': { code: 21216, message: (to) => `The number ${to} is blocked.` },
};

const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * The provider's side of telephony: rings the service as a caller would, and takes its orders for calls by the REST protocol.
 * See {@link SandboxCall} for what a call does.
 */
export class SandboxTelephone extends SandboxTwilioServer {
  /** Every call, the oldest first. */
  readonly calls: SandboxCall[] = [];
  readonly #outcomes = new Map<string, Dialled>();
  readonly #account: SandboxTwilioAccount;

  constructor(account: SandboxTwilioAccount) {
    super(account);
    this.#account = account;
  }

  /** Ends all calls first. */
  override async stop(): Promise<void> {
    await Promise.allSettled(this.calls.map((call) => call.hangUp()));
    await super.stop();
  }

  /** A caller dials a number of the service. */
  ring({ from, ...ring }: SandboxRing): SandboxCall {
    return this.#keep(
      new SandboxCall({ ...this.#account, direction: 'inbound', from: from ?? 'anonymous', ...ring }),
    );
  }

  /** What becomes of the next calls that the service places to this number. Default: somebody picks up. */
  whenCalled(number: string, outcome: Dialled): void {
    this.#outcomes.set(number, outcome);
  }

  protected async resource({ method, path, form }: SandboxRequest): Promise<SandboxReply | null> {
    if (path === '/Calls.json' && method === 'POST') return this.#create(form);
    const sid = /^\/Calls\/(CA[0-9a-f]{32})\.json$/.exec(path)?.[1];
    const call = this.calls.find((each) => each.sid === sid);
    if (call === undefined) return null;
    if (method === 'GET') return { status: 200, body: this.#resourceOf(call) };
    if (method !== 'POST') return refusal(405, 20004, 'Method not allowed');
    if (form.get('Status') !== 'completed') return refusal(400, 21218, 'Status is not valid');
    if (!['queued', 'ringing', 'in-progress'].includes(call.status)) {
      return refusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
    }
    void call.hangUp();
    return { status: 200, body: { ...this.#resourceOf(call), status: 'completed' } };
  }

  #create(form: URLSearchParams): SandboxReply {
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    const url = form.get('Url') ?? '';
    if (to === '') return refusal(400, 21201, "No 'To' number is specified");
    if (from === '') return refusal(400, 21213, "A 'From' number is required.");
    if (url === '') return refusal(400, 21205, 'Url parameter is required.');
    const magic = MAGIC[to];
    if (magic !== undefined) return refusal(400, magic.code, magic.message(to));
    if (!E164.test(to)) return refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    const call = new SandboxCall({
      ...this.#account,
      direction: 'outbound-api',
      from,
      to,
      voiceUrl: url,
      statusUrl: form.get('StatusCallback'),
      answered: this.#outcomes.get(to) ?? 'completed',
    });
    this.#keep(call);
    return { status: 201, body: { ...this.#resourceOf(call), status: 'queued' } };
  }

  #keep(call: SandboxCall): SandboxCall {
    this.calls.push(call);
    return call;
  }

  /** A call in the provider's own words. */
  #resourceOf(call: SandboxCall) {
    const at = sandboxDate(new Date());
    return {
      account_sid: this.account.accountSid,
      api_version: '2010-04-01',
      date_created: at,
      date_updated: at,
      direction: call.direction,
      duration: null,
      end_time: null,
      from: call.from,
      parent_call_sid: null,
      price: null,
      price_unit: 'USD',
      sid: call.sid,
      start_time: null,
      status: call.status,
      subresource_uris: {},
      to: call.to,
      uri: `${this.root}/Calls/${call.sid}.json`,
    };
  }
}
