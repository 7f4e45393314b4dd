import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import type { Hospital } from '../../base/wire.ts';
import { findHospital } from '../../organisations/find.ts';
import { hospitalDetails } from '../../organisations/hospitals.ts';

export default class HospitalsShow extends BaseCommand<typeof HospitalsShow> {
  static override summary = 'Show a hospital.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Sahyadri General"'];
  static override args = { hospital: string({ description: 'Name or id.', required: true }) };

  async run(): Promise<Hospital> {
    const kiwi = await this.client();
    const hospital = await findHospital(kiwi, this.args.hospital);
    if (this.jsonEnabled()) return hospital;
    const communities: string[] = [];
    for await (const one of kiwi.pages('/v1/communities', { query: { hospitalId: hospital.id } }))
      communities.push(one.name);
    this.log(hospitalDetails(hospital, communities));
    return hospital;
  }
}
