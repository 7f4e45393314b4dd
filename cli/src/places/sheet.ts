import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { type Place, printedCode } from './places.ts';

/** What a page says beside the code: in English, then in Hindi where it is a language of the region. */
const TEXTS = {
  title: ['Call for help', 'मदद के लिए कॉल करें'],
  scan: ['Scan with the camera of your phone', 'अपने फ़ोन के कैमरे से स्कैन करें'],
  code: ['Code of this place', 'इस जगह का कोड'],
  type: ['No camera? Open this page and type the code:', 'कैमरा नहीं? यह पेज खोलें और कोड लिखें:'],
  dial: ['If it does not open, dial', 'यदि न खुले तो डायल करें'],
} as const;

const require = createRequire(import.meta.url);
/** The standard fonts of PDF have no Devanagari, so the fonts are embedded: one for it, one for all else. */
const font = (subset: 'devanagari' | 'latin', weight: 400 | 700): string =>
  require.resolve(
    `@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-${subset}-${weight}-normal.woff`,
  );

/** Points on A4. */
const MARGIN = 48;
const QR_SIZE = 330;
/** White modules around the code that scanners need (ISO/IEC 18004, section 9.1). */
const QUIET_ZONE = 4;
const SMALLEST_TEXT = 8;

type Document = InstanceType<typeof PDFDocument>;

export interface Sheet {
  readonly community: string;
  readonly places: readonly Place[];
  /** The address of the page that a code opens. */
  readonly page: string;
  /** The number to dial where the page does not open. */
  readonly emergencyNumber: string;
  /** BCP 47, those of the region. */
  readonly languages: readonly string[];
}

/** The address that the QR code of a place opens. */
export function addressOf(page: string, { code }: Pick<Place, 'code'>): string {
  const url = new URL(page);
  url.searchParams.set('place', code);
  return url.href;
}

/** Writes a PDF with a page of A4 for each place. @throws Error when the file cannot be written, or exists. */
export async function writeSheet(file: string, sheet: Sheet): Promise<void> {
  const { community, places } = sheet;
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    autoFirstPage: false,
    font: font('latin', 400),
    info: { Title: `${community}: ${TEXTS.title[0]}` },
    lang: 'en',
  });
  const stream = createWriteStream(file, { flags: 'wx' });
  document.pipe(stream);
  for (const place of places) drawPage(document, sheet, place);
  document.end();
  await finished(stream);
}

function drawPage(document: Document, sheet: Sheet, place: Place): void {
  const { community, page, emergencyNumber, languages } = sheet;
  const hindi = languages.some((tag) => tag.split('-')[0] === 'hi');
  const said = (texts: readonly [string, string]) => (hindi ? texts : texts.slice(0, 1));
  document.addPage();
  let y = MARGIN;
  const line = (text: string, size: number, weight: 400 | 700 = 400) => {
    y += drawLine(document, text, { y, size, weight });
  };
  for (const [index, text] of said(TEXTS.title).entries()) line(text, index === 0 ? 40 : 34, 700);
  y += 12;
  drawCode(document, addressOf(page, place), (document.page.width - QR_SIZE) / 2, y);
  y += QR_SIZE + 8;
  for (const text of said(TEXTS.scan)) line(text, 16);
  y += 12;
  line(place.name, 28, 700);
  line(community, 16);
  y += 16;
  line(said(TEXTS.code).join(' · '), 12);
  line(printedCode(place.code), 24, 700);
  y += 8;
  for (const text of said(TEXTS.type)) line(text, 12);
  line(page, 14, 700);
  y += 12;
  const dial = said(TEXTS.dial).map((text) => `${text} ${emergencyNumber}`);
  line(dial.join(' · '), 14, 700);
}

/** The QR code as rectangles, one for each run of black modules in a row. */
function drawCode(document: Document, text: string, left: number, top: number): void {
  // Level Q: a quarter may be scratched or dirty.
  const { data, size } = encode(text, { ecc: 'Q', border: QUIET_ZONE });
  const module = QR_SIZE / size;
  for (const [row, modules] of data.entries()) {
    for (let column = 0; column < size; column += 1) {
      if (modules[column] !== true) continue;
      const start = column;
      while (modules[column + 1] === true) column += 1;
      document.rect(left + start * module, top + row * module, (column + 1 - start) * module, module);
    }
  }
  document.fill('black');
}

/** Draws a centred line, smaller where it would not fit. @returns the height it takes. */
function drawLine(
  document: Document,
  text: string,
  { y, size, weight }: { readonly y: number; readonly size: number; readonly weight: 400 | 700 },
): number {
  // Letters of one script belong together with their blanks; digits and marks are in either font.
  const runs =
    text.match(/[\p{Script=Devanagari}\u200c\u200d]+|[^\p{Script=Devanagari}\u200c\u200d]+/gu) ?? [];
  const fontOf = (run: string) => font(/\p{Script=Devanagari}/u.test(run) ? 'devanagari' : 'latin', weight);
  const widthOf = (run: string, at: number) => document.font(fontOf(run)).fontSize(at).widthOfString(run);
  const width = (at: number) => runs.reduce((sum, run) => sum + widthOf(run, at), 0);
  const room = document.page.width - 2 * MARGIN;
  const fitting = Math.max(SMALLEST_TEXT, Math.min(size, (size * room) / width(size)));
  let x = (document.page.width - width(fitting)) / 2;
  for (const run of runs) {
    const wide = widthOf(run, fitting);
    document.text(run, x, y, { lineBreak: false });
    x += wide;
  }
  return fitting * 1.5;
}
