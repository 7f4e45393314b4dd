import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressBlock } from '../../../kernel/values/network-address.ts';
import {
  type Counter,
  judge,
  KNOWN_FOR,
  NOTHING_COUNTED,
  STRANGERS_MOST,
  succeeded,
  withdrawn,
} from './counters.ts';

const POLICY = { attempts: 5, windowSeconds: 60, lockSeconds: 10, growth: 3, maxLockSeconds: 200 };
const START = Date.UTC(2026, 0, 1);

/** An account and the networks that try it. */
class Account {
  readonly blocks = new Map<string, Counter>();
  strangers: Counter = NOTHING_COUNTED;
  now = START;

  try(network: string, outcome: 'wrong' | 'right' | 'halfway' = 'wrong') {
    const block = this.blocks.get(network) ?? NOTHING_COUNTED;
    const now = new Date(this.now);
    const verdict = judge(POLICY, block, this.strangers, now);
    if (!verdict.admitted) return verdict.until.getTime() - this.now;
    const keep = (change: { block: Partial<Counter>; strangers: Partial<Counter> }) => {
      this.blocks.set(network, { ...NOTHING_COUNTED, ...this.blocks.get(network), ...change.block });
      this.strangers = { ...this.strangers, ...change.strangers };
    };
    keep(verdict);
    const counted = this.blocks.get(network) ?? NOTHING_COUNTED;
    if (outcome === 'right') keep(succeeded(counted, this.strangers, now));
    if (outcome === 'halfway') keep(withdrawn(counted, this.strangers, POLICY, verdict.locks, now));
    return 'looked at';
  }
}

describe('an account tried from one network', () => {
  it('is locked after so many wrong attempts, each time longer, up to the longest', () => {
    const account = new Account();
    account.try('a', 'right');
    const locks: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (let attempt = 0; attempt < POLICY.attempts; attempt += 1) {
        expect(account.try('a')).toBe('looked at');
      }
      const left = account.try('a');
      locks.push(left);
      account.now += Number(left);
    }
    expect(locks).toEqual([10_000, 30_000, 90_000, 200_000, 200_000]);
    account.now += POLICY.maxLockSeconds * 1000 + 1;
    for (let attempt = 0; attempt < POLICY.attempts; attempt += 1) account.try('a');
    expect(account.try('a')).toBe(10_000);
  });

  it('forgets after the window, and at once after a right one', () => {
    const account = new Account();
    account.try('a', 'right');
    for (let round = 0; round < 10; round += 1) {
      for (let attempt = 1; attempt < POLICY.attempts; attempt += 1) account.try('a');
      account.now += POLICY.windowSeconds * 1000;
    }
    for (let round = 0; round < 10; round += 1) {
      for (let attempt = 1; attempt < POLICY.attempts; attempt += 1) account.try('a');
      expect(account.try('a', 'right')).toBe('looked at');
    }
  });

  it('does not count what was right as far as it went', () => {
    const account = new Account();
    for (let round = 0; round < 50; round += 1) expect(account.try('a', 'halfway')).toBe('looked at');
    expect(account.blocks.get('a')).toMatchObject({ failures: 0 });
    for (let attempt = 1; attempt < POLICY.attempts; attempt += 1) account.try('a');
    expect(account.try('a', 'halfway')).toBe('looked at');
    expect(account.try('a', 'right')).toBe('looked at');
  });
});

describe('an account attacked from everywhere', () => {
  it('is looked at a hundred times a day at most, and its owner gets in from where they were before', () => {
    const account = new Account();
    account.try('home', 'right');
    let looked = 0;
    // At any size: no I/O, and more than the limit of a day.
    for (let network = 0; network < 500; network += 1) {
      for (let attempt = 0; attempt < 10; attempt += 1) {
        if (account.try(`attacker ${network}`) === 'looked at') looked += 1;
      }
      expect(account.try('home', 'right')).toBe('looked at');
      account.now += 60_000;
    }
    expect(looked).toBe(STRANGERS_MOST);
    expect(account.try('a new place', 'right')).not.toBe('looked at');
    account.now = START + 86_400_000;
    expect(account.try('a new place', 'right')).toBe('looked at');
  });

  it('gives an unknown network one attempt under pressure: an owner on the road who types it right gets in', () => {
    const account = new Account();
    for (const network of ['x', 'y', 'z']) for (let n = 0; n < 5; n += 1) account.try(network);
    expect(account.try('wrong once')).toBe('looked at');
    expect(account.try('wrong once')).toBe(10_000);
    expect(account.try('on the road', 'right')).toBe('looked at');
  });

  it('knows a network for ninety days', () => {
    const account = new Account();
    account.try('home', 'right');
    account.now += KNOWN_FOR + 1;
    // At any size: no I/O, and more than the limit of a day.
    for (let n = 0; n < 200; n += 1) account.try(`attacker ${n}`);
    expect(account.try('home', 'right')).not.toBe('looked at');
  });

  it('never looks at more than the limits allow, whatever comes in whatever order', () => {
    const tries = fc.array(
      fc.record({ network: fc.integer({ min: 0, max: 30 }), pause: fc.integer({ min: 0, max: 2_000 }) }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(tries, (steps) => {
        const account = new Account();
        const byNetwork = new Map<number, number>();
        let looked = 0;
        for (const { network, pause } of steps) {
          account.now += pause;
          if (account.try(String(network)) !== 'looked at') continue;
          looked += 1;
          byNetwork.set(network, (byNetwork.get(network) ?? 0) + 1);
        }
        expect(looked).toBeLessThanOrEqual(STRANGERS_MOST);
        const windows = 1 + (account.now - START) / (POLICY.lockSeconds * 1000);
        for (const count of byNetwork.values()) expect(count).toBeLessThanOrEqual(POLICY.attempts * windows);
      }),
    );
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2ff:3::1', '2001:db8:1:200::/56'],
    ['2001:db8::1', '2001:db8:0:0::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['::1', '0:0:0:0::/56'],
    ['', 'unknown'],
  ])('%s is in %s', (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });
});
