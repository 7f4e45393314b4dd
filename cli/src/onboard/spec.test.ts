import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../api/test/support/temporary-folder.ts';
import type { CliError } from '../base/errors.ts';
import { specFromFile } from './from-file.ts';
import { specFromFlags } from './from-flags.ts';

function file(text: string): string {
  const path = join(temporaryFolder(), 'hospital.yaml');
  writeFileSync(path, text);
  return path;
}

const lines = (work: () => unknown): Promise<readonly string[]> =>
  Promise.resolve()
    .then(work)
    .then(
      () => [],
      (error: CliError) => error.lines,
    );

const GOOD = `
hospital:
  name: Sahyadri General
  phone: "+918040001234"
  location: { latitude: 12.9652, longitude: 77.6011 }
communities:
  - Lake View
  - name: Green Meadows
    timezone: Asia/Kolkata
admin: { name: Asha Rao, email: asha@sahyadri.example }
staff:
  - { role: paramedic, name: Ravi Kumar, email: ravi@sahyadri.example, phone: "+919800000001" }
  - { role: community_manager, name: Dev Shah, email: dev@meadows.example, community: Green Meadows }
widget:
  origins: ["https://www.sahyadri.example"]
`;

describe('spec from a file', () => {
  it('reads YAML, and JSON as well', async () => {
    const spec = await specFromFile(file(GOOD));
    expect(spec).toEqual({
      hospital: {
        name: 'Sahyadri General',
        phone: '+918040001234',
        location: { latitude: 12.9652, longitude: 77.6011 },
      },
      communities: [{ name: 'Lake View' }, { name: 'Green Meadows', timezone: 'Asia/Kolkata' }],
      staff: [
        { role: 'hospital_admin', name: 'Asha Rao', email: 'asha@sahyadri.example' },
        { role: 'paramedic', name: 'Ravi Kumar', email: 'ravi@sahyadri.example', phone: '+919800000001' },
        {
          role: 'community_manager',
          name: 'Dev Shah',
          email: 'dev@meadows.example',
          community: 'Green Meadows',
        },
      ],
      widgetOrigins: ['https://www.sahyadri.example'],
    });
    expect(await specFromFile(file('{"hospital": {"name": "X"}}'))).toMatchObject({
      hospital: { name: 'X' },
      staff: [],
    });
  });

  it('reports every error with its line', async () => {
    const text = `hospital:
  nmae: Sahyadri
  phone: +918040001234
communities: Green Meadows
staff:
  - { role: doctor, name: X, email: x }
  - name: Y
    email: y@example.org
    role: nurse
    password: short
widget:
  origins: [www.example.org/path]
`;
    expect(await lines(() => specFromFile(file(text)))).toEqual([
      'line 2: hospital.nmae is not a known setting; use one of name, address, timezone, location, phone',
      'line 2: hospital.name is missing',
      'line 3: hospital.phone must be in quotes: "+91…"',
      'line 4: communities must be a list',
      'line 6: staff[1].role must be one of super_admin, hospital_admin, nurse, paramedic, community_manager',
      'line 6: staff[1].email must be an email address',
      'line 10: staff[2].password must be at least 15 characters long',
      'line 12: widget.origins[1] must be an origin such as https://www.example.org',
    ]);
  });

  it('reports where a file is not YAML', async () => {
    expect((await lines(() => specFromFile(file('hospital: [\n'))))[0]).toMatch(/^line \d+: /);
    expect((await lines(() => specFromFile(file('just text\n'))))[0]).toContain('must be a mapping');
  });
});

describe('spec from flags', () => {
  it('reads names with places and people', () => {
    expect(
      specFromFlags({
        hospital: 'Sahyadri General',
        at: '12.9652, 77.6011',
        community: ['Green Meadows@12.97,77.59', 'Team @ Lake'],
        'admin-name': 'Asha Rao',
        'admin-email': 'asha@sahyadri.example',
        staff: ['community_manager,Dev Shah,dev@meadows.example,,Green Meadows'],
      }),
    ).toEqual({
      hospital: { name: 'Sahyadri General', location: { latitude: 12.9652, longitude: 77.6011 } },
      communities: [
        { name: 'Green Meadows', location: { latitude: 12.97, longitude: 77.59 } },
        { name: 'Team @ Lake' },
      ],
      staff: [
        { role: 'hospital_admin', name: 'Asha Rao', email: 'asha@sahyadri.example' },
        {
          role: 'community_manager',
          name: 'Dev Shah',
          email: 'dev@meadows.example',
          community: 'Green Meadows',
        },
      ],
      widgetOrigins: [],
    });
  });

  it('reports all errors at once', async () => {
    const found = await lines(() =>
      specFromFlags({
        phone: '080',
        at: 'here',
        'admin-name': 'A',
        staff: ['doctor,X,x'],
        'widget-origin': ['https://a/b'],
      }),
    );
    expect(found).toHaveLength(7);
    expect(found[0]).toBe('--hospital is missing.');
  });
});
