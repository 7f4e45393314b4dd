import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { statesOf, transitionsOf } from '../engine/index.ts';
import { parseDuration } from './duration.ts';
import { loadPolicies, PolicyError } from './load.ts';
import { validatePolicyText } from './validate.ts';

const AMBULANCE = readFileSync(join(import.meta.dirname, 'ambulance.yaml'), 'utf8');

/** The faults as the CLI prints them. */
const faultsOf = (text: string) =>
  validatePolicyText(text, 'p.yaml').map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('the shipped policies', () => {
  it('are ten valid files named by id, in English and Hindi', () => {
    const policies = loadPolicies();
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.yaml'));
    expect([...policies.keys()]).toEqual(files.map((name) => name.replace('.yaml', '')));
    expect(policies.size).toBe(10);
    for (const { document } of policies.values()) {
      const texts = [document.names, document.descriptions, ...Object.values(document.messages ?? {})];
      for (const text of texts) expect(Object.keys(text)).toEqual(['en', 'hi']);
      const states = statesOf(loadPolicies().get(document.id) as never);
      expect(Object.keys(document.messages ?? {})).toEqual(states);
    }
  });

  it('leave skipped states out of their transitions', () => {
    const policy = loadPolicies().get('remote_care');
    if (policy === undefined) throw new Error('no policy');
    expect(statesOf(policy)).not.toContain('en_route');
    expect(transitionsOf(policy).assigned).toEqual(['in_service', 'assigned', 'requested', 'cancelled']);
  });
});

describe('a fault in a policy file', () => {
  it('is reported with its line and what to do', () => {
    expect(faultsOf(AMBULANCE)).toEqual([]);
    expect(faultsOf(AMBULANCE.replace('strategy: nearest', 'strategy: closest'))).toEqual([
      '34:13 Use one of: nearest, least_loaded, round_robin, broadcast, manual',
    ]);
    expect(faultsOf(AMBULANCE.replace('assignWithin: PT2M', 'assignWithin: 2 minutes'))).toEqual([
      expect.stringMatching(/^\d+:17 Use an ISO 8601 duration/),
    ]);
    expect(faultsOf(AMBULANCE.replace('requiresLocation', 'requireLocation'))).toEqual([
      '2:1 Add requiresLocation: it is required',
      '14:1 Remove requireLocation, or correct its spelling: it is not a setting here',
    ]);
    expect(faultsOf(AMBULANCE.replace('id: ambulance', 'id: Ambulance!'))).toEqual([
      '2:5 Use 2 to 40 lower-case letters, digits and underscores, beginning with a letter',
    ]);
  });

  it('is reported for invalid YAML', () => {
    expect(faultsOf('id: ambulance\n  version: 1\n')[0]).toMatch(/^1:5 Not valid YAML/);
    expect(faultsOf('id: a1\nid: a2\n')[0]).toMatch(/^2:1 Not valid YAML.*unique/);
    expect(faultsOf('')).toEqual(['1:1 The file must be a mapping']);
  });

  it('is reported for contradictory settings', () => {
    expect(faultsOf(AMBULANCE.replace('modes: [on_demand]', 'modes: [slot]'))).toEqual([
      '10:8 Add a slot section: the service is booked by slot',
      '48:12 Remove emergency, or add on_demand to modes: emergency services are booked on demand',
      '51:10 Remove maxOpen, or add on_demand to modes: it limits on-demand bookings',
    ]);
    expect(faultsOf(AMBULANCE.replace('maxOpen: 3\n', ''))).toEqual([
      '48:12 Add maxOpen: how many open emergencies one resident can have',
    ]);
    expect(faultsOf(AMBULANCE.replace('  maxPositionAge: PT5M\n', ''))).toEqual([
      expect.stringContaining('Add maxPositionAge'),
    ]);
    expect(
      faultsOf(AMBULANCE.replace('requiresLocation: true', 'requiresLocation: true\nskips: [in_service]')),
    ).toEqual([
      expect.stringContaining('Use completed: the service skips in_service'),
      expect.stringContaining('Remove it: the service skips in_service'),
    ]);
    const volunteers = AMBULANCE.replace('kind: staff\n  roles: [paramedic]', 'kind: resident');
    expect(faultsOf(volunteers)).toEqual([expect.stringContaining('Use broadcast or manual')]);
    expect(faultsOf(AMBULANCE.replace(/price:\n.*\n.*\n/, ''))).toEqual([
      expect.stringContaining('Add a price'),
    ]);
  });
});

