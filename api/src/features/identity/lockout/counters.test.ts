import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressBlock } from '../../../kernel/values/network-address.ts';
import {
  admit,
  afterSuccess,
  afterWithdrawal,
  type Counter,
  type CounterChange,
  type Counters,
  EMPTY_COUNTER,
  KNOWN_NETWORK_PERIOD,
  MAX_UNKNOWN_FAILURES,
} from './counters.ts';

const POLICY = { attempts: 5, windowSeconds: 60, lockSeconds: 10, growth: 3, maxLockSeconds: 200 };
const START = Date.UTC(2026, 0, 1);

/** An account with the counters of the networks that try to sign in to it. */
class Account {
  readonly networks = new Map<string, Counter>();
  unknown: Counter = EMPTY_COUNTER;
  now = START;

  /** @returns 'checked', or the milliseconds until the lock ends. */
  try(name: string, outcome: 'wrong' | 'right' | 'incomplete' = 'wrong') {
    const now = new Date(this.now);
    const verdict = admit(POLICY, this.counters(name), now);
    if (!verdict.admitted) return verdict.until.getTime() - this.now;
    const keep = ({ network, unknown }: Counters<CounterChange>) => {
      this.networks.set(name, { ...this.counters(name).network, ...network });
      this.unknown = { ...this.unknown, ...unknown };
    };
    keep(verdict.changes);
    if (outcome === 'right') keep(afterSuccess(this.counters(name), now));
    if (outcome === 'incomplete') keep(afterWithdrawal(this.counters(name), POLICY, verdict.locks, now));
    return 'checked';
  }

  counters(name: string): Counters {
    return { network: this.networks.get(name) ?? EMPTY_COUNTER, unknown: this.unknown };
  }
}

describe('an account tried from one network', () => {
  it('locks after the allowed attempts, for longer each time, up to the maximum', () => {
    const account = new Account();
    account.try('a', 'right');
    const locks: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (let attempt = 0; attempt < POLICY.attempts; attempt += 1) {
        expect(account.try('a')).toBe('checked');
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

  it('clears failures after the window, and at once after a success', () => {
    const account = new Account();
    account.try('a', 'right');
    for (let round = 0; round < 10; round += 1) {
      for (let attempt = 1; attempt < POLICY.attempts; attempt += 1) account.try('a');
      account.now += POLICY.windowSeconds * 1000;
    }
    for (let round = 0; round < 10; round += 1) {
      for (let attempt = 1; attempt < POLICY.attempts; attempt += 1) account.try('a');
      expect(account.try('a', 'right')).toBe('checked');
    }
  });

  it('does not count attempts that are right but incomplete', () => {
    const account = new Account();
    for (let round = 0; round < 50; round += 1) expect(account.try('a', 'incomplete')).toBe('checked');
    expect(account.networks.get('a')).toMatchObject({ failures: 0 });
    for (let attempt = 1; attempt < POLICY.attempts; attempt += 1) account.try('a');
    expect(account.try('a', 'incomplete')).toBe('checked');
    expect(account.try('a', 'right')).toBe('checked');
  });
});

describe('an account attacked from many networks', () => {
  it('checks at most a hundred attempts a day, and still admits known networks', () => {
    const account = new Account();
    account.try('home', 'right');
    let checked = 0;
    // At any size: no I/O, and more than the limit of a day.
    for (let network = 0; network < 500; network += 1) {
      for (let attempt = 0; attempt < 10; attempt += 1) {
        if (account.try(`attacker ${network}`) === 'checked') checked += 1;
      }
      expect(account.try('home', 'right')).toBe('checked');
      account.now += 60_000;
    }
    expect(checked).toBe(MAX_UNKNOWN_FAILURES);
    expect(account.try('a new place', 'right')).not.toBe('checked');
    account.now = START + 86_400_000;
    expect(account.try('a new place', 'right')).toBe('checked');
  });

  it('allows an unknown network one attempt under pressure', () => {
    const account = new Account();
    for (const network of ['x', 'y', 'z']) for (let n = 0; n < 5; n += 1) account.try(network);
    expect(account.try('wrong once')).toBe('checked');
    expect(account.try('wrong once')).toBe(10_000);
    expect(account.try('elsewhere', 'right')).toBe('checked');
  });

  it('forgets a known network after ninety days', () => {
    const account = new Account();
    account.try('home', 'right');
    account.now += KNOWN_NETWORK_PERIOD + 1;
    // At any size: no I/O, and more than the limit of a day.
    for (let n = 0; n < 200; n += 1) account.try(`attacker ${n}`);
    expect(account.try('home', 'right')).not.toBe('checked');
  });

  it('never checks more attempts than the limits allow, in any order', () => {
    const tries = fc.array(
      fc.record({ network: fc.integer({ min: 0, max: 30 }), pause: fc.integer({ min: 0, max: 2_000 }) }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(tries, (steps) => {
        const account = new Account();
        const byNetwork = new Map<number, number>();
        let checked = 0;
        for (const { network, pause } of steps) {
          account.now += pause;
          if (account.try(String(network)) !== 'checked') continue;
          checked += 1;
          byNetwork.set(network, (byNetwork.get(network) ?? 0) + 1);
        }
        expect(checked).toBeLessThanOrEqual(MAX_UNKNOWN_FAILURES);
        const windows = 1 + (account.now - START) / (POLICY.lockSeconds * 1000);
        for (const count of byNetwork.values()) expect(count).toBeLessThanOrEqual(POLICY.attempts * windows);
      }),
    );
  });
});

describe('the block of an address', () => {
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
