import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const files = {
  regular: 'Inter_400Regular.ttf',
  bold: 'Inter_700Bold.ttf',
  mono: 'JetBrainsMono_400Regular.ttf',
} as const;

/** A font's file by its name. */
export interface FontFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The fonts of every report. */
export type ReportFonts = Readonly<Record<keyof typeof files, FontFile>>;

/** Reads the fonts of the reports. Throws the file system's error when one cannot be read. */
export async function readFonts(folder: string): Promise<ReportFonts> {
  // Named by their paths: text comes from pdfmake's own files, but drawings open theirs on the disk.
  const read = async (file: string): Promise<FontFile> => {
    const name = resolve(folder, file);
    return { name, bytes: withoutSubstitutions(await readFile(name)) };
  };
  const [regular, bold, mono] = await Promise.all([read(files.regular), read(files.bold), read(files.mono)]);
  return { regular, bold, mono };
}

const directoryStart = 12;
const entryLength = 16;

/**
 * Hides a font's table of substitutions. It draws `->` as one arrow and `2x2` with a sign of multiplication: a
 * model's text must be printed, and copied, character by character. (Looking substitutions up also takes half the
 * time of setting a page.)
 */
function withoutSubstitutions(font: Buffer): Buffer {
  const copy = Buffer.from(font);
  const tables = copy.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const entry = directoryStart + index * entryLength;
    if (copy.toString('latin1', entry, entry + 4) === 'GSUB') copy.write('xSUB', entry, 'latin1');
  }
  return copy;
}
