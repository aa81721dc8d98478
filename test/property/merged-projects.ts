import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { confirmationSchema, effortEntrySchema } from '#contract/dossier/evaluation-schema.ts';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import { informationOwnerSchema, releasedItemSchema } from '#contract/dossier/release-schema.ts';
import { assessmentSchema, treatmentSchema } from '#contract/dossier/risk-schema.ts';
import { scopeStatementSchema } from '#contract/dossier/scope-schema.ts';
import { sourceDocumentSchema } from '#contract/dossier/source-schema.ts';
import { threatEntrySchema } from '#contract/dossier/threat-schema.ts';
import { acceptances, type RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';
import { coverages } from '#core/dossier/scope.ts';
import { emptyDossier, type Dossier } from '#core/dossier/dossier.ts';
import type { ProjectContent } from '#core/history/state.ts';
import { valuesOf } from '../leak/from-schema.ts';
import { root } from '../support/places.ts';
import { sampleText } from '../support/models/sample.ts';

const library = join(root, 'resources', 'protocols');

/** The texts of the library, and the bundled example. */
const texts: readonly string[] = [
  ...readdirSync(library)
    .toSorted()
    .map((name) => readFileSync(join(library, name), 'utf8')),
  sampleText,
];

const sampleDossier: Dossier = {
  ...emptyDossier,
  ...dossierSchema.parse({
    ...emptyDossier,
    ...(JSON.parse(
      readFileSync(join(root, 'resources', 'sample', 'ams-dossier.json'), 'utf8'),
    ) as Partial<Dossier>),
  }),
};

/** A change of a text, as somebody types one. */
export type TextEdit = (lines: readonly string[]) => readonly string[];

const place = fc.nat({ max: 10_000 });
const at = (lines: readonly string[], number: number): number =>
  lines.length === 0 ? 0 : number % lines.length;
const isPlain = (line: string): boolean => !/[{}]/u.test(line);

const insertions = fc.constantFrom(
  'constant NEW_A',
  'constant NEW_A "said"',
  'constant NEW_B',
  'requirement R_new confidentiality "Nothing is told"',
  '// somebody said so',
  '// two have said so',
  '',
);
const words = fc.constantFrom('A', 'B', 'S', 'session', 'K', '"label"', '// why', 'long-term', 'X1');

/** Mostly statements stay statements; now and then a text comes out that cannot be parsed. */
const textEdit: fc.Arbitrary<TextEdit> = fc.oneof(
  place.map((number): TextEdit => (lines) => {
    const index = at(lines, number);
    return isPlain(lines[index] ?? '') ? lines.toSpliced(index, 1) : lines;
  }),
  fc.tuple(place, insertions).map(([number, line]): TextEdit => (lines) => {
    // Between statements, not in a block.
    const index = at(lines, number);
    const open = lines.slice(0, index).findLastIndex((each) => each.endsWith('{'));
    const closed = lines.slice(0, index).findLastIndex((each) => each.trim() === '}');
    const inside = open > closed;
    return inside && !/^(?:\/\/|$)/u.test(line)
      ? [...lines.slice(0, -1), line, '']
      : lines.toSpliced(index, 0, line);
  }),
  fc
    .tuple(place, fc.integer({ min: 1, max: 12 }), words)
    .map(([number, which, word]): TextEdit => (lines) => {
      const index = at(lines, number);
      const parts = (lines[index] ?? '').split(' ');
      if (parts.length < 3 || !isPlain(lines[index] ?? '')) return lines;
      return lines.with(index, parts.with(which % parts.length, word).join(' '));
    }),
  // The label of something, which never breaks a text.
  fc.tuple(place, fc.constantFrom('x', 'y')).map(([number, letter]): TextEdit => (lines) => {
    const labelled = lines.flatMap((line, index) => (/"[^"]*"/u.test(line) && isPlain(line) ? [index] : []));
    const index = labelled[at(labelled.map(String), number)];
    return index === undefined
      ? lines
      : lines.with(
          index,
          (lines[index] ?? '').replace(/"$|"(?= )/u, `"`).replace(/"([^"]*)"/u, `"$1${letter}"`),
        );
  }),
  fc.tuple(place, place).map(([from, to]): TextEdit => (lines) => {
    const [source, target] = [at(lines, from), at(lines, to)];
    const line = lines[source] ?? '';
    return isPlain(line) && /^ {2}/u.test(line) === /^ {2}/u.test(lines[target] ?? '')
      ? lines.toSpliced(source, 1).toSpliced(target, 0, line)
      : lines;
  }),
  fc.tuple(place, place).map(([from, to]): TextEdit => (lines) => {
    // Once more what is said already: a step that happens twice, or a name that is declared twice.
    const line = lines[at(lines, from)] ?? '';
    const target = at(lines, to);
    return isPlain(line) && /^ {2}/u.test(line) === /^ {2}/u.test(lines[target] ?? '')
      ? lines.toSpliced(target, 0, line)
      : lines;
  }),
  place.map((number): TextEdit => (lines) => {
    const index = at(lines, number);
    return lines.with(index, `  ${(lines[index] ?? '').trim()}  `);
  }),
);

function editText(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce((lines: readonly string[], edit) => edit(lines), text.split('\n')).join('\n');
}

/** A change of a dossier. */
export type DossierEdit = (dossier: Dossier) => Dossier;

const said = fc.constantFrom('a', 'b', 'ab');
const id = fc.constantFrom('e1', 'e2', 'e3', 'e4');

type Listed = Exclude<keyof Dossier, 'scope' | 'riskPolicy'>;
type Entry = { readonly id: string } & Readonly<Record<string, unknown>>;

const schemas: Readonly<Record<Listed, z.core.$ZodType>> = {
  statements: scopeStatementSchema,
  sources: sourceDocumentSchema,
  threats: threatEntrySchema,
  assessments: assessmentSchema,
  treatments: treatmentSchema,
  confirmations: confirmationSchema,
  effort: effortEntrySchema,
  owners: informationOwnerSchema,
  releasedItems: releasedItemSchema,
};
const sections = Object.keys(schemas) as readonly Listed[];

/** Any change to one list: an entry put there, one that is gone, one field of one. */
const listEdit: fc.Arbitrary<DossierEdit> = fc
  .constantFrom(...sections)
  .chain((section) =>
    fc.tuple(
      fc.constant(section),
      id,
      valuesOf(schemas[section], said).map((entry) => once(entry) as Entry),
      fc.constantFrom('put', 'remove', 'field', 'first'),
      place,
    ),
  )
  .map(([section, chosen, drawn, kind, number]): DossierEdit => (dossier) => {
    const entries = dossier[section] as unknown as readonly Entry[];
    const id = section === 'confirmations' ? drawn.id : chosen;
    const entry = { ...drawn, id };
    const known = entries.find((each) => each.id === id);
    // One that is there already, of the bundled example too.
    const target =
      known ??
      entries[
        at(
          entries.map((each) => each.id),
          number,
        )
      ];
    const without = entries.filter((each) => each.id !== id);
    const changed = (): readonly Entry[] => {
      if (kind === 'put')
        return known === undefined
          ? [...entries, entry]
          : entries.map((each) => (each === known ? entry : each));
      if (kind === 'first') return [entry, ...without];
      if (target === undefined) return entries;
      if (kind === 'remove') return entries.filter((each) => each !== target);
      const fields = Object.keys(drawn).filter((name) => name !== 'id');
      const field = fields[number % fields.length] ?? 'id';
      return entries.map((each) => (each === target ? { ...each, [field]: drawn[field] } : each));
    };
    return { ...dossier, [section]: changed() };
  });

// Lists of words have each once.
function once(value: unknown): unknown {
  if (Array.isArray(value)) {
    const seen = new Map(value.map((each: unknown) => [JSON.stringify(each), once(each)]));
    return [...seen.values()];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, once(each)]));
}

