import type { IndirectObject, PdfFile, PdfObject } from './pdf-file.ts';

/** Writes a file anew, so that a test can plant something in it. */
export function writePdf({ objects, trailer }: PdfFile): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00ff\u00ff\u00ff\u00ff\n', 'latin1')];
  const places = new Map<number, number>();
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  for (const object of objects) {
    places.set(object.number, length());
    parts.push(written(object));
  }
  const start = length();
  const table = objects.map(
    (_, index) => `${String(places.get(index + 1) ?? 0).padStart(10, '0')} 00000 n \n`,
  );
  const size = String(objects.length + 1);
  const entries = new Map([...trailer, ['Size', { kind: 'number', text: size }] as const]);
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table.join('')}trailer\n${textOf({ kind: 'dictionary', entries })}\nstartxref\n${String(start)}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')]);
}

function written({ number, value, stream }: IndirectObject): Buffer {
  const head = Buffer.from(`${String(number)} 0 obj\n`, 'latin1');
  const end = Buffer.from('endobj\n', 'latin1');
  if (stream === null || value.kind !== 'dictionary') {
    return Buffer.concat([head, Buffer.from(`${textOf(value)}\n`, 'latin1'), end]);
  }
  const entries = new Map([
    ...value.entries,
    ['Length', { kind: 'number', text: String(stream.length) }] as const,
  ]);
  const dictionary = `${textOf({ kind: 'dictionary', entries })}\nstream\n`;
  return Buffer.concat([
    head,
    Buffer.from(dictionary, 'latin1'),
    stream,
    Buffer.from('\nendstream\n', 'latin1'),
    end,
  ]);
}

function textOf(object: PdfObject): string {
  switch (object.kind) {
    case 'name':
      return `/${object.name}`;
    case 'number':
      return object.text;
    case 'string':
      return `<${Buffer.from(object.bytes, 'latin1').toString('hex')}>`;
    case 'word':
      return object.word;
    case 'reference':
      return `${String(object.number)} 0 R`;
    case 'array':
      return `[${object.items.map(textOf).join(' ')}]`;
    case 'dictionary':
      return `<<\n${[...object.entries].map(([key, value]) => `/${key} ${textOf(value)}\n`).join('')}>>`;
  }
}
