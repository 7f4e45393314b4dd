import { CliError } from '../../base/errors.ts';

/** A recording as the service takes it. */
export interface Recording {
  readonly encoding: 'pcm_s16le' | 'mulaw';
  readonly sampleRate: 8_000 | 16_000;
  /** The bytes of each channel: the caller, and in a stereo file the operator. */
  readonly channels: readonly Uint8Array[];
  readonly seconds: number;
}

/** Formats of the `fmt ` chunk; 0xfffe names the real one further behind. */
const PCM = 1;
const MULAW = 7;
const EXTENSIBLE = 0xfffe;
const NAMES: Readonly<Record<number, string>> = { 3: 'floating point', 6: 'A-law', 85: 'MP3' };

/**
 * Reads a WAV file: PCM of 16 bit or mu-law, one or two channels, 8,000 or 16,000 samples a second.
 * @throws CliError that says what is wrong with another file, and how to convert it.
 */
export function readWav(bytes: Uint8Array, name: string): Recording {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || text(0) !== 'RIFF' || text(8) !== 'WAVE') {
    throw refused(name, 'it is not a WAV file');
  }
  let format: DataView | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    // A recorder that was stopped leaves a length of 0 or the highest there is: the data ends with the file.
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    const end = Math.min(length === 0 ? bytes.length : body + length, bytes.length);
    if (text(at) === 'fmt ' && length >= 16 && body + length <= bytes.length) {
      format = new DataView(bytes.buffer, bytes.byteOffset + body, length);
    }
    if (text(at) === 'data') {
      if (format === undefined) throw refused(name, 'it does not say how its audio is coded');
      return recordingOf(format, bytes.subarray(body, end), name);
    }
    at = body + length + (length % 2);
  }
  throw refused(name, 'it has no audio');
}

function recordingOf(format: DataView, data: Uint8Array, name: string): Recording {
  const named = format.getUint16(0, true);
  const code = named === EXTENSIBLE && format.byteLength >= 26 ? format.getUint16(24, true) : named;
  const [channels, sampleRate, bits] = [
    format.getUint16(2, true),
    format.getUint32(4, true),
    format.getUint16(14, true),
  ];
  if (code !== PCM && code !== MULAW) {
    throw refused(name, `its audio is ${NAMES[code] ?? `of format ${code}`}, not PCM or mu-law`);
  }
  if (code === PCM && bits !== 16) throw refused(name, `its samples have ${bits} bits, not 16`);
  if (channels !== 1 && channels !== 2) {
    throw refused(name, `it has ${channels} channels; one is the caller, two are caller and operator`);
  }
  const rates: readonly number[] = code === MULAW ? [8_000] : [8_000, 16_000];
  if (!rates.includes(sampleRate)) {
    const wanted = rates.map((rate) => rate.toLocaleString('en')).join(' or ');
    throw refused(name, `it has ${sampleRate.toLocaleString('en')} samples a second, not ${wanted}`);
  }
  const width = code === MULAW ? 1 : 2;
  const frames = Math.floor(data.length / width / channels);
  if (frames === 0) throw refused(name, 'it has no audio');
  return {
    encoding: code === MULAW ? 'mulaw' : 'pcm_s16le',
    sampleRate: sampleRate as 8_000 | 16_000,
    channels: Array.from({ length: channels }, (_, channel) => ofChannel(data, channel, channels, width)),
    seconds: frames / sampleRate,
  };
}

/** Samples of channels alternate. */
function ofChannel(data: Uint8Array, channel: number, channels: number, width: number): Uint8Array {
  const frames = Math.floor(data.length / width / channels);
  if (channels === 1) return data.subarray(0, frames * width);
  const own = new Uint8Array(frames * width);
  for (let frame = 0; frame < frames; frame += 1) {
    const from = (frame * channels + channel) * width;
    own.set(data.subarray(from, from + width), frame * width);
  }
  return own;
}

function refused(name: string, why: string): CliError {
  const file = /\s/.test(name) ? `"${name}"` : name;
  return new CliError('wav_unusable', `${name} cannot be played: ${why}.`, {
    hint: `Convert it, for example: ffmpeg -i ${file} -ac 1 -ar 16000 -c:a pcm_s16le converted.wav`,
  });
}
