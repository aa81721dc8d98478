import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { Model, SourceReference } from '#core/language/model.ts';
import { parse, print } from '#core/notation/notation.ts';
import { applyEdit, applyEdits } from '#core/language/source.ts';
import {
  brokenCitations,
  citationsOf,
  citationsTo,
  missingCitations,
} from '#core/method/sources/citations.ts';
import { citingInDossier, citingInModel, type CitingPlace } from '#core/method/sources/citing-place.ts';
import { addCitation, retitleInDossier, retitleInText } from '#core/method/sources/edit-citation.ts';
import { quotationOf, withoutUnseen } from '#core/method/sources/quotation.ts';
import type { SourceDocument } from '#core/dossier/source-document.ts';

const text = `protocol P
entity MET "Smart meter" source "Design note" "1"
entity HES // the centre
key K shared by MET, HES source "Design note" "2.1" page 14 quote "The \\"traffic\\" key" source "Interview"
data READING of MET
phase operations {
  message o1 MET -> HES: enc[K](READING) // up
}
requirement R1 confidentiality "Readings stay with HES" source "Law" page 3
confidentiality READING: MET, HES refines R1 source "Law"
authentication MET to HES: aliveness
attack lost {
  leak K
}
`;

function modelOf(source: string): Model {
  const { executable, diagnostics } = checkText(source);
  expect(diagnostics).toEqual([]);
  if (executable === null) throw new Error('the text is whole');
  return executable.model;
}

const cited: SourceReference = {
  document: 'Handbook',
  section: null,
  page: 7,
  quotation: 'each "meter"\nhas a key',
};

const dossier: Dossier = {
  ...emptyDossier,
  statements: [
    {
      id: 's1',
      subject: 'part',
      inside: true,
      text: 'Key management',
      reason: '',
      citations: [{ document: 'Law', section: '4', page: null, quotation: null }],
    },
  ],
};

function document(title: string, file: SourceDocument['file']): SourceDocument {
  return {
    id: title,
    title,
    kind: 'vendor-document',
    owner: '',
    version: '',
    classification: 'open',
    note: '',
    file,
  };
}

const file = { sha256: '0'.repeat(64), name: 'a.pdf', mediaType: 'application/pdf', bytes: 1 };

describe('a citation in the text', () => {
  test('names a document, and as much of section, page and words as is written', () => {
    const { elements } = modelOf(text);
    expect(elements[0]?.sources).toEqual([
      { document: 'Design note', section: '2.1', page: 14, quotation: 'The "traffic" key' },
      { document: 'Interview', section: null, page: null, quotation: null },
    ]);
  });

  test('can stand on the next line, and is printed there when it is long', () => {
    const printed = print(parse(text).tree);
    expect(printed).toContain('entity MET "Smart meter" source "Design note" "1"\n');
    expect(printed).toContain(
      'key K shared by MET, HES\n  source "Design note" "2.1" page 14 quote "The \\"traffic\\" key"\n  source "Interview"\n',
    );
    expect(modelOf(printed).elements[0]?.sources).toEqual(modelOf(text).elements[0]?.sources);
  });

  test('leaves "page" and "quote" free as names', () => {
    const named = `protocol P
entity page
entity quote
data D of page source "Design note"
phase f {
  message m page -> quote: D source "Design note"
  page makes N
  quote erases D
}
nonce N
`;
    const [phase] = modelOf(named).phases;
    expect(phase?.steps.map(({ kind }) => kind)).toEqual(['message', 'make', 'erase']);
    expect(modelOf(print(parse(named).tree)).phases[0]?.steps).toHaveLength(3);
  });

  test.each(['page', 'page 0', 'page 100001', 'page "3"', 'page 3.5', 'quote', 'quote 3', 'page -1'])(
    'is refused with %j',
    (wrong) => {
      const { diagnostics } = checkText(text.replace('page 14 quote', `${wrong}\nentity X //`));
      expect(diagnostics.length).toBeGreaterThan(0);
    },
  );
});

