import { describe, expect, test } from 'vitest';
import { declarationsOf } from '#core/language/resolve/declarations.ts';
import { nextRequirementName } from '#core/language/editor/line-pattern.ts';
import { parse } from '#core/notation/notation.ts';
import { refusalOf } from '#core/language/edit/rename.ts';
import { applyEdit, applyEdits } from '#core/language/source.ts';
import { editRefinement } from '#core/method/requirements/edit-refinement.ts';
import {
  addRequirement,
  editRequirement,
  removeRequirement,
  statedRequirement,
  type StatedRequirement,
} from '#core/method/requirements/edit-requirement.ts';

const base = 'protocol P\nentity A\nentity B\ndata D of A\nphase f {\n}\n';
const stated: StatedRequirement = {
  name: 'R1',
  kind: 'integrity',
  text: 'Words',
  owner: '',
  document: '',
  section: '',
};

function added(text: string, change: Partial<StatedRequirement>): string {
  return applyEdit(text, addRequirement(parse(text).tree, text, { ...stated, ...change }));
}

function edited(text: string, change: Partial<StatedRequirement>): string {
  const { tree } = parse(text);
  const before = statedRequirement(tree, 'R1');
  if (before === null) throw new Error('no requirement');
  return applyEdits(text, editRequirement(tree, text, { ...before, ...change }));
}

describe('a new requirement', () => {
  test('goes behind the last one and the comment that ends its line', () => {
    expect(added(`${base}requirement R integrity "x" // why\n\nconfidentiality D: A\n`, {})).toBe(
      `${base}requirement R integrity "x" // why\nrequirement R1 integrity "Words"\n\nconfidentiality D: A\n`,
    );
  });

  test('goes before ticks, claims and attack models where it is the first', () => {
    expect(added(`${base}\n// Ticks\nconfidentiality D: A\n`, { owner: 'Grid', document: 'Doc' })).toBe(
      `${base.trimEnd()}\n\nrequirement R1 integrity "Words" owner "Grid" source "Doc"\n\n// Ticks\nconfidentiality D: A\n`,
    );
    expect(added('', {})).toBe('requirement R1 integrity "Words"\n');
    expect(added('// nothing yet\n', {})).toBe('// nothing yet\n\nrequirement R1 integrity "Words"\n');
  });

  test('keeps quotes and backslashes, and has one line', () => {
    const text = added(base, { text: 'Say "yes"\nor \\ ', document: 'A "B"', section: '1 \\ 2' });
    expect(statedRequirement(parse(text).tree, 'R1')).toEqual({
      ...stated,
      text: 'Say "yes" or \\',
      document: 'A "B"',
      section: '1 \\ 2',
    });
  });
});

describe('a changed requirement', () => {
  const line =
    'requirement  R1 integrity // kind\n  "Words"  owner "Grid"  source "Doc" "1" // why\nentity C\n';

  test.each<[Partial<StatedRequirement>, string, string]>([
    [{ kind: 'availability' }, 'integrity //', 'availability //'],
    [{ text: 'Others' }, '"Words"', '"Others"'],
    [{ owner: 'Vendor' }, 'owner "Grid"', 'owner "Vendor"'],
    [{ owner: ' ' }, '  owner "Grid"', ''],
    [{ document: 'Other', section: '' }, 'source "Doc" "1"', 'source "Other"'],
    [{ section: '2' }, '"1"', '"2"'],
    [{ document: '' }, '  source "Doc" "1"', ''],
    [{ owner: '', document: '' }, '  owner "Grid"  source "Doc" "1"', ''],
    [{}, 'Words', 'Words'],
  ])('%j changes nothing else', (change, from, to) => {
    expect(edited(line, change)).toBe(line.replace(from, to));
  });

  test.each<[Partial<StatedRequirement>, string]>([
    [{ section: '2' }, 'source "Doc" "2" page 4 quote "must" source "Other"'],
    [{ document: 'New' }, 'source "New" "1" source "Other"'],
    [{ document: '' }, 'source "Other"'],
  ])('%j of the first source keeps the page with its document, and the other sources', (change, expected) => {
    const cited = 'requirement R1 integrity "x" source "Doc" "1" page 4 quote "must" source "Other"\n';
    expect(edited(cited, change)).toBe(`requirement R1 integrity "x" ${expected}\n`);
  });

  test('gets clauses that it did not have', () => {
    expect(edited('requirement R1 integrity "x" // why\n', { owner: 'O', document: 'D', section: '1' })).toBe(
      'requirement R1 integrity "x" owner "O" source "D" "1" // why\n',
    );
    expect(edited('requirement R1 integrity "x" source "D"\n', { owner: 'O' })).toBe(
      'requirement R1 integrity "x" owner "O" source "D"\n',
    );
    expect(edited('requirement R1 integrity "x" owner "O"\n', { document: 'D' })).toBe(
      'requirement R1 integrity "x" owner "O" source "D"\n',
    );
    expect(edited('requirement R1 integrity "x" source "D" owner "O"\n', { owner: '', document: 'E' })).toBe(
      'requirement R1 integrity "x" source "E"\n',
    );
    const change = { owner: '', document: 'E', section: '2' };
    expect(edited('requirement R1 integrity "x" source "D" owner "O"\n', change)).toBe(
      'requirement R1 integrity "x" source "E" "2"\n',
    );
  });

  test('is none where the text has no such requirement', () => {
    expect(editRequirement(parse(base).tree, base, stated)).toEqual([]);
    expect(removeRequirement(parse(base).tree, base, 'R1')).toEqual([]);
  });
});

