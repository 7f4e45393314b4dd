import type { ContentType } from '../models.ts';

/*
 * Pictures say where and when they were taken, with which device, and often by whom: telephones write it into each. What is
 * kept is the picture alone, taken out of its file without decoding it, so that not a pixel changes:
 *
 * - JPEG (ITU T.81): no Exif, XMP, IPTC or comments, no further pictures after its end (a video, a depth map). How it has to
 *   be turned is written back, and nothing else; colours (ICC, Adobe) and JFIF stay.
 * - PNG (ISO 15948): the chunks of pixels and colours alone.
 * - WebP (RFC 9649): no Exif and XMP.
 */

/** What calls itself a picture does not have the form of one. */
export class UnreadablePicture extends Error {}

/** The file without what it says beside its picture. Documents are returned as they are. @throws UnreadablePicture. */
export function withoutMetadata(content: Uint8Array, type: ContentType): Uint8Array {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  switch (type) {
    case 'image/jpeg':
      return plainJpeg(bytes);
    case 'image/png':
      return plainPng(bytes);
    case 'image/webp':
      return plainWebp(bytes);
    case 'application/pdf':
      return content;
  }
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const COMMENT = 0xfe;

function plainJpeg(bytes: Buffer): Uint8Array {
  const kept: Buffer[] = [];
  let orientation = 1;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) throw new UnreadablePicture();
    const marker = bytes[at + 1];
    if (marker === undefined) throw new UnreadablePicture();
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    const end = at + 2 + lengthAt(bytes, at + 2);
    const segment = bytes.subarray(at, end);
    if (marker === APP1) orientation = orientationOf(segment) ?? orientation;
    if (isOfPicture(marker, segment)) kept.push(segment);
    at = end;
    if (marker !== SOS) continue;
    at = endOfScan(bytes, end);
    kept.push(bytes.subarray(end, at));
  }
  const turned = orientation === 1 ? [] : [exifOf(orientation)];
  return Buffer.concat([Buffer.of(0xff, SOI), ...turned, ...kept, Buffer.of(0xff, EOI)]);
}

/** Of a segment without its marker, which the length counts not. */
function lengthAt(bytes: Buffer, at: number): number {
  const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0;
  if (length < 2 || at + length > bytes.length) throw new UnreadablePicture();
  return length;
}

function isOfPicture(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = segment.subarray(4, 16).toString('latin1');
  return name.startsWith('JFIF\0') || name.startsWith('ICC_PROFILE\0') || name.startsWith('Adobe');
}

/** Where the next marker is: the pixels in between have 0xff only with a zero or the number of a restart behind it. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new UnreadablePicture();
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION = 0x0112;
/** Type of a value of 16 bits. */
const SHORT = 3;

/** How an Exif segment says to turn the picture, 1 to 8; null where it says nothing. */
function orientationOf(segment: Buffer): number | null {
  if (!segment.subarray(4, 10).equals(EXIF)) return null;
  const tiff = segment.subarray(10);
  const little = tiff.subarray(0, 2).toString('latin1') === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  try {
    const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    for (let entry = 0; entry < short(directory); entry += 1) {
      const at = directory + 2 + entry * 12;
      if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
      const value = short(at + 8);
      return value >= 1 && value <= 8 ? value : null;
    }
  } catch {
    // It points beyond its end: the picture is shown as it is.
  }
  return null;
}

/** An Exif segment with the orientation alone. */
function exifOf(orientation: number): Buffer {
  const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1');
  tiff.writeUInt16BE(orientation, 18);
  const segment = Buffer.concat([Buffer.of(0xff, APP1, 0, 0), EXIF, tiff]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return segment;
}

const PNG_SIGNATURE_BYTES = 8;
const PNG_CHUNKS = new Set(
  [
    'IHDR',
    'PLTE',
    'IDAT',
    'IEND',
    'tRNS',
    'gAMA',
    'cHRM',
    'sRGB',
    'iCCP',
    'sBIT',
    'cICP',
    'mDCV',
    'cLLI',
  ].concat(['bKGD', 'pHYs', 'sPLT', 'hIST']),
);

function plainPng(bytes: Buffer): Uint8Array {
  const kept = [bytes.subarray(0, PNG_SIGNATURE_BYTES)];
  for (let at = PNG_SIGNATURE_BYTES; ; ) {
    if (at + 12 > bytes.length) throw new UnreadablePicture();
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new UnreadablePicture();
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (PNG_CHUNKS.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** In the first byte of VP8X: that chunks of Exif and XMP follow. */
const WEBP_METADATA_FLAGS = 0x08 | 0x04;

function plainWebp(bytes: Buffer): Uint8Array {
  if (bytes.length < 12) throw new UnreadablePicture();
  const whole = 8 + bytes.readUInt32LE(4);
  if (whole > bytes.length) throw new UnreadablePicture();
  const kept: Buffer[] = [];
  for (let at = 12; at < whole; ) {
    if (at + 8 > whole) throw new UnreadablePicture();
    const length = bytes.readUInt32LE(at + 4);
    // Chunks of an odd length are padded; of the last one the padding may be missing.
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > whole) throw new UnreadablePicture();
    const type = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, end));
    if (type === 'VP8X' && length > 0) chunk[8] = (chunk[8] ?? 0) & ~WEBP_METADATA_FLAGS;
    if (WEBP_CHUNKS.has(type)) kept.push(chunk);
    at = end;
  }
  if (kept.length === 0) throw new UnreadablePicture();
  const body = Buffer.concat(kept);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([header, body]);
}
