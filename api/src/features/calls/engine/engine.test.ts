import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { decide, MAX_WAITING_MS, RETURN_WITHIN_MS, RING_MS } from './decide.ts';
import type { CallCommand, CallFacts, Desk, Operator } from './types.ts';

const START = new Date('2026-11-27T09:00:00.000Z');
const later = (ms: number) => new Date(START.getTime() + ms);
const asha: Operator = { id: 'asha', desk: 'north' };
const ravi: Operator = { id: 'ravi', desk: 'south' };
const root: Operator = { id: 'root', desk: null };

const call = (changes: Partial<CallFacts> = {}): CallFacts => ({
  state: 'waiting',
  desk: 'north',
  nextDesks: ['south', null],
  operatorId: null,
  offeredToId: null,
  createdAt: START,
  waitingSince: START,
  ringUntil: later(RING_MS),
  claimedAt: null,
  endedAt: null,
  wrappedUpAt: null,
  disposition: null,
  version: 1,
  ...changes,
});
const answered = (changes: Partial<CallFacts> = {}) =>
  call({ state: 'active', operatorId: 'asha', ringUntil: null, claimedAt: START, ...changes });
const abandoned = () => call({ state: 'abandoned', endedAt: START, ringUntil: null });

describe('a call', () => {
  const cases: [string, CallFacts, CallCommand, Operator | null, object][] = [
    [
      'claimed at its desk',
      call(),
      { type: 'claim' },
      asha,
      { state: 'active', operatorId: 'asha', ringUntil: null },
    ],
    ['claimed by the platform', call(), { type: 'claim' }, root, { state: 'active', operatorId: 'root' }],
    ['put on hold', answered(), { type: 'hold' }, asha, { state: 'held' }],
    ['resumed', answered({ state: 'held' }), { type: 'resume' }, asha, { state: 'active' }],
    [
      'transferred to another desk',
      answered(),
      { type: 'transfer', desk: 'south', operatorId: 'ravi', back: 'north' },
      asha,
      // The desk that gave it, then those that were not asked yet.
      {
        state: 'waiting',
        desk: 'south',
        offeredToId: 'ravi',
        operatorId: null,
        nextDesks: ['north', null],
      },
    ],
    [
      'rung at its desk again when its operator is gone',
      answered({ state: 'held' }),
      { type: 'operator_gone', operatorId: 'asha', desks: ['north', 'south', null] },
      null,
      { state: 'waiting', desk: 'north', operatorId: null, nextDesks: ['south', null], claimedAt: START },
    ],
    [
      'rung elsewhere when its operator is gone and the desk is empty',
      answered(),
      { type: 'operator_gone', operatorId: 'asha', desks: ['south', 'north', null] },
      null,
      { state: 'waiting', desk: 'south', operatorId: null, nextDesks: ['north', null] },
    ],
    [
      'rung to all of the desk when the operator it was meant for is gone',
      call({ offeredToId: 'asha', waitingSince: later(-RING_MS), ringUntil: later(1) }),
      { type: 'operator_gone', operatorId: 'asha', desks: ['north', 'south', null] },
      null,
      { state: 'waiting', offeredToId: null, waitingSince: later(-RING_MS), ringUntil: later(RING_MS) },
    ],
    [
      'ended by its operator',
      answered(),
      { type: 'end', disposition: 'advised' },
      asha,
      { state: 'ended', disposition: 'advised' },
    ],
    ['left before an answer', call(), { type: 'leave' }, null, { state: 'abandoned', ringUntil: null }],
    ['left after an answer', answered(), { type: 'leave' }, null, { state: 'ended', disposition: null }],
    // No one has it any more: somebody has to call back.
    ['left while transferred', call({ claimedAt: START }), { type: 'leave' }, null, { state: 'abandoned' }],
    [
      'called back',
      abandoned(),
      { type: 'call_back' },
      asha,
      { state: 'active', operatorId: 'asha', endedAt: null },
    ],
    [
      'closed without a call-back',
      abandoned(),
      { type: 'end', disposition: 'no_answer' },
      asha,
      { state: 'ended', operatorId: 'asha' },
    ],
    [
      'wrapped up by a colleague when its operator is gone',
      answered({ state: 'ended', endedAt: START }),
      { type: 'end', disposition: 'advised', forGone: true },
      root,
      { state: 'ended', operatorId: 'asha', disposition: 'advised' },
    ],
    ['returned to', abandoned(), { type: 'return' }, null, { state: 'waiting', endedAt: null }],
  ];
  it.each(cases)('is %s', (_, before, command, operator, after) => {
    const decision = decide(before, command, operator, START);
    expect(decision).toMatchObject({ accepted: true, next: { ...after, version: before.version + 1 } });
  });

  const refusals: [string, CallFacts, CallCommand, Operator | null, string][] = [
    ['claimed twice', answered(), { type: 'claim' }, asha, 'call_not_waiting'],
    ['claimed from another desk', call(), { type: 'claim' }, ravi, 'not_at_desk'],
    ['held by another operator', answered(), { type: 'hold' }, ravi, 'not_call_operator'],
    ['resumed while active', answered(), { type: 'resume' }, asha, 'illegal_call_transition'],
    [
      'transferred while it waits',
      call(),
      { type: 'transfer', desk: null, operatorId: null, back: 'north' },
      asha,
      'illegal_call_transition',
    ],
    [
      'ended by another operator',
      answered(),
      { type: 'end', disposition: 'advised' },
      ravi,
      'not_call_operator',
    ],
    [
      'wrapped up by a colleague while its operator is there',
      answered({ state: 'ended', endedAt: START }),
      { type: 'end', disposition: 'advised' },
      root,
      'not_call_operator',
    ],
    [
      'wrapped up from another desk',
      answered({ state: 'ended', endedAt: START }),
      { type: 'end', disposition: 'advised', forGone: true },
      ravi,
      'not_call_operator',
    ],
    ['called back while active', answered(), { type: 'call_back' }, asha, 'illegal_call_transition'],
    ['called back from another desk', abandoned(), { type: 'call_back' }, ravi, 'not_at_desk'],
    ['moved before its time', call(), { type: 'ring_timeout' }, null, 'nothing_due'],
  ];
  it.each(refusals)('is not %s', (_, before, command, operator, code) => {
    expect(decide(before, command, operator, START)).toMatchObject({ accepted: false, code });
  });

  it.each([
    ['a colleague has it', answered({ operatorId: 'ravi' })],
    ['it waits for somebody else', call({ offeredToId: 'ravi' })],
    ['it is over', call({ state: 'ended', operatorId: 'asha', endedAt: START, ringUntil: null })],
  ])('stays as it is when an operator is gone and %s', (_, before) => {
    const gone = { type: 'operator_gone', operatorId: 'asha', desks: ['north'] } as const;
    expect(decide(before, gone, null, START)).toEqual({ accepted: true, timeline: [], next: before });
  });

  it('is not returned to after its wrap-up or after the time for it', () => {
    const wrapped = call({ state: 'ended', endedAt: START, wrappedUpAt: START, ringUntil: null });
    const old = abandoned();
    expect(decide(wrapped, { type: 'return' }, null, START)).toMatchObject({ accepted: false });
    expect(decide(old, { type: 'return' }, null, later(RETURN_WITHIN_MS + 1))).toMatchObject({
      accepted: false,
    });
  });

  it('rings at every desk in turn, again from the first, and is missed in the end', () => {
    const desks: Desk[] = [];
    let facts = call();
    let at = START;
    while (facts.state === 'waiting') {
      at = facts.ringUntil as Date;
      const decision = decide(facts, { type: 'ring_timeout' }, null, at);
      if (!decision.accepted) throw new Error(decision.code);
      facts = decision.next;
      if (facts.state === 'waiting') desks.push(facts.desk);
    }
    expect(desks.slice(0, 6)).toEqual(['south', null, 'north', 'south', null, 'north']);
    expect([facts.state, at.getTime() - START.getTime()]).toEqual(['missed', MAX_WAITING_MS]);
  });

  const command: fc.Arbitrary<[CallCommand, Operator | null]> = fc.oneof(
    fc.tuple(
      fc.constantFrom<CallCommand>(
        { type: 'claim' },
        { type: 'hold' },
        { type: 'resume' },
        { type: 'call_back' },
        { type: 'end', disposition: 'advised' },
        { type: 'transfer', desk: 'south', operatorId: null, back: 'north' },
        { type: 'transfer', desk: null, operatorId: 'root', back: 'north' },
      ),
      fc.constantFrom(asha, ravi, root),
    ),
    fc.tuple(
      fc.constantFrom<CallCommand>(
        { type: 'leave' },
        { type: 'return' },
        { type: 'ring_timeout' },
        { type: 'operator_gone', operatorId: 'asha', desks: ['south', 'north', null] },
        { type: 'operator_gone', operatorId: 'root', desks: [] },
      ),
      fc.constant(null),
    ),
  );
  it('keeps its promises in every story', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.nat(90_000)), { maxLength: 40 }), (story) => {
        let facts = call();
        let now = START;
        for (const [[next, operator], ms] of story) {
          now = new Date(now.getTime() + ms);
          const decision = decide(facts, next, operator, now);
          if (!decision.accepted) continue;
          const before = facts;
          facts = decision.next;
          // As the table's constraints ask for.
          if (facts.state === 'active' || facts.state === 'held') expect(facts.operatorId).not.toBeNull();
          expect(facts.state === 'waiting').toBe(facts.ringUntil !== null);
          expect(['ended', 'abandoned', 'missed'].includes(facts.state)).toBe(facts.endedAt !== null);
          expect(facts.wrappedUpAt === null).toBe(facts.disposition === null);
          expect(facts.version - before.version).toBe(decision.timeline.length === 0 ? 0 : 1);
          // A call that is over without a disposition has somebody who can record one: its operator, or who calls back.
          if (facts.state === 'ended' && facts.wrappedUpAt === null) expect(facts.operatorId).not.toBeNull();
          // A disposition is final.
          if (before.wrappedUpAt !== null) expect(facts).toEqual(before);
        }
      }),
      { numRuns: sized({ small: 500, full: 20_000 }) },
    );
  });
});
