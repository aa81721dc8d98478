import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

// By their PostScript names: those a drawing's fonts are looked up by among the fonts of the text, and found in memory.
// Under any other name each text of a drawing would open its font's file anew.
const files = {
  regular: { name: 'Inter-Regular', file: 'Inter_400Regular.ttf' },
  bold: { name: 'Inter-Bold', file: 'Inter_700Bold.ttf' },
  mono: { name: 'JetBrainsMono-Regular', file: 'JetBrainsMono_400Regular.ttf' },
} as const;

/** A font by its PostScript name. */
export interface FontFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The fonts of every report. */
export type ReportFonts = Readonly<Record<keyof typeof files, FontFile>>;

/** Reads the fonts of the reports. Throws the file system's error when one cannot be read. */
export async function readFonts(folder: string): Promise<ReportFonts> {
  const read = async ({ name, file }: (typeof files)[keyof typeof files]): Promise<FontFile> => ({
    name,
    bytes: withoutSubstitutions(await readFile(join(folder, file))),
  });
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
