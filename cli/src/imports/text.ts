import { readFile } from 'node:fs/promises';
import { CliError } from '../base/errors.ts';

/** Reads a file, or stdin for `-`. */
export async function readInput(path: string): Promise<Buffer> {
  if (path === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new CliError('file_unreadable', `Cannot read ${path}: ${why}.`);
  }
}

/**
 * Turns bytes into text: UTF-8 with or without a byte order mark, UTF-16 by its mark or by the zero bytes of its first
 * character, or the named encoding. Anything else is refused with the line that shows it, rather than imported as
 * garbled names.
 */
export function decode(bytes: Buffer, name: string, encoding?: string): string {
  if (encoding) {
    try {
      return new TextDecoder(encoding).decode(bytes);
    } catch {
      throw new CliError('unknown_encoding', `"${encoding}" is not a known encoding.`, {
        hint: 'Common ones: utf-8, windows-1252, utf-16le.',
      });
    }
  }
  const wide = utf16Of(bytes);
  if (wide !== undefined) return decodeUtf16(bytes, name, wide);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new CliError('not_csv', `${name} is a spreadsheet or zip file, not CSV.`, {
      hint: 'In the spreadsheet program choose Save as > CSV UTF-8, and import that file.',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError('not_utf8', `${name} is not UTF-8: line ${firstBadLine(bytes)} has invalid bytes.`, {
      hint: 'Save it as "CSV UTF-8", or name its encoding, for example --encoding windows-1252.',
    });
  }
}

/**
 * UTF-16 by its mark. Without one by its first character, which is a letter, a digit or a quote in every file we can read:
 * in UTF-16 one of its two bytes is zero, and no UTF-8 text has a zero byte there.
 */
function utf16Of([first, second]: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second !== 0 && second !== undefined) return 'utf-16be';
  return first !== 0 && first !== undefined && second === 0 ? 'utf-16le' : undefined;
}

function decodeUtf16(bytes: Buffer, name: string, encoding: 'utf-16le' | 'utf-16be'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const read = new TextDecoder(encoding).decode(bytes);
    const line = linesOf(read.slice(0, read.indexOf('\uFFFD')));
    throw new CliError('not_utf16', `${name} looks like UTF-16 but is damaged: see line ${line}.`, {
      hint: 'Save it again as "CSV UTF-8".',
    });
  }
}

/** The line of the first bytes that are not UTF-8. A line end is always one byte in UTF-8. */
function firstBadLine(bytes: Buffer): number {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const lines = bytes.toString('latin1').split(LINE_END);
  const bad = lines.findIndex((line) => {
    try {
      strict.decode(Buffer.from(line, 'latin1'));
      return false;
    } catch {
      return true;
    }
  });
  return bad === -1 ? lines.length : bad + 1;
}

const LINE_END = /\r\n|\r|\n/;

function linesOf(text: string): number {
  return text.split(LINE_END).length;
}