describe('an unusable policy', () => {
  const SOS = readFileSync(join(import.meta.dirname, 'neighbor_sos.yaml'), 'utf8');
  const CONSULTATION = readFileSync(join(import.meta.dirname, 'consultation.yaml'), 'utf8');
  const slot = /slot:\n[\s\S]*?(?=price:)/.exec(CONSULTATION)?.[0] ?? '';

  it('is reported for undefined and exponentially nested aliases', () => {
    expect(faultsOf(AMBULANCE.replace('version: 2', 'version: *five'))).toEqual([
      '3:10 Not valid YAML: *five is not defined before its use; write out the value',
    ]);
    const tens = ['a', 'b', 'c', 'd'].map(
      (name, at, all) =>
        `${name}: &${name} [${Array(10)
          .fill(at === 0 ? 'x' : `*${all[at - 1]}`)
          .join(',')}]`,
    );
    expect(faultsOf(tens.join('\n'))).toEqual([
      '2:8 Not valid YAML: nested aliases make the file too large; write out the values',
    ]);
    expect(
      faultsOf(AMBULANCE.replace('en: Ambulance', 'en: &name Ambulance').replace(/hi: .*/, 'hi: *name')),
    ).toEqual([]);
  });

  it('is reported for numbers beyond the limits of clocks and columns', () => {
    expect(faultsOf(AMBULANCE.replace('assignWithin: PT2M', 'assignWithin: P99999999D'))).toEqual([
      expect.stringMatching(/^\d+:17 Use an ISO 8601 duration .* at most ten years/),
    ]);
    expect(faultsOf(AMBULANCE.replace('amount: 150000', 'amount: 3000000000'))).toEqual([
      expect.stringMatching(/2147483647/),
    ]);
    expect(faultsOf(AMBULANCE.replace('version: 2', 'version: 3000000000'))).toEqual([
      expect.stringMatching(/2147483647/),
    ]);
  });

  it('is reported if no one could request, assign or move a booking', () => {
    expect(faultsOf(AMBULANCE.replace(/request: .*/, 'request: []').replace(/move: .*/, 'move: []'))).toEqual(
      [
        expect.stringMatching(/^16:12 Name at least one role: otherwise no one could request a booking/),
        expect.stringMatching(/^18:9 Name at least one role: otherwise no one could move a booking/),
      ],
    );
    const byHand = AMBULANCE.replace(/dispatch:[\s\S]*price:/, 'dispatch:\n  strategy: manual\nprice:')
      .replace(/ +widenDispatch: true\n/, '')
      .replace(/assign: \[.*/, 'assign: []');
    expect(faultsOf(byHand)).toEqual([
      expect.stringContaining('a manual dispatch needs a role that can assign'),
    ]);
    expect(faultsOf(SOS.replace('modes: [on_demand]', 'modes: [slot]').concat(slot))).toEqual([
      expect.stringContaining('Use on_demand: slots belong to a hospital'),
      expect.stringContaining('Remove emergency'),
      expect.stringContaining('Remove maxOpen'),
    ]);
  });

  it('is reported for a fee or an escalation that would have no effect', () => {
    expect(faultsOf(CONSULTATION.replace('  freeBefore: PT4H\n', ''))).toEqual([
      expect.stringContaining('Add freeBefore: without it cancelling is always free'),
    ]);
    expect(faultsOf(AMBULANCE.replace('until: in_service', 'until: in_service\n  freeBefore: PT4H'))).toEqual(
      [
        expect.stringContaining(
          'Remove freeBefore: it applies to booked times, and the service has no slots',
        ),
      ],
    );
    expect(faultsOf(SOS.replaceAll('community_managers', 'hospital_admins'))).toEqual([
      expect.stringContaining('Use community_managers or super_admin'),
      expect.stringContaining('Use community_managers or super_admin'),
    ]);
  });
});

describe('a policy of linked bookings', () => {
  const RESPONSE = readFileSync(join(import.meta.dirname, 'cardiac_response.yaml'), 'utf8');

  it.each([
    ['', '', []],
    ['skills: [cpr]', 'skills: [singing]', [/Use one of: cpr, defibrillator, first_aid/]],
    [
      '  request: [platform]',
      '  request: [requester]',
      [/Use \[platform\]: linked bookings are made by Kiwimesh/],
    ],
    [
      '  cancel: [hospital_admin, dispatcher, super_admin, platform]',
      '  cancel: [super_admin]',
      [/Add platform/],
    ],
    [
      /linked:\n {2}to.*\n {2}search.*\n/,
      '',
      [/Remove platform/, /Remove platform/, /Remove platform/, /no hospital takes part/, /Remove among/],
    ],
    [
      'strategy: nearest',
      'strategy: broadcast',
      [/Remove among/, /Remove atOnce/, /Remove maxDistanceMetres/],
    ],
  ] as const)('with %j as %j is reported', (from, to, faults) => {
    expect(faultsOf(RESPONSE.replace(from, to))).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it('has no staff with skills', () => {
    expect(faultsOf(AMBULANCE.replace('roles: [paramedic]', 'roles: [paramedic]\n  skills: [cpr]'))).toEqual([
      expect.stringContaining('Remove skills: only volunteers have them'),
    ]);
  });

  it('names other service types that exist', async () => {
    const folder = temporaryFolder();
    await writeFile(
      join(folder, 'other.yaml'),
      RESPONSE.replace('id: cardiac_response', 'id: other').replace('to: [ambulance]', 'to: [helicopter]'),
    );
    expect(() => loadPolicies(folder)).toThrow(/Use the id of another service type: there is no helicopter/);
  });
});

describe('a folder of further policies', () => {
  it('adds service types', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'dental.yaml'), AMBULANCE.replace('id: ambulance', 'id: dental'));
    expect([...loadPolicies(folder).keys()].at(-1)).toBe('dental');
  });

  it('reports duplicate ids, invalid files and a missing folder', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'again.yaml'), AMBULANCE);
    await writeFile(join(folder, 'bad.yml'), AMBULANCE.replace('version: 2', 'version: 0'));
    try {
      loadPolicies(folder);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PolicyError);
      const lines = (error as Error).message.split('\n');
      expect(lines[0]).toMatch(
        /again\.yaml:2:1: Choose another id: ambulance is already defined by .*ambulance\.yaml/,
      );
      expect(lines[1]).toMatch(/bad\.yml:3:10: /);
    }
    expect(() => loadPolicies('/no/such/folder')).toThrow(/does not exist/);
  });
});

describe('durations', () => {
  it.each([
    ['PT30S', 30_000],
    ['PT2M', 120_000],
    ['PT1H30M', 5_400_000],
    ['P1DT1H', 90_000_000],
    ['P2W', 1_209_600_000],
    ['PT0S', 0],
    ['P3650D', 315_360_000_000],
    ['P3651D', null],
    ['P1Y', null],
    ['P1M', null],
    ['PT', null],
    ['P', null],
    ['P1DT', null],
    ['1h', null],
  ])('%s is %s ms', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));
});