const level = fc.constantFrom(...riskLevels);
const policyEdit: fc.Arbitrary<(policy: RiskPolicy) => RiskPolicy> = fc.oneof(
  fc.tuple(level, level, level).map(([likelihood, impact, risk]) => (policy: RiskPolicy) => ({
    ...policy,
    matrix: policy.matrix.map((field) =>
      field.likelihood === likelihood && field.impact === impact ? { ...field, risk } : field,
    ),
  })),
  fc
    .tuple(level, fc.constantFrom(...acceptances), said)
    .map(([chosen, acceptance, text]) => (policy: RiskPolicy) => ({
      ...policy,
      criteria: policy.criteria.map((each) =>
        each.level === chosen ? { level: chosen, acceptance, text } : each,
      ),
    })),
  fc.tuple(level, said, said).map(([chosen, likelihood, impact]) => (policy: RiskPolicy) => ({
    ...policy,
    meanings: policy.meanings.map((each) =>
      each.level === chosen ? { level: chosen, likelihood, impact } : each,
    ),
  })),
  fc
    .constantFrom('2030-01-01', '2030-01-02', null)
    .map((setOn) => (policy: RiskPolicy) => ({ ...policy, setOn })),
  fc.constantFrom('2030-02-01', '2030-02-02').map((day) => (policy: RiskPolicy) => ({
    ...policy,
    changes: [...policy.changes, { day, assessed: policy.changes.length }],
  })),
  fc.constantFrom('*', '**', '***').map((mark) => (policy: RiskPolicy) => ({
    ...policy,
    notes: policy.notes.some((note) => note.mark === mark)
      ? policy.notes.filter((note) => note.mark !== mark)
      : [...policy.notes, { mark, text: 'new' }],
  })),
);

