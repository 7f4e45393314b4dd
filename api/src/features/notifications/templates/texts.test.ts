import { describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import { loadPolicies } from '../../booking/index.ts';
import { EXAMPLE, TEMPLATE_IDS } from './catalogue.ts';
import { healthWords, loadTexts, TemplateError, wordingFaults } from './texts.ts';
import { Wordings } from './wordings.ts';

const policies = loadPolicies();
const names = [...policies.values()].flatMap(({ document }) => Object.values(document.names));
const words = healthWords(names);
const wordings = new Wordings(policies, { languages: ['en', 'hi'], timezone: 'Asia/Kolkata', country: 'IN' });
const faulty = folderWith({
  'en.yaml': 'nothing: {title: A}\n',
  'hi.yaml': 'booking_assigned: {title: A, body: B, outside: C}\n',
});
const good = { title: 'A', body: 'B', outside: 'C' };

describe('the texts of notifications', () => {
  it.each(['en', 'hi'])('in %s tell nothing about health on a lock screen', (language) => {
    const timezone = 'Asia/Kolkata';
    for (const id of TEMPLATE_IDS) {
      const { outside } = wordings.worded(id, EXAMPLE, { language, timezone });
      expect(words.filter((word) => outside.toLowerCase().includes(word))).toEqual([]);
    }
  });

  it('tell times in the zone of the reader, and fall back to English', () => {
    const at = (language: string, timezone: string) =>
      wordings.worded('visit_requested', EXAMPLE, { language, timezone }).body;
    expect(at('en', 'Asia/Kolkata')).toBe(
      'Blood test, Mon, 30 Nov, 10:00 am. You will hear when it is confirmed.',
    );
    expect(at('sv', 'Europe/Stockholm')).toContain('5:30');
    expect(at('hi-IN', 'Asia/Kolkata')).toContain('रक्त जाँच');
  });

  it.each([
    ['a variable it does not have', { body: '{name}' }, 'body: it cannot have {name}, only {service}'],
    ['the service outside', { outside: '{service}' }, 'outside: {service} tells what the matter is'],
    ['a word about health outside', { outside: 'Your Ambulance comes' }, '“ambulance” tells'],
    ['the name of a service outside', { outside: 'Home nursing' }, '“home nursing” tells'],
    ['no text', { title: ' ' }, 'title: write a text'],
    ['too long a text', { title: 'x'.repeat(61) }, 'title: use at most 60 characters'],
    ['a brace alone', { body: 'Hello {service' }, 'body: a brace has no counterpart'],
    ['a word in other characters', { outside: 'मरी\u095b के लिए' }, 'tells what the matter is'],
    ['another part', { footer: 'x' }, 'footer: there is no such part'],
  ])('are refused with %s', (_what, change, fault) => {
    const faults = wordingFaults('booking_assigned', { ...good, ...change }, words);
    expect(faults.join()).toContain(fault);
  });

  it('are refused as a whole with every fault, so that the service does not start', () => {
    const load = () => loadTexts([], faulty);
    expect(load).toThrow(TemplateError);
    expect(load).toThrow('en/nothing: there is no such template');
    expect(load).toThrow('hi/booking_requested/title: write a text');
  });
});
