import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../test/support/temporary-folder.ts';
import { loadPolicies, PolicyError } from '../features/booking/policies/load.ts';
import { withDefaults } from '../features/system/settings/document.ts';
import { loadRegion, regionIds, regionWith } from '../region.ts';
import { readRegion } from './read.ts';
import schema from './region.schema.json' with { type: 'json' };

const AE = readFileSync(join(import.meta.dirname, 'ae.yaml'), 'utf8');
const OWN = folderWith({
  'ke.yaml': AE.replace('id: ae', 'id: ke').replace('country: AE', 'country: KE'),
});

/** The faults of a pack of the United Arab Emirates with a change, as `line: message`. */
const faultsOf = (text: string) =>
  readRegion(text, 'packs/ae.yaml').faults.map(({ line, message }) => `${line}: ${message}`);
const changed = (from: string, to: string) => {
  expect(AE).toContain(from);
  return faultsOf(AE.replace(from, to));
};

describe('a region pack', () => {
  it('is shipped for two countries that have little in common', () => {
    expect(regionIds()).toEqual(['ae', 'in']);
    expect(loadRegion('in')).toMatchObject({
      ...{ currency: 'INR', phoneCountry: 'IN', languages: ['en', 'hi'], emergencyNumber: '112' },
      ...{ timezone: 'Asia/Kolkata', firstDayOfWeek: 7, phoneChannels: ['sms', 'whatsapp'] },
    });
    expect(loadRegion('ae')).toMatchObject({
      ...{ currency: 'AED', phoneCountry: 'AE', languages: ['ar', 'en'], emergencyNumber: '998' },
      ...{ timezone: 'Asia/Dubai', firstDayOfWeek: 1, phoneChannels: ['whatsapp', 'sms'] },
    });
  });

  it('is used by the channels for which it names the provider of the installation', () => {
    const channelsBy = (provider: string) => regionWith(loadRegion('ae'), provider).phoneChannels;
    expect(['sandbox', 'twilio', 'unifonic'].map(channelsBy)).toEqual([['whatsapp'], ['whatsapp'], ['sms']]);
  });

  it('is read from a file of the operator', () => {
    expect(loadRegion(join(OWN, 'ke.yaml'))).toMatchObject({ id: 'ke', phoneCountry: 'KE' });
    expect(() => loadRegion(join(OWN, 'ug.yaml'))).toThrow('ug.yaml: there is no such file');
    expect(() => loadRegion('ke')).toThrow('there is no region pack ke: use one of ae, in, or the path');
  });

  it.each([
    ['no country', 'country: AE\n', '', /^2: Add country: it is required/],
    ['a number of no country', 'country: AE', 'country: XQ', /^3: .*there is no country XQ/],
    ['a currency that is none', 'currency: AED', 'currency: AEX', /^4: .*there is no currency AEX/],
    ['a zone that is none', 'Asia/Dubai', 'Asia/Dubay', /^5: Use a name of the IANA database/],
    ['a setting that is none', 'timezone:', 'timeZone:', /Remove timeZone, or correct its spelling/],
    ['the name of another file', 'id: ae', 'id: ab', /^2: Use the name of the file as id: ae/],
    ['a way it does not know', 'channel: whatsapp', 'channel: pigeon', /Use one of: sms, whatsapp/],
    ['a code that is not told', '"{code} هو', '"هو', /Add \{code\}/],
    ['a value that nothing fills', '{minutes}', '{hours}', /Remove \{hours\}: nothing fills it/],
    ['a language no one has', 'languages: [ar, en]', 'languages: [en]', /Add ar to languages/],
    ['YAML that is none', 'languages: [ar, en]', 'languages: [ar', /Not valid YAML/],
  ])('is refused with %s', (_what, from, to, fault) => {
    expect(changed(from, to).join('\n')).toMatch(fault);
  });
});

describe('the guide of region packs', () => {
  it('has every setting', () => {
    const page = new URL('../../../docs/guides/region-packs.md', import.meta.url);
    const listed = [...readFileSync(page, 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(Object.keys(schema.properties));
  });
});

describe('the terms of a region', () => {
  it('replace the prices of service types and add names', () => {
    const policies = loadPolicies(undefined, loadRegion('ae'));
    expect(policies.get('consultation')).toMatchObject({
      price: { amount: 20_000, currency: 'AED' },
      cancellation: { fee: { amount: 5_000, currency: 'AED' } },
      document: { names: { en: 'Consultation', ar: 'استشارة طبية' }, price: { currency: 'AED' } },
    });
    const asWritten = loadPolicies();
    expect(loadPolicies(undefined, loadRegion('in'))).toEqual(asWritten);
  });

  it('are refused where a service would be paid in another currency', () => {
    const { ambulance: _, ...services } = loadRegion('ae').services;
    const region = { ...loadRegion('ae'), services: { ...services, yoga: { price: 1 } } };
    const load = () => loadPolicies(undefined, region);
    expect(load).toThrow(PolicyError);
    expect(load).toThrow(
      /ambulance\.yaml:\d+:1: Use AED.*add services\/ambulance\/price to the region pack ae/,
    );
    expect(load).toThrow('region pack ae:1:1: Use the id of a service type: there is no yoga');
    const priced = { ...region, services: { ...services, neighbor_sos: { price: 1, cancellationFee: 1 } } };
    expect(() => loadPolicies(undefined, priced)).toThrow(/It has no price: .*\n.*It has no fee: /);
  });

  it('keep records for as long as the law wants, whatever was set elsewhere', () => {
    const law = loadRegion('ae').retentionDays;
    const stored = { audit: { retentionDays: 400 }, calls: { retentionDays: 400 } };
    expect(withDefaults(stored, false, law)).toMatchObject({
      audit: { retentionDays: 400 },
      triage: { retentionDays: 9_132 },
      calls: { retentionDays: 9_132, recording: { retentionDays: 90 } },
    });
  });
});
