import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import { OperatorFileError } from '../../../kernel/ground/operator-file.ts';
import { gatewayIds, loadGateway } from './load.ts';
import { readGateway } from './template.ts';

const EXOTEL = readFileSync(new URL('./templates/exotel.yaml', import.meta.url), 'utf8');
const OWN = folderWith({ 'kaleyra.yaml': EXOTEL.replace('id: exotel', 'id: kaleyra') });

const changed = (from: string, to: string) => {
  expect(EXOTEL).toContain(from);
  return readGateway(EXOTEL.replace(from, to), 'gateways/exotel.yaml').faults.map(
    ({ line, message }) => `${line}: ${message}`,
  );
};

describe('the file of a gateway', () => {
  it('is shipped for two providers, which name what they need', () => {
    expect(gatewayIds()).toEqual(['exotel', 'unifonic']);
    for (const id of gatewayIds()) {
      expect(() => loadGateway(id, () => undefined)).toThrow(OperatorFileError);
      expect(loadGateway(id, (name) => name.toLowerCase()).template.id).toBe(id);
    }
    expect(() => loadGateway('exotel', () => undefined)).toThrow(
      'it needs EXOTEL_API_TOKEN, which is not set',
    );
  });

  it('may be one of the operator, and names every variable that is not set', () => {
    const file = `${OWN}/kaleyra.yaml`;
    expect(loadGateway(file, () => 'x').template.id).toBe('kaleyra');
    expect(() => loadGateway(file, (name) => (name === 'EXOTEL_API_KEY' ? undefined : 'x'))).toThrow(
      `${file}: it needs EXOTEL_API_KEY, which is not set`,
    );
    expect(() => loadGateway('kaleyra', () => 'x')).toThrow(
      'there is no gateway kaleyra: use one of exotel, unifonic',
    );
    expect(() => loadGateway(`${OWN}/none.yaml`, () => 'x')).toThrow('there is no such file');
  });

  it.each([
    ['another name', 'id: exotel', 'id: exo', /^\d+: Use the name of the file as id: exotel/],
    ['the name of another adapter', 'id: exotel', 'id: twilio', /must NOT be valid/],
    ['a place that nothing fills', '{to}', '{phone}', /Nothing fills \{phone\} here: use \{to\}, /],
    ['no text', 'Body: "{text}"', 'Body: Hello', /Add \{text\}/],
    ['no recipient', 'To: "{to}"', 'To: "1"', /Add \{to\} or \{to\.digits\}/],
    ['no TLS', 'https://api.in.exotel.com', 'http://api.in.exotel.com', /Use https/],
    ['a body of GET', 'method: POST', 'method: GET', /Use POST/],
    ['an address in a variable', 'https://api.in.exotel.com', 'https://{env.HOST}', /It must match/],
    ['a list that nothing asks for', 'whenUnsure: give_up', 'whenUnsure: find', /Add find/],
    ['an encoding without words', 'encodings: { gsm7: plain, ucs2: unicode }\n', '', /Add encodings/],
    ['two proofs', 'verify:', 'verify:\n    basic: { user: a, password: b }', /must NOT have more than 1/],
    [
      'a signed address that does not come along',
      'StatusCallback: "{reportsUrl}"',
      'X: y',
      /Add \{reportsUrl\}/,
    ],
    ['a state that is none of ours', 'queued: accepted', 'queued: waiting', /Use one of: accepted, sent/],
    ['a misspelt key', 'reply:', 'replies:', /Remove replies/],
  ])('is refused with %s', (_what, from, to, fault) => {
    expect(changed(from, to).join('\n')).toMatch(fault);
  });

  it('is refused where repeats have nothing to be recognised by', () => {
    const text = EXOTEL.replace('whenUnsure: give_up', 'whenUnsure: repeat').replace(
      'CustomField: "{key}"',
      'X: y',
    );
    expect(readGateway(text, 'exotel.yaml').faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/Add \{key\} or \{key\.hash\}/),
      'Add {key} to send: the field has nothing to repeat',
    ]);
  });
});