describe('a requirement that goes', () => {
  function removed(text: string): string {
    return applyEdits(text, removeRequirement(parse(text).tree, text, 'R1'));
  }

  test('takes its line along, and goes from what refined it', () => {
    expect(
      removed(
        `${base}requirement R1 integrity "x"\nrequirement R2 integrity "y"\nintegrity D: A refines R1, R2\nforward-secrecy D refines R1\n`,
      ),
    ).toBe(`${base}requirement R2 integrity "y"\nintegrity D: A refines R2\nforward-secrecy D\n`);
  });

  test('leaves the comments', () => {
    const text = '// before\nrequirement R1 integrity // inside\n  "x" // behind\n';
    expect(parse(removed(text)).tree.closingComments.map((comment) => comment.text)).toEqual([
      'before',
      'inside',
      'behind',
    ]);
  });
});

describe('a refinement', () => {
  function refined(text: string, requirement: string, on: boolean): string {
    const { tree } = parse(text);
    const { span } = tree.statements.at(-1) ?? { span: { start: 0, end: 0 } };
    return applyEdits(text, editRefinement(tree, text, { span, requirement, on }));
  }

  test.each([
    ['confidentiality D: A // why\n', 'confidentiality D: A refines R // why\n'],
    ['confidentiality D: none refines S\n', 'confidentiality D: none refines S, R\n'],
    ['authentication A to B: agreement on D\n', 'authentication A to B: agreement on D refines R\n'],
    ['forward-secrecy D refines R\n', 'forward-secrecy D refines R\n'],
  ])('is added once: %j', (before, after) => {
    expect(refined(before, 'R', true)).toBe(after);
  });

  test.each([
    ['integrity D: A refines R // why\n', 'integrity D: A // why\n'],
    ['integrity D: A refines R, S\n', 'integrity D: A refines S\n'],
    ['integrity D: A refines S, R, T\n', 'integrity D: A refines S, T\n'],
    ['integrity D: A refines S, R\n', 'integrity D: A refines S\n'],
    ['integrity D: A refines R, R, S\n', 'integrity D: A refines S\n'],
    ['integrity D: A refines // some\n  R, S // and\n', 'integrity D: A refines // some\n S // and\n'],
    ['integrity D: A refines S\n', 'integrity D: A refines S\n'],
  ])('is taken away: %j', (before, after) => {
    expect(refined(before, 'R', false)).toBe(after);
  });

  test('belongs to a tick or a claim', () => {
    const { tree } = parse(base);
    expect(editRefinement(tree, base, { span: { start: 0, end: 3 }, requirement: 'R', on: true })).toEqual(
      [],
    );
  });
});

describe('the name of a new requirement', () => {
  test('goes on with the numbers of the text', () => {
    const numbered = `${base}requirement R4 integrity "x"\n`;
    expect(nextRequirementName([...declarationsOf(parse(numbered).tree).values()])).toBe('R5');
  });

  test.each([
    ['R 1', 'malformed'],
    ['', 'malformed'],
    ['source', 'reserved'],
    ['D', 'taken'],
    ['R1', null],
  ])('%j is refused as %j', (name, refusal) => {
    expect(refusalOf(name, parse(base).tree)).toBe(refusal);
  });
});
