import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { exif, jpeg, jpegSegment, png, pngChunk } from '../../../../test/support/attachments/samples.ts';
import { UnreadablePicture, withoutMetadata } from './metadata.ts';

const PLACE = 'GPS 12.97 N 77.59 E';
const said = (content: Uint8Array) => Buffer.from(content).toString('latin1');
const place = Buffer.from(PLACE);

describe('a JPEG', () => {
  it('loses where it was taken, and keeps every pixel', () => {
    const plain = withoutMetadata(
      jpeg([
        jpegSegment(0xe1, exif(1, PLACE)),
        jpegSegment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${PLACE}`)),
        jpegSegment(0xed, Buffer.from(`Photoshop 3.0\0${PLACE}`)),
        jpegSegment(0xfe, place),
      ]),
      'image/jpeg',
    );
    expect(said(plain)).not.toContain('GPS');
    expect(Buffer.from(plain)).toEqual(jpeg());
  });

  it('keeps how it has to be turned, and its colours', async () => {
    const colours = jpegSegment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'));
    const turned = jpeg([jpegSegment(0xe1, exif(6, PLACE)), colours]);
    const plain = withoutMetadata(turned, 'image/jpeg');
    expect(said(plain)).not.toContain('GPS');
    expect(said(plain)).toContain('colours');
    const bytes = Buffer.from(plain);
    const tag = bytes.indexOf(Buffer.from('01120003000000010006', 'hex'));
    expect(tag).toBeGreaterThan(0);
    expect(withoutMetadata(plain, 'image/jpeg')).toEqual(plain);
    expect((await fileTypeFromBuffer(plain))?.mime).toBe('image/jpeg');
  });

  it('ends at its end: no video and no second picture follow', () => {
    const plain = withoutMetadata(jpeg([], Buffer.concat([place, jpeg()])), 'image/jpeg');
    expect(Buffer.from(plain)).toEqual(jpeg());
  });

  it.each([
    ['points beyond its end', exif(6, '').subarray(0, 20)],
    ['says to turn it nowhere', exif(9, '')],
    ['is empty', Buffer.from('Exif\0\0')],
  ])('is shown as it is where its Exif %s', (_, block) => {
    const plain = withoutMetadata(jpeg([jpegSegment(0xe1, block)]), 'image/jpeg');
    expect(Buffer.from(plain)).toEqual(jpeg());
  });
});

describe('a PNG', () => {
  it('keeps pixels and colours alone', () => {
    const pixels = png(200);
    const colours = pngChunk('gAMA', Buffer.alloc(4, 7));
    const words = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME', 'prVt'].map((type) => pngChunk(type, place));
    const [header, rest] = [pixels.subarray(0, 33), pixels.subarray(33)];
    const plain = withoutMetadata(Buffer.concat([header, colours, ...words, rest, place]), 'image/png');
    expect(Buffer.from(plain)).toEqual(Buffer.concat([header, colours, rest]));
  });
});

describe('a WebP', () => {
  const chunk = (type: string, data: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length % 2)]);
  };
  const webp = (...chunks: readonly Buffer[]) => {
    const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from('RIFF'), length, body]);
  };
  const header = (flags: number) => chunk('VP8X', Buffer.of(flags, 0, 0, 0, 9, 0, 0, 9, 0, 0));
  const pixels = chunk('VP8 ', Buffer.from('pixel'));

  it('says no more that it has what was taken out', () => {
    const given = webp(header(0x2c), pixels, chunk('EXIF', place), chunk('XMP ', place));
    expect(Buffer.from(withoutMetadata(given, 'image/webp'))).toEqual(webp(header(0x20), pixels));
  });

  it('is refused where nothing of it is a picture', () => {
    expect(() => withoutMetadata(webp(chunk('EXIF', place)), 'image/webp')).toThrow(UnreadablePicture);
  });
});

it('a picture that was cut off anywhere is no picture', () => {
  const whole = { 'image/jpeg': jpeg([jpegSegment(0xe1, exif(6, PLACE))]), 'image/png': png(100) } as const;
  for (const type of ['image/jpeg', 'image/png'] as const) {
    for (let length = 12; length < whole[type].length; length += 1) {
      expect(() => withoutMetadata(whole[type].subarray(0, length), type)).toThrow(UnreadablePicture);
    }
  }
});

it('a document stays as it is', () => {
  const document = Buffer.from(`%PDF-1.7 ${PLACE}`);
  expect(withoutMetadata(document, 'application/pdf')).toBe(document);
});
