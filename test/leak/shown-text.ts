import { decoded, type PdfFile, type PdfObject } from './pdf-file.ts';

type Dictionary = ReadonlyMap<string, PdfObject>;

/** What glyphs say, in the order of the pages' operators and whatever font, colour or place they have. */
export function shownText(file: PdfFile): string {
  return pagesOf(file)
    .map(({ content, fonts }) => {
      let current: ReadonlyMap<number, string> = new Map();
      return operationsIn(content)
        .map(({ operator, operands }) => {
          if (operator === 'Tf') current = fonts.get(/\/(\w+)/u.exec(operands)?.[1] ?? '') ?? new Map();
          if (operator !== 'TJ' && operator !== 'Tj') return '';
          return [...operands.matchAll(/<([0-9a-fA-F]*)>/gu)]
            .flatMap(([, digits = '']) => digits.match(/.{4}/gu) ?? [])
            .map((digits) => {
              const shown = current.get(Number.parseInt(digits, 16));
              if (shown === undefined) throw new Error(`glyph ${digits} says nothing`);
              return shown;
            })
            .join('');
        })
        .join('');
    })
    .join('');
}

/** The characters of each font's glyphs in the order of the glyphs: that order could say something too. */
export function glyphOrders(file: PdfFile): readonly string[] {
  return dictionariesOf(file)
    .filter((entries) => entries.has('ToUnicode'))
    .map((entries) => [...charactersOf(file, entries)].map(([, text]) => text).join(''));
}

/** The operators that the pages use, each once. */
export function operatorsOf(file: PdfFile): ReadonlySet<string> {
  return new Set(
    pagesOf(file).flatMap(({ content }) => operationsIn(content).map(({ operator }) => operator)),
  );
}

function operationsIn(content: string): readonly { readonly operator: string; readonly operands: string }[] {
  return [
    ...content.matchAll(/((?:\[[^\]]*\]|<[0-9a-fA-F]*>|\([^)]*\)|\/\w+|[-+.\d]+|\s)*)([A-Za-z'"*]+)/gu),
  ].map(([, operands = '', operator = '']) => ({ operator, operands }));
}

function pagesOf(file: PdfFile): readonly {
  readonly content: string;
  readonly fonts: ReadonlyMap<string, ReadonlyMap<number, string>>;
}[] {
  return dictionariesOf(file)
    .filter((entries) => isNamed(entries.get('Type'), 'Page'))
    .map((entries) => {
      const fonts = dictionary(file, dictionary(file, entries.get('Resources')).get('Font'));
      return {
        content: streamOf(file, entries.get('Contents')),
        fonts: new Map(
          [...fonts].map(([name, font]) => [name, charactersOf(file, dictionary(file, font))] as const),
        ),
      };
    });
}

function dictionariesOf(file: PdfFile): readonly Dictionary[] {
  return file.objects.flatMap(({ value }) => (value.kind === 'dictionary' ? [value.entries] : []));
}

function charactersOf(file: PdfFile, font: Dictionary): ReadonlyMap<number, string> {
  const characters = new Map<number, string>();
  const map = streamOf(file, font.get('ToUnicode'));
  for (const [, first = '', texts = ''] of map.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/gu)) {
    const start = Number.parseInt(first, 16);
    for (const [index, [, digits = '']] of [...texts.matchAll(/<(\w*)>/gu)].entries()) {
      characters.set(start + index, Buffer.from(digits, 'hex').swap16().toString('utf16le'));
    }
  }
  return characters;
}

function isNamed(object: PdfObject | undefined, name: string): boolean {
  return object?.kind === 'name' && object.name === name;
}

function dictionary(file: PdfFile, object: PdfObject | undefined): Dictionary {
  const found = object?.kind === 'reference' ? indirect(file, object.number).value : object;
  if (found?.kind !== 'dictionary') throw new Error('no dictionary');
  return found.entries;
}

function streamOf(file: PdfFile, object: PdfObject | undefined): string {
  if (object?.kind !== 'reference') throw new Error('no stream');
  return decoded(indirect(file, object.number)).toString('latin1');
}

function indirect(file: PdfFile, number: number): PdfFile['objects'][number] {
  const found = file.objects.find((object) => object.number === number);
  if (found === undefined) throw new Error('no such object');
  return found;
}
