import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { bookingOperations } from './operations.ts';
import { parseDuration } from './policies/duration.ts';
import { loadPolicies } from './policies/load.ts';
import { BookingService } from './service.ts';

/** The catalogue is read from the policies: no database is needed. */
const policies = loadPolicies();
const operations = bookingOperations(new BookingService({ policies } as never));
const request = { params: {}, query: {}, headers: {}, body: undefined, principal: { kind: 'anonymous' } };

describe('the catalogue', () => {
  it('shows the freeBefore of each policy', async () => {
    const { body } = await operations.listServiceTypes({ ...request, query: {} } as never);
    const shown = Object.fromEntries(body.data.map(({ id, cancellation }) => [id, cancellation.freeBefore]));
    expect(shown).toMatchObject({ ambulance: null, blood_test: 'PT8H', home_nursing: 'PT12H' });
    for (const [id, freeBefore] of Object.entries(shown)) {
      const compiled = policies.get(id)?.cancellation.freeBefore;
      expect([id, freeBefore == null ? null : parseDuration(freeBefore)]).toEqual([id, compiled]);
    }
  });

  it('names what can accompany a service, which is not listed by itself', async () => {
    const { body } = await operations.listServiceTypes({ ...request, query: {} } as never);
    const accompanied = body.data.filter(({ accompaniedBy }) => accompaniedBy.length > 0);
    expect(accompanied.map(({ id, accompaniedBy }) => [id, accompaniedBy])).toEqual([
      ['ambulance', ['cardiac_response']],
    ]);
    expect(body.data.map(({ id }) => id)).not.toContain('cardiac_response');
  });

  it('returns a schema that accepts the shipped policies and rejects an invalid one', async () => {
    const { body } = await operations.getServiceTypeSchema(request as never);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const isValid = ajv.compile(body);
    for (const { id, document } of policies.values()) expect([id, isValid(document)]).toEqual([id, true]);
    expect(isValid({ id: 'half_a_policy' })).toBe(false);
  });
});