const dossierEdit: fc.Arbitrary<DossierEdit> = fc.oneof(
  { weight: 6, arbitrary: listEdit },
  {
    weight: 2,
    arbitrary: policyEdit.map((edit): DossierEdit => (dossier) => ({
      ...dossier,
      riskPolicy: edit(dossier.riskPolicy),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat({ max: 2 }), fc.constantFrom(...coverages), said)
      .map(([index, coverage, reason]): DossierEdit => (dossier) => ({
        ...dossier,
        scope: {
          purpose: reason,
          levels: dossier.scope.levels.map((each, number) =>
            number === index ? { ...each, coverage, reason } : each,
          ),
        },
      })),
  },
);

/** Changes of a project. */
export interface ProjectEdits {
  readonly text: readonly TextEdit[];
  readonly dossier: readonly DossierEdit[];
}

export function projectEdits(most: number): fc.Arbitrary<ProjectEdits> {
  return fc.record({
    text: fc.array(textEdit, { maxLength: most }),
    dossier: fc.array(dossierEdit, { maxLength: most }),
  });
}

export function edited(content: ProjectContent, edits: ProjectEdits): ProjectContent {
  return {
    text: editText(content.text, edits.text),
    dossier: edits.dossier.reduce((dossier, edit) => edit(dossier), content.dossier),
  };
}

export const project: fc.Arbitrary<ProjectContent> = fc
  .tuple(fc.constantFrom(...texts), fc.array(dossierEdit, { maxLength: 8 }), fc.boolean())
  .map(([text, edits, isSample]) => ({
    text,
    dossier: edits.reduce((dossier, edit) => edit(dossier), isSample ? sampleDossier : emptyDossier),
  }));

/** A common state and what two made of it. */
export const apart: fc.Arbitrary<Readonly<Record<'base' | 'mine' | 'theirs', ProjectContent>>> = fc
  .tuple(project, projectEdits(6), projectEdits(6))
  .map(([base, mine, theirs]) => ({ base, mine: edited(base, mine), theirs: edited(base, theirs) }));
