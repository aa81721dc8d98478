import { adversaryName, type Cell } from '#core/analysis/record.ts';
import type { AskedKind } from '#core/analysis/roles/asked.ts';
import type { ActiveAnswer, VerdictRecord } from '#core/analysis/verify/active-record.ts';
import type { Answered } from '#renderer/shared/verification.svelte.ts';

/** A question that has its verdict. */
interface Known {
  readonly number: number;
  readonly verdict: VerdictRecord;
}

const kinds: Readonly<Record<'confidentiality' | 'integrity', readonly AskedKind[]>> = {
  confidentiality: ['secrecy'],
  integrity: ['agreement', 'injective-agreement'],
};

/**
 * What is known of the plain adversary about one property of one cell. The adversary's own cell has what is
 * known of the element's secrecy, whoever holds it.
 */
export function answersAt(
  answers: readonly Answered[],
  cell: Cell,
  property: 'confidentiality' | 'integrity',
): readonly Known[] {
  return answers.flatMap(({ number, verdict }) => {
    if (verdict?.attack !== null) return [];
    const { kind, element, entity } = verdict.asked;
    const here = cell.entity === adversaryName || cell.entity === entity;
    return here && element === cell.element && kinds[property].includes(kind) ? [{ number, verdict }] : [];
  });
}

/** The answer that counts where there are several: a violation before what is open before a proof. */
export function worstAnswer(known: readonly Known[]): ActiveAnswer | null {
  const answers = new Set(known.map(({ verdict }) => verdict.answer));
  return (
    (['violated', 'undecided', 'holds-within', 'holds'] as const).find((answer) => answers.has(answer)) ??
    null
  );
}
