import { describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { TelephonyError } from '../../../ports/telephony.ts';
import { TwilioStream } from './stream.ts';

const streamSid = 'MZ1';
const START = {
  event: 'start',
  sequenceNumber: '1',
  streamSid,
  start: {
    streamSid,
    accountSid: 'AC1',
    callSid: 'CA1',
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    customParameters: { call: 'c', token: 't' },
  },
};
const media = (sequenceNumber: number, chunk: number, more: object = {}) => ({
  event: 'media',
  sequenceNumber: String(sequenceNumber),
  streamSid,
  media: { track: 'inbound', chunk: String(chunk), timestamp: String(chunk * 20), payload: 'AQID', ...more },
});

function read(messages: readonly unknown[], codec = new TwilioStream()) {
  return messages.flatMap((message) =>
    codec.read(typeof message === 'string' ? message : JSON.stringify(message)),
  );
}

describe('a message', () => {
  const start = (more: object) => ({ ...START, start: { ...START.start, ...more } });
  it.each<[string, unknown, string]>([
    ['no JSON', '{"event":', 'not_json'],
    ['a list', [], 'not_json'],
    ['null', 'null', 'not_json'],
    ['without an event', {}, 'no_event'],
    ['too large', `{"event":"${'x'.repeat(70_000)}"}`, 'too_large'],
    ['of another stream', { ...media(2, 1), streamSid: 'MZ2' }, 'other_stream'],
    ['without a number', { ...media(2, 1), sequenceNumber: undefined }, 'sequence'],
    ['numbered with a fraction', { ...media(2, 1), sequenceNumber: '2.5' }, 'sequence'],
    ['a second start', { ...START, sequenceNumber: '2' }, 'second_start'],
    ['audio without media', { ...media(2, 1), media: null }, 'media'],
    ['of an unknown track', media(2, 1, { track: 'music' }), 'track'],
    ['with chunk 0', media(2, 0), 'chunk'],
    ['with a negative time', media(2, 1, { timestamp: '-1' }), 'timestamp'],
    ['with half of base64', media(2, 1, { payload: 'AQI' }), 'base64'],
    ['with no base64', media(2, 1, { payload: '????' }), 'base64'],
    ['without audio', media(2, 1, { payload: '' }), 'base64'],
    ['with an unknown key', { event: 'dtmf', sequenceNumber: '2', streamSid, dtmf: { digit: 'x' } }, 'digit'],
    [
      'with a long mark',
      { event: 'mark', sequenceNumber: '2', streamSid, mark: { name: 'x'.repeat(2000) } },
      'mark',
    ],
  ])('%s is rejected', (_, message, rule) => {
    const codec = new TwilioStream();
    read([START], codec);
    expect(() => read([message], codec)).toThrow(`bad_message (${rule})`);
  });

  it.each<[string, unknown, string]>([
    ['before the start', media(2, 1), 'before_start'],
    [
      'with another codec',
      start({ mediaFormat: { encoding: 'audio/l16', sampleRate: 8000, channels: 1 } }),
      'media_format',
    ],
    ['without tracks', start({ tracks: null }), 'tracks'],
    ['without a call', start({ callSid: '' }), 'call_sid'],
    ['with a parameter that is no text', start({ customParameters: { call: 1 } }), 'parameters'],
    ['with too many parameters', start({ customParameters: { ...Array(30).fill('x') } }), 'parameters'],
  ])('%s does not start a stream', (_, message, rule) => {
    expect(() => read([{ event: 'connected' }, message])).toThrow(`bad_message (${rule})`);
  });

  it('in binary is rejected', () => {
    expect(() => new TwilioStream().read(new Uint8Array(3))).toThrow('bad_message (binary)');
  });

  it('of a kind that is not known is ignored', () => {
    expect(read([START, { event: 'weather' }, media(2, 1)])).toHaveLength(2);
  });
});

it('gives each frame once, in order, with every gap, whatever is lost or repeated', () => {
  for (let seed = 1; seed <= sized({ small: 50, full: 2_000 }); seed += 1) {
    let state = seed;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
      return state / 0x7fffffff;
    };
    const messages: object[] = [START];
    const arrived: number[] = [];
    for (let chunk = 1; chunk <= 40; chunk += 1) {
      if (random() < 0.3) continue;
      messages.push(media(chunk + 1, chunk));
      arrived.push(chunk);
      if (random() < 0.3) messages.push(messages[Math.floor(random() * messages.length)] as object);
    }
    const events = read(messages).slice(1);
    const frames = events.flatMap((each) => (each.kind === 'audio' ? each.sequence : []));
    expect(frames).toEqual(arrived);
    const missing = events.reduce((sum, each) => sum + (each.kind === 'gap' ? each.frames : 0), 0);
    expect(missing + frames.length).toBe(arrived.at(-1) ?? 0);
  }
});

it('throws nothing but its own error, whatever arrives', () => {
  const whole = JSON.stringify(media(2, 1));
  for (let at = 0; at < whole.length; at += 1) {
    for (const broken of [whole.slice(0, at), `${whole.slice(0, at)}\u0000${whole.slice(at + 1)}`]) {
      const codec = new TwilioStream();
      read([START], codec);
      try {
        codec.read(broken);
      } catch (error) {
        expect(error).toBeInstanceOf(TelephonyError);
      }
    }
  }
});