describe('the places that can cite', () => {
  const places = citingInModel(modelOf(text));

  test('are all that is declared and asked', () => {
    expect(places.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'entity MET',
      'entity HES',
      'element K',
      'element READING',
      'phase operations',
      'message o1',
      'requirement R1',
      'tick confidentiality READING',
      'claim authentication MET to HES: aliveness',
      'attack lost',
    ]);
  });

  test('show which of them ought to cite and do not', () => {
    expect(missingCitations(places).map(({ name }) => name)).toEqual(['HES', 'READING', 'o1']);
  });

  test('show what cites a document, in the text and beside it', () => {
    const citations = citationsOf([...places, ...citingInDossier(dossier)]);
    expect(citationsTo('Law', citations).map(({ place }) => place.name)).toEqual([
      'R1',
      'confidentiality READING',
      'Key management',
    ]);
  });

  test('show which citations lead nowhere, and why', () => {
    const sources = [document('Design note', file), document('Law', null)];
    const broken = brokenCitations(citationsOf(places), sources);
    expect(broken.map(({ place, problem }) => `${place.name}: ${problem}`)).toEqual([
      'K: unknown-document',
      'R1: no-file',
      'confidentiality READING: no-file',
    ]);
  });
});

describe('a citation that is added', () => {
  const places = citingInModel(modelOf(text));
  const spanOf = ({ site }: CitingPlace): { start: number; end: number } => {
    if (site.in !== 'text') throw new Error('in the text');
    return site.span;
  };

  test.each(places.map((place) => [`${place.kind} ${place.name}`, place] as const))(
    'stands with the %s and nowhere else',
    (_name, place) => {
      for (const reference of [cited, { ...cited, section: '3', quotation: null }]) {
        const edit = addCitation(parse(text).tree, text, spanOf(place), reference);
        const changed = citingInModel(modelOf(edit === null ? '' : applyEdit(text, edit)));
        const kept = { ...reference, quotation: reference.quotation?.replace('\n', ' ') ?? null };
        expect(changed.map(({ citations }) => citations)).toEqual(
          places.map((each) => (each === place ? [...each.citations, kept] : each.citations)),
        );
      }
    },
  );

  test('keeps the comment behind a line', () => {
    const hes = places.find(({ name }) => name === 'HES');
    const edit = hes === undefined ? null : addCitation(parse(text).tree, text, spanOf(hes), cited);
    expect(edit === null ? '' : applyEdit(text, edit)).toContain('has a key" // the centre\n');
  });
});

describe('words of a document that means harm', () => {
  const places = citingInModel(modelOf(text));
  const evil = [
    '"\r\nattack made_up {\n  compromise HES\n}\r',
    'a\rleak K\r"',
    '\\" page 3\rentity X',
    '\\\\\\',
    '\u2028entity X\u2029\u0085',
    '// { } ; -> 𝔐𝔢𝔱𝔢𝔯 \u0000\u001b',
  ];

  test.each(evil)('say nothing but themselves as %j, in an editor that breaks lines at \\r, too', (words) => {
    for (const reference of [
      { document: words, section: words, page: 3, quotation: words },
      { document: 'Handbook', section: null, page: null, quotation: quotationOf(words) },
    ]) {
      for (const { site } of places) {
        const edit = site.in === 'text' ? addCitation(parse(text).tree, text, site.span, reference) : null;
        if (edit === null) throw new Error('every place can cite');
        const changed = applyEdit(text, edit).replaceAll(/\r\n?/g, '\n');
        const after = citingInModel(modelOf(changed));
        expect(after.map(({ kind, name }) => [kind, name])).toEqual(
          places.map(({ kind, name }) => [kind, name]),
        );
        expect(after.flatMap(({ citations }) => citations)).toHaveLength(
          places.flatMap(({ citations }) => citations).length + 1,
        );
      }
    }
  });

  test('are quoted without what turns a line around, controls anything or is half a character', () => {
    expect(quotationOf(' The\u202E key\n\tof\u2066 the\u0007 𝔐\uD835 ')).toBe('The key of the 𝔐');
    expect(quotationOf('مفتاح')).toBe('مفتاح');
    expect(withoutUnseen('note\u202Efdp.exe\u0000')).toBe('notefdp.exe');
  });
});

describe('another title of a document', () => {
  test('is written wherever the text cites it, and changes nothing else', () => {
    const edits = retitleInText(parse(text).tree, 'Law', 'Act "on" metering');
    const changed = modelOf(applyEdits(text, edits));
    expect(edits).toHaveLength(2);
    expect(changed.requirements[0]?.sources[0]).toMatchObject({ document: 'Act "on" metering', page: 3 });
    expect(changed.elements).toEqual(modelOf(text).elements);
  });

  test('is written in the entries beside the text; those that do not cite it stay the same', () => {
    const { statements, threats } = retitleInDossier(dossier, 'Law', 'Act');
    expect(statements[0]?.citations).toEqual([
      { document: 'Act', section: '4', page: null, quotation: null },
    ]);
    expect(threats).toEqual([]);
    expect(retitleInDossier(dossier, 'Other', 'Act').statements[0]).toBe(dossier.statements[0]);
  });
});
