import document from '#resources/language/constructs.json' with { type: 'json' };
import { isDiagnosticCode } from '#core/language/diagnostic.ts';
import type { MessageValues, Translate } from '#core/messages/catalogue.ts';
import { examplesOf, rulesOf, type RuleExample, type RuleName } from '#core/language/rules.ts';
import { primitiveNames } from '#core/terms/theory.ts';

/** The groups of the language reference, in the order in which they are shown. */
export const constructGroups = [
  'text',
  'elements',
  'phases',
  'steps',
  'terms',
  'requirements',
  'attacks',
] as const;
export type ConstructGroup = (typeof constructGroups)[number];

/** The name of a construct in the reference. */
export type ConstructName = keyof typeof document.constructs;

/** The entry of the reference about one construct, in the reader's language. */
export interface ReferenceEntry {
  readonly name: ConstructName;
  readonly group: ConstructGroup;
  readonly title: string;
  readonly meaning: string;
  /** How it is written, a form a line; what stands in square brackets may be left out. */
  readonly grammar: readonly string[];
  /** One use of it: a whole model, or a part of one. */
  readonly example: string;
  /** What it means exactly, a rule each. */
  readonly rules: readonly ReferenceRule[];
  /** The sentences of the diagnostics that can be about it, with letters for the names. */
  readonly diagnostics: readonly string[];
}

/** A rule of the language in the reader's language, with the models that show it. */
export interface ReferenceRule {
  readonly name: RuleName;
  readonly meaning: string;
  readonly examples: readonly RuleExample[];
}

/** The names of all constructs, in the order of the reference. */
export const constructNames: readonly ConstructName[] = Object.keys(document.constructs).filter(isConstruct);

function isConstruct(name: string): name is ConstructName {
  return Object.hasOwn(document.constructs, name);
}

/** The reference of the language, group by group. */
export function reference(translate: Translate): readonly ReferenceEntry[] {
  return constructGroups.flatMap((group) =>
    constructNames
      .filter((name) => document.constructs[name].group === group)
      .map((name): ReferenceEntry => {
        const { grammar, example, diagnostics, values } = document.constructs[name];
        return {
          name,
          group,
          title: translate(`language.${name}.title`),
          meaning: translate(`language.${name}.meaning`),
          grammar,
          example: example.join('\n'),
          rules: rulesOf(name).map((rule) => ({
            name: rule,
            meaning: translate(`language.rule.${rule}`),
            examples: examplesOf(rule),
          })),
          diagnostics: diagnostics
            .filter(isDiagnosticCode)
            .map((code) => translate(`diagnostic.${code}`, { ...letters, ...values })),
        };
      }),
  );
}

/** The first sentence of what the reference says of a construct. */
export function firstSentence(name: ConstructName, translate: Translate): string {
  const meaning = translate(`language.${name}.meaning`);
  return /^.*?\.(?=\s|$)/su.exec(meaning)?.[0] ?? meaning;
}

// What stands for the names in a sentence that is about no text in particular.
const letters: MessageValues = {
  clause: '…',
  element: 'X',
  entity: 'A',
  expected: '…',
  flaw: 'forgeable',
  found: '§',
  left: 'A',
  level: 'aliveness',
  maximum: 4_000_000,
  message: 'm',
  missing: 'Y',
  name: 'X',
  phase: 'P',
  primitive: 'hash',
  primitives: primitiveNames.join(', '),
  right: 'B',
  subject: 'X',
};

/**
 * The entries in which every word of a query occurs, whatever its case, those first that have it in their title;
 * all of them for an empty query.
 */
export function searchReference(
  entries: readonly ReferenceEntry[],
  query: string,
): readonly ReferenceEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (...texts: readonly string[]): boolean => {
    const text = texts.join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const byTitle = entries.filter(({ name, title }) => has(name, title));
  const byText = entries.filter(
    (entry) =>
      !byTitle.includes(entry) &&
      has(
        entry.title,
        entry.meaning,
        ...entry.grammar,
        entry.example,
        ...entry.rules.map(({ meaning }) => meaning),
        ...entry.diagnostics,
      ),
  );
  return [...byTitle, ...byText];
}

/** The parts of the language that a construct covers, as `kind:name`. */
export function coveredBy(name: ConstructName): readonly string[] {
  return document.constructs[name].covers;
}

/** A whole model around the example of a construct. */
export function exampleModel(name: ConstructName): string {
  const { example, frame } = document.constructs[name];
  const frames: Readonly<Record<string, Frame>> = document.frames;
  const around = frames[frame];
  if (around === undefined) throw new RangeError('every construct names one of the frames');
  return [around.before.join('\n'), example.join('\n'), around.after.join('\n')].join('');
}

interface Frame {
  readonly before: readonly string[];
  readonly after: readonly string[];
}
