import { decoded, type PdfFile, type PdfObject } from './pdf-file.ts';
import { operatorsOf } from './shown-text.ts';

/** The kinds of object that a public report consists of, by `Type/Subtype`, with the keys that each may have. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  Catalog: ['Type', 'Pages', 'Names', 'Lang', 'Metadata'],
  Pages: ['Type', 'Count', 'Kids'],
  Page: ['Type', 'Parent', 'MediaBox', 'Contents', 'Resources', 'UserUnit'],
  ExtGState: ['Type', 'ca', 'CA'],
  'Font/Type0': ['Type', 'Subtype', 'BaseFont', 'Encoding', 'DescendantFonts', 'ToUnicode'],
  'Font/CIDFontType2': [
    ...['Type', 'Subtype', 'BaseFont', 'CIDSystemInfo', 'FontDescriptor', 'W', 'CIDToGIDMap'],
  ],
  FontDescriptor: [
    ...['Type', 'FontName', 'Flags', 'FontBBox', 'ItalicAngle', 'Ascent', 'Descent', 'CapHeight'],
    ...['XHeight', 'StemV', 'FontFile2'],
  ],
  'Metadata/XML': ['Type', 'Subtype', 'Length', 'length'],
};

/** Those without a type, which are known by what they hold. */
const untyped: readonly (readonly string[])[] = [
  ['ProcSet', 'ExtGState', 'Font', 'ColorSpace'],
  ['Length', 'Filter'],
  ['Producer', 'Creator', 'CreationDate', 'Title', 'ModDate'],
  ['Registry', 'Ordering', 'Supplement'],
  ['Dests'],
  ['Names'],
  [],
];

/** Keys of a page's resources, which are numbered and name objects of their own. */
const numbered = /^(?:Gs|F)\d+$/u;

const names = /^(?:[BC]ZZZZZ\+Inter-(?:Regular|Bold)|Identity(?:-H)?|FlateDecode|PDF|Text|Image[BCI])$/u;

const operators = new Set([
  ...['q', 'Q', 'cm', 'BT', 'ET', 'Tf', 'Tm', 'TJ', 'Td', 'Tc', 'Tr', 'gs', 'cs', 'scn', 'CS', 'SCN'],
  ...['w', 'd', 'm', 'l', 'c', 'h', 're', 'S', 'f', 'n', 'J', 'j', 'M'],
]);

/** What of a file is on no list: objects, keys, names, strings, operators. Empty for a public report. */
export function strangers(file: PdfFile, fixedStrings: ReadonlySet<string>): readonly string[] {
  return [
    ...file.objects.flatMap(({ number, value }) =>
      inObject(value, fixedStrings).map((stranger) => `object ${String(number)}: ${stranger}`),
    ),
    ...[...file.trailer.keys()].filter((key) => !['Size', 'Root', 'Info', 'ID'].includes(key)),
    ...unreachable(file),
    ...[...operatorsOf(file)].filter((operator) => !operators.has(operator)),
  ];
}

function inObject(object: PdfObject, fixedStrings: ReadonlySet<string>): readonly string[] {
  switch (object.kind) {
    case 'dictionary':
      return [
        ...strangeKeys(object.entries),
        ...[...object.entries]
          .filter(([key]) => key !== 'Type' && key !== 'Subtype')
          .flatMap(([, value]) => inObject(value, fixedStrings)),
      ];
    case 'array':
      return object.items.flatMap((item) => inObject(item, fixedStrings));
    case 'name':
      return names.test(object.name) ? [] : [`name ${object.name}`];
    case 'string':
      return fixedStrings.has(object.bytes) ? [] : [`string ${object.bytes}`];
    case 'number':
    case 'word':
    case 'reference':
      return [];
  }
}

function strangeKeys(entries: ReadonlyMap<string, PdfObject>): readonly string[] {
  const [type, subtype] = [entries.get('Type'), entries.get('Subtype')];
  const keys = [...entries.keys()];
  if (type === undefined) {
    const known = keys.every((key) => numbered.test(key)) || untyped.some((list) => isOf(keys, list));
    return known ? [] : [`keys ${keys.join(' ')}`];
  }
  const kind = [type, subtype]
    .map((each) => (each?.kind === 'name' ? `/${each.name}` : ''))
    .join('')
    .slice(1);
  const list = allowed[kind];
  if (list === undefined) return [`type ${kind}`];
  return keys.filter((key) => !list.includes(key)).map((key) => `key ${key} of ${kind}`);
}

function isOf(keys: readonly string[], list: readonly string[]): boolean {
  return keys.every((key) => list.includes(key)) && keys.length === list.length;
}

/** Objects that nothing leads to could hold anything. The one empty dictionary that pdfkit leaves is let be. */
function unreachable(file: PdfFile): readonly string[] {
  const objects = new Map(file.objects.map((object) => [object.number, object.value]));
  const reached = new Set<number>();
  const visit = (object: PdfObject): void => {
    if (object.kind === 'reference') {
      const target = objects.get(object.number);
      if (reached.has(object.number) || target === undefined) return;
      reached.add(object.number);
      visit(target);
    } else if (object.kind === 'array') object.items.forEach(visit);
    else if (object.kind === 'dictionary') [...object.entries.values()].forEach(visit);
  };
  for (const value of file.trailer.values()) visit(value);
  return file.objects
    .filter(({ number, value }) => !reached.has(number) && !isEmpty(value))
    .map(({ number }) => `object ${String(number)} is reached from nowhere`);
}

function isEmpty(value: PdfObject): boolean {
  return value.kind === 'dictionary' && value.entries.size === 0;
}

/** The file's description of itself (XMP), of which there is one. */
export function metadataOf(file: PdfFile): string {
  const found = file.objects.filter(({ value }) => {
    const type = value.kind === 'dictionary' ? value.entries.get('Type') : undefined;
    return type?.kind === 'name' && type.name === 'Metadata';
  });
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error('not one description');
  return decoded(only).toString('utf8');
}
