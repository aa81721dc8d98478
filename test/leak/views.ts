import { decoded, type PdfFile, type PdfObject } from './pdf-file.ts';
import { glyphOrders, shownText } from './shown-text.ts';

/** One way to look at a file: who looks, and everything that is seen so. */
export interface View {
  readonly name: string;
  readonly text: string;
}

/** Everything that stands in a file, looked at in every way that this knows. */
export function viewsOf(bytes: Uint8Array, file: PdfFile): readonly View[] {
  const streams = file.objects.filter(({ stream }) => stream !== null);
  const plain: readonly View[] = [
    { name: 'the bytes', text: Buffer.from(bytes).toString('latin1') },
    ...streams.map((object) => ({
      name: `stream ${String(object.number)}`,
      text: decoded(object).toString('latin1'),
    })),
    ...file.objects.map(({ number, value }) => ({
      name: `strings and names of object ${String(number)}`,
      text: wordsIn(value).join('\n'),
    })),
    { name: 'trailer', text: [...file.trailer.values()].flatMap(wordsIn).join('\n') },
    { name: 'the glyphs on the pages', text: shownText(file) },
    ...glyphOrders(file).map((text) => ({ name: 'the order of a font’s glyphs', text })),
  ];
  return plain.flatMap(({ name, text }) => readings(text).map((reading) => ({ name, text: reading })));
}

/** A text as it is, and as what it may be an encoding of. */
export function readings(text: string): readonly string[] {
  const dense = text.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, '');
  const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const bytes = Buffer.from(text, 'latin1');
  return [
    text,
    dense,
    letters,
    [...letters].toReversed().join(''),
    bytes.toString('utf16le'),
    // A copy: Node 24 ruins its memory when it decodes UTF-16 from an odd address.
    Buffer.from(text.slice(1), 'latin1').toString('utf16le'),
    // UTF-16 of either order, its zero bytes left out.
    text.replaceAll('\0', ''),
    ...[...dense.matchAll(/(?:[0-9a-fA-F]{2}){8,}/gu)].flatMap(([digits]) => hexReadings(digits)),
    ...[...dense.matchAll(/[A-Za-z0-9+/_-]{10,}/gu)].flatMap(([digits]) => base64Readings(digits)),
  ];
}

function hexReadings(digits: string): readonly string[] {
  return [digits, digits.slice(1)].map((each) =>
    Buffer.from(each, 'hex').toString('latin1').replaceAll('\0', ''),
  );
}

// Where the encoded text began is unknown: four beginnings are.
function base64Readings(digits: string): readonly string[] {
  return [0, 1, 2, 3].map((start) =>
    Buffer.from(digits.slice(start), 'base64').toString('latin1').replaceAll('\0', ''),
  );
}

function wordsIn(object: PdfObject): readonly string[] {
  switch (object.kind) {
    case 'name':
      return [object.name];
    case 'string':
      return [object.bytes];
    case 'array':
      return object.items.flatMap(wordsIn);
    case 'dictionary':
      return [...object.entries].flatMap(([key, value]) => [key, ...wordsIn(value)]);
    case 'number':
    case 'word':
    case 'reference':
      return [];
  }
}
