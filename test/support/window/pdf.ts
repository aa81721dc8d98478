/** A page of a PDF of a test: its lines, whether it has a picture that is packed as scanners do, and what else it draws. */
export interface TestPage {
  readonly lines: readonly string[];
  readonly scanned?: boolean;
  /** True where it has a picture that says that it is packed as JPEG 2000, and is not. */
  readonly damaged?: boolean;
  /** Operators of the page description, after its lines. */
  readonly operators?: string;
}

/** A segment of a JBIG2 stream (ITU-T T.88, 7.2): its number, its type, and what it holds. */
function segment(number: number, type: number, data: readonly number[]): readonly number[] {
  return [0, 0, 0, number, type, 0, 1, 0, 0, 0, data.length, ...data];
}

const eight = [0, 0, 0, 8] as const;
const none = [0, 0, 0, 0] as const;

/**
 * A square of eight by eight black points, packed as scanners do: a page (7.4.8) and a region on it (7.4.6) in the coding of
 * fax machines (ITU-T T.6): the first line a run of no white and eight black points, the others as the one above.
 */
const blackSquare = Buffer.from([
  ...segment(0, 48, [...eight, ...eight, ...none, ...none, 0, 0, 0]),
  ...segment(1, 38, [...eight, ...eight, ...none, ...none, 0, 1, ...[0x26, 0xa2, 0xff, 0xfe]]),
]);

/** A small PDF with these pages, in a font that every reader has. */
export function pdfOf(pages: readonly TestPage[]): Buffer {
  const first = 6;
  const kids = pages.map((_, index) => `${String(first + 2 * index + 1)} 0 R`);
  const picture =
    '/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 1 /ColorSpace /DeviceGray';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${String(pages.length)} /Kids [${kids.join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    stream(`${picture} /Filter /JPXDecode`, 'no picture'),
    stream(`${picture} /Filter /JBIG2Decode`, blackSquare.toString('latin1')),
    ...pages.flatMap(({ lines, scanned = false, damaged = false, operators = '' }, index) => {
      const shown = lines.map((line) => `(${line.replaceAll(/[()\\]/g, '\\$&')}) Tj T*`).join(' ');
      const name = scanned ? 'Scan' : 'Damaged';
      const drawing = scanned || damaged ? ` q 200 0 0 200 72 300 cm /${name} Do Q` : '';
      const resources = '<< /Font << /F 3 0 R >> /XObject << /Damaged 4 0 R /Scan 5 0 R >> >>';
      return [
        stream('', `BT /F 13 Tf 72 760 Td 18 TL ${shown} ET${drawing} ${operators}`),
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${String(first + 2 * index)} 0 R >>`,
      ];
    }),
  ];
  return fileOf(objects);
}

/** A small PDF of 2^`depth` pages: each node of its tree has the next one twice. */
export function treeOfPages(depth: number): Buffer {
  const nodes = Array.from({ length: depth }, (_, index) => {
    const next = `${String(index + 3)} 0 R`;
    const parent = index === 0 ? '' : `/Parent ${String(index + 1)} 0 R `;
    return `<< /Type /Pages ${parent}/Count ${String(2 ** (depth - index))} /Kids [${next} ${next}] >>`;
  });
  return fileOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    ...nodes,
    `<< /Type /Page /Parent ${String(depth + 1)} 0 R /MediaBox [0 0 595 842] /Resources << >> >>`,
  ]);
}

// The file of these objects, numbered from 1, the first being the catalogue.
function fileOf(objects: readonly string[]): Buffer {
  let file = '%PDF-1.5\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const size = String(objects.length + 1);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${String(file.length)}\n%%EOF\n`,
    'latin1',
  );
}

function stream(dictionary: string, content: string): string {
  return `<< ${dictionary} /Length ${String(content.length)} >>\nstream\n${content}\nendstream`;
}
