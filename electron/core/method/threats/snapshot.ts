import { attackTypes, type AttackType, breaches, type Breach } from '#core/attack-type.ts';
import { answerKinds, type AnswerKind, type Verdict } from '#core/analysis/record/verdict.ts';
import { capabilities } from '#core/capabilities/capabilities.ts';
import type { AttackModel } from '#core/language/model.ts';
import { checksum, type DraftThreat } from './draft-threat.ts';
import type { Targets } from './targets.ts';
import { adversaryKinds, type AdversaryKind } from '#core/dossier/threat-entry.ts';
import { threatForms, type ThreatForm } from './threat.ts';

/** A question that is not proved, as a snapshot has it. `attack` is empty for the plain adversary. */
export interface SeenQuestion {
  readonly answer: AnswerKind;
  readonly attack: string;
  readonly query: string;
  readonly types: readonly AttackType[];
}

/** A short form of a generated threat at some time. */
export interface Snapshot {
  readonly form: ThreatForm;
  readonly breaches: readonly Breach[];
  readonly about: string;
  readonly phase: string | null;
  readonly attackModel: string | null;
  readonly subject: Targets;
  readonly attackType: AttackType;
  readonly adversary: AdversaryKind;
  readonly answer: AnswerKind | null;
  /** How many questions that it rests on were proved, and how many had no verdict. */
  readonly proved: number;
  readonly open: number;
  /** Tells which questions were proved, and what the attack model assumed; empty where that was not kept. */
  readonly mark: string;
  readonly others: readonly SeenQuestion[];
}

/**
 * Writes down what a threat says: first a line of fields about the threat itself, then one about what was answered, then
 * one for every question that is not proved. Fields are set apart by tabs and lists by commas, which no name has.
 *
 * @param attack the attack model that the threat is, undefined for every other one.
 */
export function snapshotOf(draft: DraftThreat, attack?: AttackModel): string {
  const { targets } = draft;
  const lists = [draft.breaches, targets.elements, targets.messages, targets.entities];
  const itself = [draft.form, draft.about, draft.phase ?? '', draft.attackModel ?? '', ...lists.map(list)];
  const verdicts = draft.evidence.flatMap((each) => (each.kind === 'verdict' ? [each.verdict] : []));
  const unproved = verdicts.filter(({ answer }) => answer !== 'holds');
  const proved = String(verdicts.length - unproved.length);
  const mark = checksum([...provedQueries(verdicts), attack === undefined ? '' : assumed(attack)].join('\n'));
  const cells = draft.evidence.flatMap((each) =>
    each.kind === 'cell' ? [`${each.element} ${each.entity} ${each.says}`] : [],
  );
  const { attackType, adversary, answer, open } = draft;
  const said = [attackType, adversary, answer ?? '', proved, String(open), list(cells), mark];
  const others = unproved.map(({ answer: each, question, attackTypes: types }) =>
    [each, question.attack ?? '', question.key, list(types)].join('\t'),
  );
  return [itself.join('\t'), said.join('\t'), ...others.toSorted()].join('\n');
}

/**
 * True if a threat says now what it said when it was seen. While nothing current is answered, only what it is about
 * is compared. What was not kept when it was seen is not compared.
 */
export function saysTheSame(seen: string, now: string, answered: boolean): boolean {
  const [before, after] = [inOneOrder(seen), inOneOrder(now)];
  if (!answered) return firstLine(before) === firstLine(after);
  return before === after || (!isMarked(before) && before === unmarked(after));
}

// Lists name a set: in which order its members were found says nothing.
function inOneOrder(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .split('\t')
        .map((field) => list(unlist(field).toSorted()))
        .join('\t'),
    )
    .join('\n');
}

function provedQueries(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts
    .filter(({ answer }) => answer === 'holds')
    .map(({ question: { attack, key } }) => `${attack ?? ''}\t${key}`)
    .toSorted();
}

function assumed({ adversary, untyped, assumptions }: AttackModel): string {
  const marks = assumptions.map((each) => capabilities[each.kind].mark(each));
  return JSON.stringify({ adversary, untyped, assumptions: marks });
}

const markPlace = 6;

function isMarked(text: string): boolean {
  return (text.split('\n', 2)[1] ?? '').split('\t').length > markPlace;
}

function unmarked(text: string): string {
  const [itself = '', said = '', ...others] = text.split('\n');
  return [itself, said.split('\t').slice(0, markPlace).join('\t'), ...others].join('\n');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** Reads what was written down; null where it was not written by {@link snapshotOf}. */
export function readSnapshot(text: string): Snapshot | null {
  const [itself = '', said = '', ...others] = text.split('\n').map((line) => line.split('\t'));
  const [form, about, phase, attackModel, breached, elements, messages, entities] = itself;
  const [type, adversary, answer, proved, open] = said;
  const knownForm = threatForms.find((each) => each === form);
  const knownType = attackTypes.find((each) => each === type);
  const knownAdversary = adversaryKinds.find((each) => each === adversary);
  if (knownForm === undefined || knownType === undefined || knownAdversary === undefined) return null;
  return {
    form: knownForm,
    about: about ?? '',
    phase: nullable(phase),
    attackModel: nullable(attackModel),
    breaches: breaches.filter((each) => unlist(breached).includes(each)),
    subject: { elements: unlist(elements), messages: unlist(messages), entities: unlist(entities) },
    attackType: knownType,
    adversary: knownAdversary,
    answer: answerKinds.find((each) => each === answer) ?? null,
    proved: Number(proved),
    open: Number(open),
    mark: said[markPlace] ?? '',
    others: others.flatMap(seenQuestion),
  };
}

function seenQuestion([answer, attack = '', query = '', types]: readonly string[]): readonly SeenQuestion[] {
  const known = answerKinds.find((each) => each === answer);
  if (known === undefined) return [];
  const seen = unlist(types);
  return [{ answer: known, attack, query, types: attackTypes.filter((each) => seen.includes(each)) }];
}

function list(names: readonly string[]): string {
  return names.join(',');
}

function unlist(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split(',');
}

function nullable(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
