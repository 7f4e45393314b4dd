import { expect, it } from 'vitest';
import type { PushSandboxFault } from '../../../src/adapters/push/sandbox/faults.ts';
import { PushError, type PushMessage, type PushPort, type PushTarget } from '../../../src/ports/push.ts';

/** One try that the provider took, as the device gets it. */
export interface TakenPush {
  readonly title: string;
  readonly body: string;
  readonly data: Readonly<Record<string, string>>;
  readonly tag: string;
}

/** What an adapter of pushes provides so that the common suite can test it. */
export interface PushHarness<Target extends PushTarget> {
  readonly port: PushPort<Target>;
  /** An adapter with a short timeout. Only for a provider that is silent or slow: a busy machine is slow too. */
  readonly impatient: PushPort<Target>;
  /** A device that is registered. */
  target(): Target;
  /** Devices that are registered no longer, one for each way in which the provider says so. */
  gone(): readonly Target[];
  /** One that the provider refuses for another reason. */
  refused(): Target;
  /** Every try that the provider took, the first first. */
  taken(target: Target): readonly TakenPush[];
  /** What the device shows: of tries of one push, one. */
  shown(target: Target): Promise<readonly string[]>;
  failNext(...faults: PushSandboxFault[]): void;
}

let count = 0;

/** Every adapter of pushes passes these; `open` is called once, lazily. */
export function pushContract<Target extends PushTarget>(open: () => Promise<PushHarness<Target>>): void {
  let opened: Promise<PushHarness<Target>> | undefined;
  const harness = () => {
    opened ??= open();
    return opened;
  };
  const message = (target: Target): PushMessage<Target> => {
    count += 1;
    return {
      target,
      title: 'Kiwimesh',
      body: 'There is something new for you. कुछ नया है।',
      data: { bookingId: '0193a5f0-7c1e-7000-8000-000000000001', line: 'news' },
      urgency: 'high',
      ttlSeconds: 600,
      collapseKey: `suite-${count}`,
    };
  };
  const failureOf = async (sending: Promise<unknown>) => {
    const error = await sending.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(PushError);
    return error as PushError;
  };
  const secretsOf = (target: Target): readonly string[] =>
    target.kind === 'fcm' ? [target.token] : [target.endpoint, target.auth, target.p256dh];

  it('hands over a push with its ids, its line and its tag', async () => {
    const { port, target, taken } = await harness();
    const device = target();
    const sent = message(device);
    await port.send(sent);
    expect(taken(device)).toEqual([
      { title: sent.title, body: sent.body, data: sent.data, tag: sent.collapseKey },
    ]);
  });

  it('reports a device that is gone, permanently, without naming it', async () => {
    const { port, gone } = await harness();
    for (const device of gone()) {
      const failure = await failureOf(port.send(message(device)));
      expect(failure).toMatchObject({ failure: 'gone', retryable: false });
      for (const secret of secretsOf(device)) expect(failure.message).not.toContain(secret);
    }
  });

  it('reports a refusal without repeating what was refused', async () => {
    const { port, refused } = await harness();
    const device = refused();
    const failure = await failureOf(port.send(message(device)));
    expect(['rejected', 'misconfigured']).toContain(failure.failure);
    for (const secret of secretsOf(device))
      expect(`${failure.message} ${failure.stack}`).not.toContain(secret);
  });

  it('reports 429 with how long to wait', async () => {
    const { port, target, taken, failNext } = await harness();
    const device = target();
    failNext({ kind: 'status', status: 429, retryAfter: '7' });
    expect(await failureOf(port.send(message(device)))).toMatchObject({
      failure: 'rate_limited',
      retryable: true,
      retryAfterMs: 7_000,
    });
    await port.send(message(device));
    expect(taken(device)).toHaveLength(1);
  });

  it.each([500, 502, 503])('calls %d an outage that may pass', async (status) => {
    const { port, target, taken, failNext } = await harness();
    const device = target();
    failNext({ kind: 'status', status });
    expect(await failureOf(port.send(message(device)))).toMatchObject({
      failure: 'unavailable',
      retryable: true,
    });
    await port.send(message(device));
    expect(taken(device)).toHaveLength(1);
  });

  it('gives up on a provider that is silent or drips', async () => {
    const { impatient, target, failNext } = await harness();
    for (const fault of [{ kind: 'hang' }, { kind: 'drip', everyMs: 100 }] as const) {
      failNext(fault);
      expect(await failureOf(impatient.send(message(target())))).toMatchObject({
        failure: 'unavailable',
        retryable: true,
      });
    }
  });

  it('takes a lost connection and the page of a proxy for no acceptance', async () => {
    const { port, target, failNext } = await harness();
    for (const fault of [{ kind: 'reset' }, { kind: 'html' }] as const) {
      failNext(fault);
      expect(await failureOf(port.send(message(target())))).toMatchObject({
        failure: 'unavailable',
        retryable: true,
      });
    }
  });

  it('takes a reply that is cut in the middle for no acceptance', async () => {
    const { port, target, failNext } = await harness();
    failNext({ kind: 'truncated' });
    expect(await failureOf(port.send(message(target())))).toMatchObject({
      failure: 'unavailable',
      retryable: true,
    });
  });

  it('follows no redirect', async () => {
    const { port, target, taken, failNext } = await harness();
    const device = target();
    failNext({ kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere', status: 307 });
    const failure = await failureOf(port.send(message(device)));
    expect(['rejected', 'unavailable']).toContain(failure.failure);
    expect(taken(device).length).toBeLessThanOrEqual(1);
  });

  it('shows a push once although its reply was lost and it was tried again', async () => {
    const { port, target, taken, shown, failNext } = await harness();
    const device = target();
    const sent = message(device);
    failNext({ kind: 'reset' });
    await failureOf(port.send(sent));
    await port.send(sent);
    expect(taken(device).map(({ tag }) => tag)).toEqual([sent.collapseKey, sent.collapseKey]);
    expect(await shown(device)).toEqual([`${sent.title}: ${sent.body}`]);
    await port.send(message(device));
    expect(await shown(device)).toHaveLength(2);
  });
}
