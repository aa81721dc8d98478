import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { analysed } from '../support/report/documents.ts';
import { readPdf, type PdfFile } from './pdf-file.ts';
import { ownWay, publish, randomProjects, type Published } from './published.ts';
import { canary } from './random-project.ts';
import { pdfjsFindings, popplerText } from './readers.ts';
import { metadataOf, strangers } from './structure.ts';
import { readings, viewsOf } from './views.ts';
import { writePdf } from './write-pdf.ts';
import { root } from '../support/places.ts';
import { runs, seed } from '../support/random.ts';

const own = ownWay('nb', 'final');

/** Who sees a word in a file, in whatever way; nobody, for a public report and a word of a project. */
async function sightings(bytes: Uint8Array, word: string): Promise<readonly string[]> {
  const sought = word.toLowerCase();
  const sees = (text: string): boolean => readings(text).some((each) => each.toLowerCase().includes(sought));
  const { text } = await pdfjsFindings(bytes);
  return [
    ...new Set([
      ...viewsOf(bytes, readPdf(bytes))
        .filter((view) => view.text.toLowerCase().includes(sought))
        .map(({ name }) => name),
      ...(sees(popplerText(bytes)) ? ['poppler'] : []),
      ...(sees(text) ? ['pdf.js'] : []),
    ]),
  ];
}

/** The texts of a file of the message catalogue whose keys match. */
function textsOf(file: string, keys: RegExp): readonly string[] {
  const path = join(root, 'resources', 'messages', 'nb', file);
  const texts = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  return Object.entries(texts).flatMap(([key, text]) => (keys.test(key) ? [text] : []));
}

/** Every word that the report's own texts have. Of the other reports' texts it uses a few. */
const ownWords: ReadonlySet<string> = new Set(
  [
    ...textsOf('public-report.json', /./u),
    ...textsOf(
      'report.json',
      /^report\.(?:measure|requirement-kind|table-one\.characteristic$|number$|page$|marking\.draft$)/u,
    ),
  ].flatMap((text) => wordsOf(text.replaceAll(/\{\w+\}/gu, ' '))),
);

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,:'•·◦]+/u).filter((word) => word !== '');
}

/** The words of a file that are neither Segl's own nor numbers, as both readers see it. */
async function strangeWords(bytes: Uint8Array): Promise<readonly string[]> {
  const { text } = await pdfjsFindings(bytes);
  return [popplerText(bytes), text].flatMap((each) =>
    wordsOf(each).filter((word) => !ownWords.has(word) && !/^\d+\.?$/u.test(word)),
  );
}

const fixedStrings: ReadonlySet<string> = new Set([
  ...['Segl', 'D:19700101000000Z', 'Adobe', 'Identity', 'nb', 'Sikkerhetsanalyse av en protokoll'],
]);

let published: readonly Published[] = [];
let files: readonly Buffer[] = [];

beforeAll(async () => {
  published = await publish(randomProjects(seed, 20, runs(9)), own);
  const distinct = new Map(published.map(({ bytes }) => [bytes.toString('latin1'), bytes]));
  files = [...distinct.values()];
}, runs(600_000));

