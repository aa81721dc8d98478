import { adversaryName, type RequirementCell } from '#core/analysis/record/record.ts';
import type { QuestionKind } from '#core/language/kinds.ts';
import type { AnswerKind, Verdict } from '#core/analysis/record/verdict.ts';
import { worstFirst } from '#renderer/shared/answer-status.ts';
import type { Answered } from '#renderer/shared/verification.svelte.ts';

/** A question that has its verdict. */
interface Known {
  readonly number: number;
  readonly verdict: Verdict;
}

type Property = 'confidentiality' | 'integrity';

/** The answers about one adversary, by property, element and entity. */
export type CellAnswers = ReadonlyMap<string, readonly Known[]>;

/** Which property of a cell a question is about; null where it is a claim's. */
function propertyOf(kind: QuestionKind): Property | null {
  if (kind === 'secrecy') return 'confidentiality';
  return kind === 'agreement' || kind === 'injective-agreement' ? 'integrity' : null;
}

/**
 * Sorts what is known of one adversary by cell: the plain one (null) or that of an attack model. The adversary's own cell
 * has what is known of the element's secrecy, whoever holds it.
 */
export function answersByCell(answers: readonly Answered[], adversary: string | null): CellAnswers {
  const sorted = new Map<string, Known[]>();
  for (const { number, verdict } of answers) {
    if (verdict === null) continue;
    const { attack, kind, element, entity } = verdict.question;
    const property = attack === adversary ? propertyOf(kind) : null;
    if (property === null) continue;
    for (const holder of [entity, adversaryName]) {
      const key = keyOf(property, element ?? '', holder);
      sorted.set(key, [...(sorted.get(key) ?? []), { number, verdict }]);
    }
  }
  return sorted;
}

/** The answers for one property of one cell. */
export function answersAt(answers: CellAnswers, cell: RequirementCell, property: Property): readonly Known[] {
  return answers.get(keyOf(property, cell.element, cell.entity)) ?? [];
}

/** The answer that counts where there are several: a violation before what is open before a proof. */
export function worstAnswer(known: readonly Known[]): AnswerKind | null {
  const answers = new Set(known.map(({ verdict }) => verdict.answer));
  return worstFirst.find((answer) => answers.has(answer)) ?? null;
}

function keyOf(property: Property, element: string, entity: string): string {
  return `${property} ${element} ${entity}`;
}
