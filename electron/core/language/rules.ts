import document from '#resources/language/rules.json' with { type: 'json' };
import { questionKinds, type QuestionKind } from '#core/language/kinds.ts';

/** The name of a rule of the language. */
export type RuleName = keyof typeof document.rules;

/** What must be answered about an example; what it has not is null or empty. */
export interface ExpectedAnswer {
  /** The attack model under which it is asked; null for the plain adversary. */
  readonly attack: string | null;
  readonly kind: QuestionKind;
  readonly element: string | null;
  readonly entity: string;
  readonly originator: string | null;
  readonly on: readonly string[];
  readonly phase: string | null;
  readonly right: 'holds' | 'violated' | 'vacuous';
}

/** A small model that shows a rule. */
export interface RuleExample {
  readonly text: string;
  /** The codes of its diagnostics; empty for a model that is accepted. */
  readonly diagnostics: readonly string[];
  readonly answers: readonly ExpectedAnswer[];
}

/** The names of all rules: what the language means where a construct alone does not say it. */
export const ruleNames: readonly RuleName[] = Object.keys(document.rules).filter(isRule);

function isRule(name: string): name is RuleName {
  return Object.hasOwn(document.rules, name);
}

/** The rules that are shown with a construct. */
export function rulesOf(construct: string): readonly RuleName[] {
  return ruleNames.filter((name) => document.rules[name].of.includes(construct));
}

/** The names of the constructs with which a rule is shown, as the reference has them. */
export function constructsOf(rule: RuleName): readonly string[] {
  return document.rules[rule].of;
}

/** The examples of a rule. Throws a RangeError for one that is written wrongly, which no reference has. */
export function examplesOf(rule: RuleName): readonly RuleExample[] {
  const examples: readonly WrittenExample[] = document.rules[rule].examples;
  return examples.map(({ text, diagnostics, answers }) => ({
    text: `${text.join('\n')}\n`,
    diagnostics: diagnostics ?? [],
    answers: answers.map(readAnswer),
  }));
}

// What is left out is null or empty.
interface WrittenExample {
  readonly text: readonly string[];
  readonly diagnostics?: readonly string[] | undefined;
  readonly answers: readonly WrittenAnswer[];
}

interface WrittenAnswer {
  readonly attack?: string | undefined;
  readonly kind: string;
  readonly element?: string | undefined;
  readonly entity: string;
  readonly originator?: string | undefined;
  readonly on?: readonly string[] | undefined;
  readonly phase?: string | undefined;
  readonly right: string;
}

function readAnswer(written: WrittenAnswer): ExpectedAnswer {
  const kind = questionKinds.find((each) => each === written.kind);
  const right = (['holds', 'violated', 'vacuous'] as const).find((each) => each === written.right);
  if (kind === undefined || right === undefined) throw new RangeError('the reference asks what can be asked');
  const { attack = null, element = null, entity, originator = null, on = [], phase = null } = written;
  return { attack, kind, element, entity, originator, on, phase, right };
}
