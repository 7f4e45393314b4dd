import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EICAR,
  type ScannerFault,
  ScannerSandbox,
} from '../../../../test/support/scanning/scanner-sandbox.ts';
import { ClamAvScanning } from './clamav.ts';

describe('a scan', () => {
  let sandbox: ScannerSandbox;
  let scanning: ClamAvScanning;
  let impatient: ClamAvScanning;
  beforeEach(async () => {
    sandbox = new ScannerSandbox(1_000_000);
    const at = await sandbox.start();
    scanning = new ClamAvScanning(at);
    impatient = new ClamAvScanning({ ...at, timeoutMs: 1_000 });
  });
  afterEach(() => sandbox.stop());

  it.each([0, 1, 65_536, 65_537, 300_000])('passes a file of %d bytes', async (size) => {
    expect(await scanning.scan(randomBytes(size))).toEqual({ clean: true });
  });

  it('reports what is found, also across chunks', async () => {
    const found = { clean: false, found: 'Eicar-Test-Signature' };
    expect(await scanning.scan(Buffer.from(EICAR))).toEqual(found);
    expect(await scanning.scan(Buffer.from(`${'x'.repeat(65_500)}${EICAR}`))).toEqual(found);
  });

  it('says that a file is too large', async () => {
    await expect(scanning.scan(randomBytes(3_000_000))).rejects.toMatchObject({ failure: 'too_large' });
  });

  it.each<ScannerFault>([
    { kind: 'reset' },
    { kind: 'hang' },
    { kind: 'text', text: 'UNKNOWN COMMAND' },
    { kind: 'text', text: 'stream: OK', open: true },
    { kind: 'text', text: 'stream: OK and more' },
    { kind: 'text', text: '' },
    { kind: 'text', text: 'x'.repeat(10_000) },
  ])('takes no half reply for a verdict: %j', async (fault) => {
    sandbox.failNext(fault);
    const by = fault.kind === 'hang' ? impatient : scanning;
    await expect(by.scan(randomBytes(10))).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('says that nobody answers', async () => {
    await sandbox.stop();
    await expect(scanning.scan(randomBytes(10))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await sandbox.start();
  });
});
