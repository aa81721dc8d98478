import type { Format, Writer } from './format/format.ts';
import { csv } from './csv/format.ts';
import { otm } from './otm/format.ts';
import { proverif } from './proverif/format.ts';
import { sarif } from './sarif/format.ts';
import { scyther } from './scyther/format.ts';
import { segl } from './segl-format.ts';
import { verifpal } from './verifpal/format.ts';

/** Every format, in the order in which they are named. A new one has its row here. */
export const formats: readonly Format[] = [segl, verifpal, scyther, proverif, sarif, csv, otm];

/** The format that a file is read in, by its name; Segl's own where no other's ending fits. */
export function formatToRead(fileName: string): Format {
  const isEnded = ({ reader, endings }: Format): boolean =>
    reader !== null && endings.some((ending) => fileName.endsWith(ending));
  return formats.find(isEnded) ?? segl;
}

/** The names of the formats that are written. */
export const writtenFormats: readonly string[] = formats.flatMap(({ id, writer }) =>
  writer === null ? [] : [id],
);

/** How a format is written; null where there is none of that name that is. */
export function writerOf(id: string): Writer | null {
  return formats.find((format) => format.id === id)?.writer ?? null;
}
