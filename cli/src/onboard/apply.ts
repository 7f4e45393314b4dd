import type { Kiwimesh } from '@kiwimesh/sdk';
import { generatePassword } from '../organisations/password.ts';
import { communityOf, fold, type Plan, type Step, WIDGET_KEY_NAME } from './plan.ts';

export interface FirstPassword {
  readonly email: string;
  readonly password: string;
}

export interface Applied {
  readonly steps: Step[];
  /** Made up in this run; nowhere else to be found. */
  readonly passwords: FirstPassword[];
  /** Emails of those who were sent a link to choose a password. */
  readonly invited: string[];
  hospitalId: string | null;
  widgetKey: string | null;
}

/**
 * Does what the plan says is missing, in an order in which each thing finds what it belongs to. `applied` fills up as
 * it goes, so that what was done (above all first passwords) can be reported even when a later step fails.
 */
export async function applyPlan(
  kiwi: Kiwimesh,
  plan: Plan,
  applied: Applied,
  onStep: (step: Step) => void,
  { generatePasswords }: { readonly generatePasswords: boolean },
): Promise<void> {
  const { spec } = plan;
  const communityIds = new Map([...plan.communities].map(([name, one]) => [name, one.id]));
  applied.hospitalId = plan.hospital?.id ?? null;
  applied.widgetKey = plan.widgetKey?.key ?? null;
  const people = new Map(spec.staff.map((wanted) => [fold(wanted.email), wanted]));
  const emails = [...people.keys()];
  let person = 0;

  for (const step of plan.steps) {
    const wanted = step.kind === 'staff' ? people.get(emails[person++] ?? '') : undefined;
    if (step.action === 'unchanged') {
      applied.steps.push(step);
      continue;
    }
    let id = step.id;
    if (step.kind === 'hospital') {
      id = (await kiwi.post('/v1/hospitals', { body: spec.hospital })).id;
      applied.hospitalId = id;
    } else if (step.kind === 'community') {
      const site = spec.communities.find((one) => fold(one.name) === fold(step.name));
      id = (await kiwi.post('/v1/communities', { body: { ...site, name: step.name } })).id;
      communityIds.set(fold(step.name), id);
    } else if (step.kind === 'link') {
      id = communityIds.get(fold(step.name)) ?? '';
      const path = { hospitalId: applied.hospitalId ?? '', communityId: id };
      await kiwi.put('/v1/hospitals/{hospitalId}/communities/{communityId}', { path });
    } else if (wanted) {
      const { community: _, password = generatePasswords ? generatePassword() : undefined, ...body } = wanted;
      const site = communityOf(wanted, spec);
      const manager = wanted.role === 'community_manager';
      const communityId = manager && site ? communityIds.get(fold(site.name)) : undefined;
      const hospitalId =
        manager || wanted.role === 'super_admin' ? undefined : (applied.hospitalId ?? undefined);
      id = (await kiwi.post('/v1/staff', { body: { ...body, password, communityId, hospitalId } })).id;
      if (password === undefined) applied.invited.push(wanted.email);
      else if (!wanted.password) applied.passwords.push({ email: wanted.email, password });
    } else {
      const key = await kiwi.post('/v1/api-keys', {
        body: {
          name: WIDGET_KEY_NAME,
          kind: 'publishable',
          hospitalId: applied.hospitalId,
          allowedOrigins: [...spec.widgetOrigins],
        },
      });
      id = key.id;
      applied.widgetKey = key.key;
    }
    const done = { ...step, id };
    applied.steps.push(done);
    onStep(done);
  }
}
