import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { bookingOperations } from './operations.ts';
import { parseDuration } from './policies/duration.ts';
import { loadPolicies } from './policies/load.ts';
import { BookingService } from './service.ts';

/** The catalogue is read from the policies alone: no database stands behind it. */
const policies = loadPolicies();
const operations = bookingOperations(new BookingService({ policies } as never));
const nobody = { params: {}, query: {}, headers: {}, body: undefined, principal: { kind: 'anonymous' } };

describe('the catalogue', () => {
  it('says until when cancelling is free, as the policy does', async () => {
    const { body } = await operations.listServiceTypes({ ...nobody, query: {} } as never);
    const written = Object.fromEntries(
      body.data.map(({ id, cancellation }) => [id, cancellation.freeBefore]),
    );
    expect(written).toMatchObject({ ambulance: null, blood_test: 'PT8H', home_nursing: 'PT12H' });
    for (const [id, freeBefore] of Object.entries(written)) {
      const known = policies.get(id)?.cancellation.freeBefore;
      expect([id, freeBefore == null ? null : parseDuration(freeBefore)]).toEqual([id, known]);
    }
  });

  it('gives the schema of policy files, which the shipped ones follow and a wrong one does not', async () => {
    const { body } = await operations.getServiceTypeSchema(nobody as never);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const follows = ajv.compile(body);
    for (const { id, document } of policies.values()) expect([id, follows(document)]).toEqual([id, true]);
    expect(follows({ id: 'half_a_policy' })).toBe(false);
  });
});
