import type { AnswerKind, Verdict } from '#core/analysis/record/verdict.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { AttackType, Breach } from '#core/attack-type.ts';
import { answerFrom, type AnswerWithDoubts, type VerdictIndex } from './verdict-index.ts';
import type { AttackProposal } from './attack-proposal.ts';
import type { Targets } from './targets.ts';
import type { AdversaryKind } from '#core/dossier/threat-entry.ts';
import type { Doubt, Evidence, ThreatForm } from './threat.ts';

/** A generated threat before anything that the analyst decided is set beside it. */
export interface DraftThreat {
  readonly id: string;
  readonly form: ThreatForm;
  readonly attackType: AttackType;
  readonly adversary: AdversaryKind;
  readonly breaches: readonly Breach[];
  readonly targets: Targets;
  /** The phase where it is about one, and no more than its targets are in it. */
  readonly phase: string | null;
  readonly proposal: AttackProposal | null;
  readonly attackModel: string | null;
  /** A key as it is printed, an attack model or a phase that it is about beside its targets; else empty. */
  readonly about: string;
  /** The questions that it rests on. */
  readonly questions: readonly Question[];
  readonly evidence: readonly Evidence[];
  readonly open: number;
  readonly answer: AnswerKind | null;
  readonly doubts: readonly Doubt[];
}

/** The parts that a threat which rests on verdicts alone is made of. */
type VerdictThreat = Omit<DraftThreat, 'evidence' | 'open' | keyof AnswerWithDoubts | Optional> &
  Partial<Pick<DraftThreat, Optional>>;
type Optional = 'phase' | 'proposal' | 'attackModel' | 'about';

/**
 * A threat with what the verdicts on its questions say of it. `unasked`: it is about something that none of the questions
 * is about, so that it cannot be said to hold.
 */
export function draftThreat(
  rested: VerdictThreat,
  answers: VerdictIndex,
  says: (verdict: Verdict) => AnswerKind | null,
  unasked = false,
): DraftThreat {
  const { evidence, open, unasked: lacking } = answers.evidence(rested.questions, says);
  const answered = answerFrom(evidence, open, unasked || lacking);
  return {
    about: '',
    phase: null,
    proposal: null,
    attackModel: null,
    ...rested,
    evidence,
    open,
    ...answered,
  };
}

/**
 * The key of a generated threat: its form, and the names that it is about. The order of these matters only where they
 * are `ordered`. Names have none of the signs between them.
 */
export function threatId(form: string, about: readonly string[], order: 'any' | 'ordered' = 'any'): string {
  const names = order === 'ordered' ? about.join('>') : about.toSorted().join('+');
  const id = names === '' ? form : `${form}/${names}`;
  return id.length <= longest ? id : `${id.slice(0, longest - 20)}#${checksum(id)}`;
}

/** The longest identifier that a project keeps. */
const longest = 500;

/** FNV-1a, 32 bits: tells apart what is too long to be kept. No protection against whoever means to deceive. */
export function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16);
}
