import { isPlanted, type AnswerKind, type Verdict } from '#core/analysis/record/verdict.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { AttackType } from '#core/attack-type.ts';
import { typesOf, type VerdictIndex } from './verdict-index.ts';
import { draftThreat, threatId, type DraftThreat } from './draft-threat.ts';
import { confidentialElements } from './passive-threats.ts';
import { isInGroup, type AttackSurface, type ElementGroup } from './surface.ts';
import { targets } from './targets.ts';

/**
 * Threats that an active adversary obtains elements: attacks on integrity may lead to the loss of confidentiality
 * (section 4.2).
 */
export function disclosures(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  return surface.grouped(confidentialElements(surface)).map((group) => disclosure(group, answers));
}

/** True if an attack of this type changes what is sent, or puts something in. */
export function isActiveType(type: AttackType): boolean {
  return type !== 'eavesdropping' && type !== 'guessing' && type !== 'insider';
}

// An active adversary obtains an element, in whichever way.
function disclosure(group: ElementGroup, answers: VerdictIndex): DraftThreat {
  const questions = answers.plain.filter(
    ({ kind, element }) => kind === 'secrecy' && isInGroup(element, group),
  );
  const asked = new Set(questions.map((question) => question.element));
  return draftThreat(
    {
      id: threatId('disclosure', group.name),
      form: 'disclosure',
      attackType: activeTypes(questions, answers)[0] ?? 'man-in-the-middle',
      adversary: 'active-outsider',
      breaches: ['confidentiality'],
      targets: targets({ elements: group.elements }),
      questions,
    },
    answers,
    disclosureSays,
    group.elements.some((element) => !asked.has(element)),
  );
}

// Whoever is active can listen and guess as well. A dishonest participant is no outsider; and where a value of the adversary
// is taken for the element, nothing is disclosed.
function disclosureSays(verdict: Verdict): AnswerKind {
  const { answer } = verdict;
  const isOutsiders = typesOf(verdict).some((type) => type !== 'insider');
  return answer === 'violated' && (!isOutsiders || isPlanted(verdict)) ? 'undecided' : answer;
}

function activeTypes(questions: readonly Question[], answers: VerdictIndex): readonly AttackType[] {
  return questions.flatMap((question) => {
    const verdict = answers.verdictOn(question);
    return verdict?.answer === 'violated' ? typesOf(verdict).filter(isActiveType) : [];
  });
}
