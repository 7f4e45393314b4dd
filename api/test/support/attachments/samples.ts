import { randomBytes } from 'node:crypto';

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Of a picture of one pixel. */
const HEADER = pngChunk('IHDR', Buffer.from('00000001000000010806000000', 'hex'));
const END = pngChunk('IEND', Buffer.alloc(0));
const AROUND_PIXELS = PNG_SIGNATURE.length + HEADER.length + 12 + END.length;

/** A chunk of a PNG. Nobody here looks at its checksum. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

/** A file with the form of a PNG, of random pixels. @param size bytes; one that is too short for that is cut off. */
export function png(size: number, ...more: readonly Uint8Array[]): Buffer {
  const extra = Buffer.concat(more);
  const pixels = pngChunk('IDAT', randomBytes(Math.max(0, size - AROUND_PIXELS - extra.length)));
  return Buffer.concat([PNG_SIGNATURE, HEADER, extra, pixels, END]).subarray(0, size);
}

/** An Exif block that says how to turn a picture and, in words, where it was taken. */
export function exif(orientation: number, place: string): Buffer {
  const tiff = Buffer.from('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0', 'latin1');
  tiff.writeUInt16LE(orientation, 18);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(place)]);
}

export function jpegSegment(marker: number, data: Uint8Array): Buffer {
  const header = Buffer.of(0xff, marker, 0, 0);
  header.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([header, data]);
}

const JFIF = jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'));
/** Two scans, as a progressive picture has, with 0xff in the pixels and a restart. */
const SCANS = Buffer.concat([
  jpegSegment(0xdb, Buffer.alloc(65, 1)),
  jpegSegment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
  Buffer.of(7, 0xff, 0, 8, 0xff, 0xd0, 9),
  jpegSegment(0xc4, Buffer.alloc(20, 2)),
  jpegSegment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
  Buffer.of(10, 0xff, 0, 11),
]);

/** A file with the form of a JPEG. @param more segments before its pixels. @param after what follows its end. */
export function jpeg(more: readonly Uint8Array[] = [], after: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.of(0xff, 0xd8), JFIF, ...more, SCANS, Buffer.of(0xff, 0xd9), after]);
}
