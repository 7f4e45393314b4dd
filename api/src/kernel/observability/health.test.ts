import { describe, expect, it } from 'vitest';
import { Health } from './health.ts';

const up = { name: 'database', check: async () => {} };
const down = {
  name: 'jobs',
  check: async () => {
    throw new Error('connect ECONNREFUSED 10.0.0.7');
  },
};

describe('readiness', () => {
  it('is reported when every check answers', async () => {
    expect(await new Health([up]).ready()).toMatchObject({ database: { status: 'up' } });
  });

  it('names what is down, and not why', async () => {
    const refusal = await new Health([up, down]).ready().catch((problem: unknown) => problem);
    expect(refusal).toMatchObject({
      code: 'dependency_down',
      extensions: { checks: { database: { status: 'up' }, jobs: { status: 'down' } } },
    });
    expect(JSON.stringify(refusal)).not.toContain('10.0.0.7');
  });

  it('does not depend on what is optional, and reports it', async () => {
    expect(await new Health([up, { ...down, optional: true }]).ready()).toMatchObject({
      database: { status: 'up' },
      jobs: { status: 'down' },
    });
  });

  it('counts a check that never answers as down', async () => {
    const silent = { name: 'silent', check: () => new Promise<void>(() => {}) };
    await expect(new Health([silent]).ready()).rejects.toMatchObject({ code: 'dependency_down' });
  });

  it('ends when the process stops', async () => {
    const health = new Health([up]);
    health.stop();
    await expect(health.ready()).rejects.toMatchObject({ code: 'shutting_down' });
  });
});
