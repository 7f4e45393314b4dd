import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import {
  EICAR,
  type ScannerFault,
  ScannerSandbox,
} from '../../../../test/support/scanning/scanner-sandbox.ts';
import { scanningContract } from '../../../../test/support/suites/scanning-contract-suite.ts';
import { ClamAvScanning } from './clamav.ts';

const MAX_BYTES = 1_000_000;
const sandboxes: ScannerSandbox[] = [];
afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox.stop())));

async function started() {
  const sandbox = new ScannerSandbox(MAX_BYTES);
  sandboxes.push(sandbox);
  return { sandbox, at: await sandbox.start() };
}

describe('clamav, against its sandbox', () => {
  scanningContract(async () => {
    const { sandbox, at } = await started();
    return {
      scanning: new ClamAvScanning(at),
      impatient: new ClamAvScanning({ ...at, timeoutMs: 1_000 }),
      infected: { content: EICAR, found: 'Eicar-Test-Signature' },
      tooLarge: 3 * MAX_BYTES,
      failNext: (kind) => sandbox.failNext({ kind }),
      stop: () => sandbox.stop(),
    };
  });

  it.each<ScannerFault>([
    { kind: 'text', text: 'UNKNOWN COMMAND' },
    { kind: 'text', text: 'stream: OK', open: true },
    { kind: 'text', text: 'stream: OK and more' },
    { kind: 'text', text: '' },
    { kind: 'text', text: 'x'.repeat(10_000) },
  ])('takes no other words for a verdict: %j', async (fault) => {
    const { sandbox, at } = await started();
    sandbox.failNext(fault);
    const scan = new ClamAvScanning(at).scan(randomBytes(10));
    await expect(scan).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('says with the code of the system that nobody answers', async () => {
    const { sandbox, at } = await started();
    await sandbox.stop();
    await expect(new ClamAvScanning(at).scan(randomBytes(10))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
