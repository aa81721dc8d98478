import { expect, test } from 'vitest';
import { parse } from '#core/notation/notation.ts';
import { applyEdit } from '#core/language/source.ts';
import { editTick, type TickChange } from '#core/method/requirements/edit-tick.ts';

const base = 'protocol P\nentity A\nentity B\ndata D of A\nphase f {\n}\n';

function edited(text: string, change: Partial<TickChange>): string {
  const whole: TickChange = { property: 'confidentiality', element: 'D', entity: 'B', on: true, ...change };
  return applyEdit(text, editTick(parse(text).tree, text, whole));
}

test('a tick is added to the statement there is, and what it refines stays', () => {
  expect(edited(`${base}confidentiality D: A refines R\n`, {})).toBe(
    `${base}confidentiality D: A, B refines R\n`,
  );
});

test('a tick is put once', () => {
  expect(edited(`${base}confidentiality D: B\n`, {})).toBe(`${base}confidentiality D: B\n`);
});

test('the last tick leaves a statement that permits nobody', () => {
  expect(edited(`${base}confidentiality D: B\n`, { on: false })).toBe(`${base}confidentiality D: none\n`);
});

test('a first statement goes behind the others of its kind, or to the end', () => {
  expect(edited(`${base}confidentiality E: A\nintegrity E: A\n// end\n`, {})).toBe(
    `${base}confidentiality E: A\nconfidentiality D: B\nintegrity E: A\n// end\n`,
  );
  expect(edited(base, { property: 'integrity' })).toBe(`${base.trimEnd()}\n\nintegrity D: B\n`);
});

test('only names change: comments and the way the statement is written stay', () => {
  const text = `${base}confidentiality  D : A, // the first\n  C // the second\n`;
  expect(edited(text, {})).toBe(`${base}confidentiality  D : A, // the first\n  C, B // the second\n`);
  expect(edited(text, { entity: 'C', on: false })).toBe(`${base}confidentiality  D : A // the second\n`);
  expect(edited(`${base}confidentiality D: // why\n  none\n`, {})).toBe(
    `${base}confidentiality D: // why\n  B\n`,
  );
});

test('the first of several names goes with its comma', () => {
  expect(edited(`${base}confidentiality D: B, A\n`, { on: false })).toBe(`${base}confidentiality D: A\n`);
});

test('what is not ticked cannot be taken away', () => {
  expect(edited(`${base}confidentiality D: A\n`, { on: false })).toBe(`${base}confidentiality D: A\n`);
});

test('a new statement leaves a comment at the end of the line before it where it is', () => {
  expect(edited(`${base}confidentiality E: A // why\nintegrity E: A\n`, {})).toBe(
    `${base}confidentiality E: A // why\nconfidentiality D: B\nintegrity E: A\n`,
  );
});
