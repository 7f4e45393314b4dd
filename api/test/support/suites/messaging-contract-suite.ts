import { expect, it } from 'vitest';
import { MessagingError, type MessagingPort, type SandboxMessage } from '../../../src/ports/messaging.ts';

/** What a messaging adapter's test provides so that the common suite can test it. */
export interface MessagingHarness {
  readonly port: MessagingPort;
  /**
   * An adapter to the same provider with a short timeout. Only for a provider that is silent: a busy machine is slow
   * too.
   */
  readonly impatient: MessagingPort;
  /** What the provider (or its sandbox) accepted, newest first. */
  accepted(to: string): Promise<readonly SandboxMessage[]>;
  /** Makes the provider answer the next request with this status. */
  failNext(status: number): void;
  /** Makes the provider give no answer to the next request, after accepting the message or without. */
  fallSilentNext(options: { accept: boolean }): void;
  readonly unreachableNumber: string;
  /** Null where the provider says so in its report alone. */
  readonly optedOutNumber: string | null;
}

export interface MessagingTraits {
  readonly channels?: readonly ('sms' | 'whatsapp')[];
  /** How the provider refuses a number that cannot be reached: some say only that they refuse. */
  readonly unreachable?: 'invalid_recipient' | 'rejected';
  /** Whether it can be found out what became of a message whose answer was lost. Where not, it is not sent again. */
  readonly resolves?: boolean;
}

/** Every messaging adapter passes these; `open` is called once, lazily. */
export function messagingContract(
  open: () => Promise<MessagingHarness>,
  {
    channels = ['sms', 'whatsapp'],
    unreachable = 'invalid_recipient',
    resolves = true,
  }: MessagingTraits = {},
): void {
  let opened: Promise<MessagingHarness> | undefined;
  const harness = () => {
    opened ??= open();
    return opened;
  };
  let count = 0;
  const fresh = (channel: 'sms' | 'whatsapp' = 'sms') => {
    count += 1;
    return {
      channel,
      to: `+9198${String(10_000_000 + count)}`,
      body: `Your code is 00${1000 + count}`,
      idempotencyKey: `suite:${count}`,
    } as const;
  };
  const failureOf = async (sending: Promise<unknown>) => {
    const error = await sending.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(MessagingError);
    return error as MessagingError;
  };
  /** Retries for as long as the provider seems not to answer, as the product does. */
  const untilTaken = async <T>(send: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof MessagingError) || error.failure !== 'unavailable') throw error;
      }
    }
  };

  for (const channel of channels) {
    it(`hands over a message by ${channel} and gives the provider's id`, async () => {
      const { port, accepted } = await harness();
      const message = fresh(channel);
      const { providerMessageId } = await port.send(message);
      expect(await accepted(message.to)).toMatchObject([
        { id: providerMessageId, channel, to: message.to, body: message.body },
      ]);
    });
  }

  it('reports that a number cannot be reached, permanently', async () => {
    const { port, unreachableNumber } = await harness();
    const failure = await failureOf(port.send({ ...fresh(), to: unreachableNumber }));
    expect(failure).toMatchObject({ failure: unreachable, retryable: false });
    expect(failure.message).not.toContain(unreachableNumber);
  });

  it('reports that a person opted out, permanently', async () => {
    const { port, optedOutNumber } = await harness();
    if (optedOutNumber === null) return;
    expect(await failureOf(port.send({ ...fresh(), to: optedOutNumber }))).toMatchObject({
      failure: 'recipient_opted_out',
      retryable: false,
    });
  });

  it('reports 429 as a reason to wait and retry', async () => {
    const { port, failNext, accepted } = await harness();
    const message = fresh();
    failNext(429);
    expect(await failureOf(port.send(message))).toMatchObject({ failure: 'rate_limited', retryable: true });
    await port.send(message);
    expect(await accepted(message.to)).toHaveLength(1);
  });

  for (const status of [500, 503]) {
    it(`calls ${status} an outage that may pass`, async () => {
      const { port, failNext, accepted } = await harness();
      const message = fresh();
      failNext(status);
      expect(await failureOf(port.send(message))).toMatchObject({ failure: 'unavailable', retryable: true });
      await port.send(message);
      expect(await accepted(message.to)).toHaveLength(1);
    });
  }

  it('gives up on a provider that does not answer', async () => {
    const { impatient, fallSilentNext, accepted } = await harness();
    const message = fresh();
    fallSilentNext({ accept: false });
    expect(await failureOf(impatient.send(message))).toMatchObject({
      failure: 'unavailable',
      retryable: true,
    });
    if (!resolves) {
      expect(await failureOf(impatient.send(message))).toMatchObject({ failure: 'unknown_outcome' });
      return;
    }
    await untilTaken(() => impatient.send(message));
    expect(await accepted(message.to)).toHaveLength(1);
  });

  it('does not repeat what was accepted although the answer was lost', async () => {
    const { impatient, fallSilentNext, accepted } = await harness();
    const message = fresh();
    fallSilentNext({ accept: true });
    await failureOf(impatient.send(message));
    if (!resolves) {
      expect(await failureOf(impatient.send(message))).toMatchObject({ failure: 'unknown_outcome' });
      expect(await accepted(message.to)).toHaveLength(1);
      return;
    }
    const { providerMessageId } = await untilTaken(() => impatient.send(message));
    expect(await accepted(message.to)).toMatchObject([{ id: providerMessageId }]);
  });

  it('sends one key once, also when called concurrently', async () => {
    const { port, accepted } = await harness();
    const message = fresh();
    const ids = await Promise.all(Array.from({ length: 10 }, () => port.send(message)));
    const again = await port.send(message);
    expect(new Set([...ids, again].map((one) => one.providerMessageId)).size).toBe(1);
    expect(await accepted(message.to)).toHaveLength(1);
  });
}
