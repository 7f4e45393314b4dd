import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_PASSWORD, type DemoStaff, type DemoWorld } from './world.ts';

export interface Login {
  readonly email: string;
  readonly password: string;
}

/** What `demo.json` in the data folder holds, for people's scripts. Demo data only. */
export interface DemoLogins {
  readonly api: string;
  readonly superAdmin: Login;
  readonly hospitals: readonly {
    readonly id: string;
    readonly name: string;
    readonly publishableKey: string;
    readonly allowedOrigins: readonly string[];
    readonly admin: Login;
    readonly nurse: Login & { readonly id: string };
    readonly paramedic: Login & { readonly id: string };
    /** A nurse who takes emergency calls. */
    readonly dispatcher: Login & { readonly id: string };
  }[];
  readonly communities: readonly {
    readonly id: string;
    readonly name: string;
    readonly hospitalIds: readonly string[];
    readonly manager: Login;
    readonly residents: readonly { readonly id: string; readonly phone: string }[];
  }[];
}

export interface HospitalWidgetKey {
  readonly hospitalId: string;
  readonly publishableKey: string;
  readonly allowedOrigins: readonly string[];
}

const login = (member: DemoStaff): Login => ({ email: member.email, password: DEMO_PASSWORD });

/** The logins of a demo world whose API listens at `api`. */
export function demoLogins(world: DemoWorld, api: string, keys: readonly HospitalWidgetKey[]): DemoLogins {
  const find = (match: (member: DemoStaff) => boolean): DemoStaff => {
    const member = world.staff.find(match);
    if (!member) throw new Error('The demo world lacks a member of staff it should have');
    return member;
  };
  return {
    api,
    superAdmin: login(find((member) => member.role === 'super_admin')),
    hospitals: world.hospitals.map((hospital) => {
      const of = (role: string) =>
        find((member) => member.role === role && member.hospitalId === hospital.id);
      const dispatcher = find((member) => member.dispatcher && member.hospitalId === hospital.id);
      const key = keys.find((candidate) => candidate.hospitalId === hospital.id);
      if (!key) throw new Error(`No publishable key for ${hospital.name}`);
      return {
        id: hospital.id,
        name: hospital.name,
        publishableKey: key.publishableKey,
        allowedOrigins: key.allowedOrigins,
        admin: login(of('hospital_admin')),
        nurse: { id: of('nurse').id, ...login(of('nurse')) },
        paramedic: { id: of('paramedic').id, ...login(of('paramedic')) },
        dispatcher: { id: dispatcher.id, ...login(dispatcher) },
      };
    }),
    communities: world.communities.map((community) => ({
      id: community.id,
      name: community.name,
      hospitalIds: community.hospitalIds,
      manager: login(find((member) => member.id === community.managerId)),
      residents: world.residents
        .filter((resident) => resident.communityId === community.id)
        .map((resident) => ({ id: resident.id, phone: resident.phone })),
    })),
  };
}

/** Writes `demo.json`, readable by its owner only. */
export async function writeDemoLogins(dataDir: string, logins: DemoLogins): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'demo.json');
  await writeFile(file, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
  return file;
}
