import type { SandboxOutbox } from '../../../src/ports/messaging.ts';
import { type ProviderReply, type ProviderRequest, SandboxProvider } from './provider.ts';

/** Speaks the SMS API of Unifonic, with the statuses that its documents list. */
export class SandboxUnifonic extends SandboxProvider {
  readonly #appSid: string;
  readonly #sender: string;
  #next = 3_200_017_889_310;

  constructor(
    { appSid, sender }: { readonly appSid: string; readonly sender: string },
    outbox: SandboxOutbox,
  ) {
    super(outbox);
    this.#appSid = appSid;
    this.#sender = sender;
  }

  /** The fields that the provider posts to the address of its settings. */
  report(id: string, dlr: 'Delivered' | 'Undeliverable', to: string): string {
    return new URLSearchParams({
      MessageID: id,
      DLR: dlr,
      Recipient: to.replace('+', ''),
      TimeCreated: '2026-11-28 12:00:00',
      SCTS: '2026-11-28 12:00:05',
      DLRTimestamp: '2026-11-28 12:00:06',
    }).toString();
  }

  protected failure(status: number): unknown {
    return refusal(`ER-${status}`).body;
  }

  protected async answer({ method, path, body }: ProviderRequest): Promise<ProviderReply> {
    if (path !== '/rest/SMS/messages' || method !== 'POST') return { ...refusal('ER-404'), status: 404 };
    const form = new URLSearchParams(body);
    const recipient = form.get('Recipient') ?? '';
    const text = form.get('Body') ?? '';
    if (form.get('AppSid') === null) return { ...refusal('ER-402'), status: 402 };
    if (form.get('AppSid') !== this.#appSid) return { ...refusal('ER-401'), status: 401 };
    if (form.get('SenderID') !== this.#sender) return { ...refusal('ER-480'), status: 480 };
    if (text === '') return { ...refusal('ER-421'), status: 421 };
    // International, without + or 00.
    if (!/^[1-9][0-9]{9,14}$/.test(recipient)) return { ...refusal('ER-410'), status: 410 };
    if (recipient.startsWith('1500')) return { ...refusal('ER-482'), status: 482 };
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(form.get('CorrelationID') ?? 'none'))
      return { ...refusal('ER-456'), status: 456 };
    this.#next += 1;
    await this.keep(String(this.#next), 'sms', `+${recipient}`, text);
    const data = {
      MessageID: this.#next,
      CorrelationID: form.get('CorrelationID'),
      Status: 'Queued',
      NumberOfUnits: 1,
      Cost: 0,
      Balance: '0',
      Recipient: recipient,
      TimeCreated: '2026-11-28T12:00:00.000',
      CurrencyCode: 'USD',
    };
    return { status: 200, body: { success: true, message: '', errorCode: 'ER-00', data } };
  }
}

function refusal(errorCode: string): ProviderReply {
  return { status: 400, body: { success: false, message: 'The request was refused', errorCode, data: null } };
}
