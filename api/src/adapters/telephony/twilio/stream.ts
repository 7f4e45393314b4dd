import { type StreamCodec, type StreamEvent, TelephonyError, type Track } from '../../../ports/telephony.ts';

/** Far above what the provider sends: 20 ms of audio are 160 bytes, some 400 characters of JSON. */
const MAX_MESSAGE = 65_536;
const MAX_PARAMETERS = 20;
const MAX_TEXT = 1_024;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const TRACKS: Readonly<Record<string, Track>> = { inbound: 'caller', outbound: 'operator' };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Twilio Media Streams (https://www.twilio.com/docs/voice/media-streams/websocket-messages): JSON text messages
 * `connected`, `start`, then `media`, `dtmf` and `mark`, at last `stop`. All but the first are numbered in one sequence, and
 * the audio of each track in chunks of its own, both from 1.
 */
export class TwilioStream implements StreamCodec {
  #streamId: string | null = null;
  #sequence = 0;
  readonly #chunks = new Map<Track, number>();

  read(message: string | Uint8Array): readonly StreamEvent[] {
    if (typeof message !== 'string') throw bad('binary');
    if (message.length > MAX_MESSAGE) throw bad('too_large');
    const fields = parse(message);
    const { event } = fields;
    if (typeof event !== 'string') throw bad('no_event');
    if (event === 'connected') return [];
    if (!['start', 'media', 'dtmf', 'mark', 'stop'].includes(event)) return [];
    if (event !== 'start' && this.#streamId === null) throw bad('before_start');
    if (this.#streamId !== null && fields.streamSid !== this.#streamId) throw bad('other_stream');
    const sequence = count(fields.sequenceNumber, 'sequence');
    if (sequence <= this.#sequence) return [];
    if (event === 'start' && this.#streamId !== null) throw bad('second_start');
    const read = this.#events(event, fields);
    this.#sequence = sequence;
    return read;
  }

  audio(bytes: Uint8Array): string {
    const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return this.#write('media', { media: { payload } });
  }

  mark(name: string): string {
    return this.#write('mark', { mark: { name } });
  }

  clear(): string {
    return this.#write('clear', {});
  }

  #write(event: string, fields: Fields): string {
    return JSON.stringify({ event, streamSid: this.#streamId, ...fields });
  }

  #events(event: string, fields: Fields): readonly StreamEvent[] {
    switch (event) {
      case 'start':
        return [this.#started(fields)];
      case 'media':
        return this.#audio(member(fields, 'media'));
      case 'dtmf': {
        const digit = text(member(fields, 'dtmf').digit, 'digit');
        if (!/^[0-9*#A-D]$/.test(digit)) throw bad('digit');
        return [{ kind: 'digit', digit }];
      }
      case 'mark':
        return [{ kind: 'mark', name: text(member(fields, 'mark').name, 'mark') }];
      default:
        return [{ kind: 'stopped' }];
    }
  }

  #started(fields: Fields): StreamEvent {
    const start = member(fields, 'start');
    const { encoding, sampleRate, channels } = member(start, 'mediaFormat');
    if (encoding !== 'audio/x-mulaw' || sampleRate !== 8_000 || channels !== 1) throw bad('media_format');
    const streamId = text(fields.streamSid ?? start.streamSid, 'stream_sid');
    const { tracks, customParameters = {} } = start;
    if (!Array.isArray(tracks)) throw bad('tracks');
    const given = isFields(customParameters) ? Object.entries(customParameters) : [];
    if (!isFields(customParameters) || given.length > MAX_PARAMETERS) throw bad('parameters');
    this.#streamId = streamId;
    return {
      kind: 'started',
      providerCallId: text(start.callSid, 'call_sid'),
      streamId,
      tracks: tracks.map(trackOf),
      parameters: Object.fromEntries(given.map(([name, value]) => [name, text(value, 'parameters')])),
    };
  }

  #audio(media: Fields): readonly StreamEvent[] {
    const track = trackOf(media.track);
    const sequence = count(media.chunk, 'chunk');
    const timestampMs = whole(media.timestamp, 'timestamp');
    const { payload } = media;
    if (typeof payload !== 'string' || payload.length % 4 !== 0 || !BASE64.test(payload)) throw bad('base64');
    const before = this.#chunks.get(track) ?? 0;
    // The chunk came before, in a message with another number.
    if (sequence <= before) return [];
    this.#chunks.set(track, sequence);
    const bytes = new Uint8Array(Buffer.from(payload, 'base64'));
    const missing = sequence - before - 1;
    return [
      ...(missing > 0 ? ([{ kind: 'gap', track, frames: missing }] as const) : []),
      { kind: 'audio', track, sequence, timestampMs, bytes },
    ];
  }
}

function bad(rule: string): TelephonyError {
  return new TelephonyError('bad_message', rule);
}

function parse(message: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    // The parser's message quotes the text: it is not passed on.
    throw bad('not_json');
  }
  if (!isFields(value)) throw bad('not_json');
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(fields: Fields, name: string): Fields {
  const value = fields[name];
  if (!isFields(value)) throw bad(name);
  return value;
}

function text(value: unknown, rule: string): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_TEXT) throw bad(rule);
  return value;
}

/** The provider writes its numbers as text. At most ten digits: years of audio. */
function whole(value: unknown, rule: string): number {
  const digits = typeof value === 'number' ? String(value) : value;
  if (typeof digits !== 'string' || !/^\d{1,10}$/.test(digits)) throw bad(rule);
  return Number(digits);
}

function count(value: unknown, rule: string): number {
  const number = whole(value, rule);
  if (number === 0) throw bad(rule);
  return number;
}

function trackOf(value: unknown): Track {
  const track = TRACKS[String(value)];
  if (track === undefined) throw bad('track');
  return track;
}