describe('of random projects with a canary in every text', () => {
  test('every text has one, in every part of a project', () => {
    expect(published).toHaveLength(20 * runs(9));
    const sections = new Set<string>();
    for (const { project } of published) {
      expect(project.text.match(/"[^"]*"/gu)?.every((text) => text.includes(canary))).toBe(true);
      const { model } = analysed(project.text);
      for (const { name } of [...model.entities, ...model.elements, ...model.phases]) {
        expect(name).toContain(canary);
      }
      for (const [section, value] of Object.entries(project.dossier)) {
        if (JSON.stringify(value).includes(canary)) sections.add(section);
      }
    }
    expect([...sections].toSorted()).toEqual(Object.keys(published[0]?.project.dossier ?? {}).toSorted());
    // The same projects give few files: that is the point.
    expect(files.length).toBeLessThanOrEqual(20);
  });

  test('no canary is in a file, in whatever encoding, for whatever reader', async () => {
    for (const bytes of files) expect(await sightings(bytes, canary), `seed ${String(seed)}`).toEqual([]);
  });

  test('every word of a file is of Segl’s own texts, or a number', async () => {
    for (const bytes of files) expect(await strangeWords(bytes), `seed ${String(seed)}`).toEqual([]);
  });

  test('a file consists of nothing but listed objects, to the last byte', async () => {
    for (const bytes of files) {
      const file = readPdf(bytes);
      expect(strangers(file, fixedStrings), `seed ${String(seed)}`).toEqual([]);
      expect((await pdfjsFindings(bytes)).beside).toEqual([]);
    }
  });

  test('all files have the same properties', () => {
    const properties = files.map((bytes) => {
      const file = readPdf(bytes);
      return [metadataOf(file), JSON.stringify([...file.trailer])].join('\n');
    });
    expect(new Set(properties).size).toBe(1);
  });
});

/** A file with something planted in it: in its document, or in its objects. */
async function withBlocks(
  change: (blocks: ReturnType<typeof own.written>['blocks']) => ReturnType<typeof own.written>['blocks'],
): Promise<Buffer> {
  const [first] = await publish(randomProjects(5, 1, 1), {
    ...own,
    written: (record, project) => {
      const document = own.written(record, project);
      return { ...document, blocks: change(document.blocks) };
    },
  });
  if (first === undefined) throw new Error('one project');
  return first.bytes;
}

async function withObjects(change: (file: PdfFile) => PdfFile): Promise<Buffer> {
  return writePdf(change(readPdf(await withBlocks((blocks) => blocks))));
}

const paragraph = (text: string) => ({ kind: 'paragraph', text, tone: 'plain' }) as const;

function retitled(file: PdfFile, title: string): PdfFile {
  return {
    ...file,
    objects: file.objects.map((object) =>
      object.value.kind === 'string' && object.value.bytes.startsWith('Sikkerhet')
        ? { ...object, value: { kind: 'string', bytes: title } }
        : object,
    ),
  };
}

/** Adds an object, and a key that leads to it in the object whose dictionary has the marked key. */
function linked(file: PdfFile, at: string, key: string, added: PdfFile['objects'][number]): PdfFile {
  const objects = file.objects.map((object) =>
    object.value.kind === 'dictionary' && object.value.entries.has(at)
      ? {
          ...object,
          value: {
            kind: 'dictionary',
            entries: new Map([
              ...object.value.entries,
              [key, { kind: 'reference', number: added.number }] as const,
            ]),
          } as const,
        }
      : object,
  );
  return { ...file, objects: [...objects, added] };
}

const nextNumber = (file: PdfFile): number => file.objects.length + 1;
const dictionary = (...entries: readonly (readonly [string, string])[]) =>
  ({
    kind: 'dictionary',
    entries: new Map(entries.map(([key, name]) => [key, { kind: 'name', name }] as const)),
  }) as const;

const secret = `Krav ${canary} gjelder`;
const utf16 = (text: string): string =>
  `\u00fe\u00ff${Buffer.from(text, 'utf16le').swap16().toString('latin1')}`;

const plantedWords: Readonly<Record<string, () => Promise<Buffer>>> = {
  'as a paragraph': () => withBlocks((blocks) => [...blocks, paragraph(secret)]),
  'letter by letter in paragraphs of their own': () =>
    withBlocks((blocks) => [...Array.from(canary, paragraph), ...blocks]),
  reversed: () => withBlocks((blocks) => [...blocks, paragraph(Array.from(canary).toReversed().join(''))]),
  'with a sign between the letters': () =>
    withBlocks((blocks) => [...blocks, paragraph(Array.from(canary).join('·'))]),
  'as hexadecimal digits': () =>
    withBlocks((blocks) => [...blocks, paragraph(Buffer.from(canary).toString('hex'))]),
  'as base64': () =>
    withBlocks((blocks) => [...blocks, paragraph(Buffer.from(`1${secret}`).toString('base64'))]),
  'as base64 of UTF-16': () =>
    withBlocks((blocks) => [...blocks, paragraph(Buffer.from(secret, 'utf16le').toString('base64'))]),
  'in the title, as UTF-16': () => withObjects((file) => retitled(file, utf16(secret))),
  'in a name': () =>
    withObjects((file) => ({
      ...file,
      objects: file.objects.map((object) =>
        object.value.kind === 'dictionary' && object.value.entries.has('FontName')
          ? {
              ...object,
              value: {
                kind: 'dictionary',
                entries: new Map([
                  ...object.value.entries,
                  ['FontName', { kind: 'name', name: `BZZZZZ+${canary}` }] as const,
                ]),
              } as const,
            }
          : object,
      ),
    })),
  'in a compressed stream': () =>
    withObjects((file) =>
      linked(file, 'Pages', 'Metadata', {
        number: nextNumber(file),
        value: dictionary(['Filter', 'FlateDecode']),
        stream: deflateSync(Buffer.from(secret)),
      }),
    ),
  'in the order of a font’s glyphs, shown nowhere': async () => {
    const file = readPdf(await withBlocks((blocks) => [paragraph(canary), ...blocks]));
    const shown = new Set(
      file.objects.flatMap(({ value }) => {
        const content = value.kind === 'dictionary' ? value.entries.get('Contents') : undefined;
        return content?.kind === 'reference' ? [content.number] : [];
      }),
    );
    return writePdf({
      ...file,
      objects: file.objects.map((object) =>
        shown.has(object.number) ? { ...object, stream: deflateSync(Buffer.from('q\nQ\n')) } : object,
      ),
    });
  },
};

test.each(Object.entries(plantedWords))('a planted word is seen: %s', async (_, plant) => {
  expect(await sightings(await plant(), canary)).not.toEqual([]);
});

test('a planted word is seen by each of the readers', async () => {
  const seen = await sightings(await withBlocks((blocks) => [...blocks, paragraph(secret)]), canary);
  expect(seen).toEqual(expect.arrayContaining(['poppler', 'pdf.js', 'the glyphs on the pages']));
});

test.each(['HES', 'K_mh', 'Konsentrator AS', '2026-01-31', 'x'])(
  'a strange word is seen: %s',
  async (word) => {
    const bytes = await withBlocks((blocks) => [...blocks, paragraph(`Antall ${word}`)]);
    expect(await strangeWords(bytes)).toContain(wordsOf(word).at(0));
  },
);

const plantedStructures: Readonly<Record<string, (file: PdfFile) => PdfFile>> = {
  'a script': (file) =>
    linked(file, 'Pages', 'OpenAction', {
      number: nextNumber(file),
      value: dictionary(['Type', 'Action'], ['S', 'JavaScript']),
      stream: null,
    }),
  'a form': (file) =>
    linked(file, 'Pages', 'AcroForm', { number: nextNumber(file), value: dictionary(), stream: null }),
  'an outline': (file) =>
    linked(file, 'Pages', 'Outlines', {
      number: nextNumber(file),
      value: dictionary(['Type', 'Outlines']),
      stream: null,
    }),
  annotations: (file) =>
    linked(file, 'MediaBox', 'Annots', {
      number: nextNumber(file),
      value: { kind: 'array', items: [] },
      stream: null,
    }),
  'an attachment': (file) =>
    linked(file, 'Dests', 'EmbeddedFiles', { number: nextNumber(file), value: dictionary(), stream: null }),
  'a second description': (file) =>
    linked(file, 'Parent', 'Metadata', {
      number: nextNumber(file),
      value: dictionary(['Type', 'Metadata'], ['Subtype', 'XML']),
      stream: Buffer.from('<x/>'),
    }),
  'an object that nothing leads to': (file) => ({
    ...file,
    objects: [
      ...file.objects,
      { number: nextNumber(file), value: { kind: 'array', items: [] }, stream: null },
    ],
  }),
  'another title': (file) => retitled(file, 'Sikkerhetsanalyse av en protokoll '),
  'another key among the properties': (file) =>
    linked(file, 'Producer', 'Keywords', {
      number: nextNumber(file),
      value: { kind: 'string', bytes: 'Segl' },
      stream: null,
    }),
};

test.each(Object.entries(plantedStructures))('a strange object is seen: %s', async (_, plant) => {
  const file = readPdf(await withObjects(plant));
  expect(strangers(file, fixedStrings)).not.toEqual([]);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['a comment at the end', (bytes) => Buffer.concat([bytes, Buffer.from(`% ${canary}\n`)])],
  ['an update at the end', (bytes) => Buffer.concat([bytes, Buffer.from('1 0 obj\n<<\n>>\nendobj\n')])],
  [
    'a comment between objects',
    (bytes) => Buffer.from(bytes.toString('latin1').replace('endobj\n', 'endobj\n%\n'), 'latin1'),
  ],
  [
    'bytes behind the end of a stream',
    (bytes) => {
      const file = readPdf(bytes);
      return writePdf({
        ...file,
        objects: file.objects.map((object) =>
          object.stream === null
            ? object
            : { ...object, stream: Buffer.concat([object.stream, Buffer.from('x')]) },
        ),
      });
    },
  ],
])('what belongs to no object is seen: %s', async (_, plant) => {
  const bytes = plant(await withBlocks((blocks) => blocks));
  expect(() => viewsOf(bytes, readPdf(bytes))).toThrow();
});

test('what is planted by hand changes nothing else: a file that is written anew has no strangers', async () => {
  const bytes = await withObjects((file) => file);
  expect(strangers(readPdf(bytes), fixedStrings)).toEqual([]);
  expect(await strangeWords(bytes)).toEqual([]);
});
