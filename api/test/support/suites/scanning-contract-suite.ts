import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ScanningPort } from '../../../src/ports/scanning.ts';

/** What a scanning adapter's test provides so that the common suite can test it. */
export interface ScanningHarness {
  readonly scanning: ScanningPort;
  /** The same with a short timeout. Only for a scanner that is silent: a busy machine is slow too. */
  readonly impatient: ScanningPort;
  /** What every scanner reports, and what this one calls it. */
  readonly infected: { readonly content: string; readonly found: string };
  /** More than the scanner takes. */
  readonly tooLarge: number;
  /** Makes the scanner end the next connection, or answer nothing. */
  failNext(how: 'reset' | 'hang'): void;
  stop(): Promise<void>;
}

/** Every scanning adapter passes these; `open` is called once, lazily. The last test stops the scanner. */
export function scanningContract(open: () => Promise<ScanningHarness>): void {
  let opened: Promise<ScanningHarness> | undefined;
  const harness = () => {
    opened ??= open();
    return opened;
  };

  it.each([0, 1, 65_536, 65_537, 300_000])('passes a file of %d bytes', async (size) => {
    const { scanning } = await harness();
    expect(await scanning.scan(randomBytes(size))).toEqual({ clean: true });
  });

  it('reports what is found, also far inside', async () => {
    const { scanning, infected } = await harness();
    const verdict = { clean: false, found: infected.found };
    expect(await scanning.scan(Buffer.from(infected.content))).toEqual(verdict);
    const inside = Buffer.from(`${'x'.repeat(65_500)}${infected.content}`);
    expect(await scanning.scan(inside)).toEqual(verdict);
  });

  it('says that a file is too large', async () => {
    const { scanning, tooLarge } = await harness();
    await expect(scanning.scan(randomBytes(tooLarge))).rejects.toMatchObject({ failure: 'too_large' });
  });

  it.each(['reset', 'hang'] as const)('takes no half reply for a verdict: %s', async (how) => {
    const { scanning, impatient, failNext } = await harness();
    failNext(how);
    const by = how === 'hang' ? impatient : scanning;
    await expect(by.scan(randomBytes(10))).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('says that nobody answers', async () => {
    const { scanning, stop } = await harness();
    await stop();
    await expect(scanning.scan(randomBytes(10))).rejects.toMatchObject({ failure: 'unavailable' });
  });
}
