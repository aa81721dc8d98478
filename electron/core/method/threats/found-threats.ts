import type { Property, Question } from '#core/analysis/record/question.ts';
import type { AttackType } from '#core/attack-type.ts';
import { questions } from '#core/claims/claims.ts';
import { answerForTypes, typesOf, type VerdictIndex } from './verdict-index.ts';
import { isActiveType } from './disclosure-threats.ts';
import { draftThreat, threatId, type DraftThreat } from './draft-threat.ts';
import type { AttackSurface } from './surface.ts';
import { targets } from './targets.ts';
import { elementsOf } from './transit-threats.ts';

/** Attacks of the plain adversary that were found and are in no threat so far, by the type of attack. */
export function foundThreats(
  surface: AttackSurface,
  answers: VerdictIndex,
  drafts: readonly DraftThreat[],
): readonly DraftThreat[] {
  const told = toldBy(drafts);
  const found = new Map<string, DraftThreat>();
  for (const question of [...answers.plain, ...answers.afterwards]) {
    const verdict = answers.verdictOn(question);
    if (verdict?.answer !== 'violated') continue;
    for (const type of typesOf(verdict)) {
      if (isTold(type, question, told)) continue;
      const draft = foundThreat(type, question, surface, answers);
      found.set(draft.id, draft);
    }
  }
  return [...found.values()];
}

// Which questions are shown to be violated, and by which type of attack, by any active one, or by any at all.
function toldBy(drafts: readonly DraftThreat[]): ReadonlySet<string> {
  return new Set(
    drafts.flatMap(({ attackType, form, evidence }) =>
      evidence.flatMap((each) => {
        if (each.kind !== 'verdict' || each.says !== 'violated' || each.verdict.question.attack !== null)
          return [];
        const { key } = each.verdict.question;
        if (form === 'later-compromise') return [`all ${key}`];
        return [`${attackType} ${key}`, ...(form === 'disclosure' ? [`active ${key}`] : [])];
      }),
    ),
  );
}

// What an active adversary obtains is one threat whatever the type, and so is what leaks when all is over.
function isTold(type: AttackType, { key }: Property, told: ReadonlySet<string>): boolean {
  // Mixed-up sessions are told as the replay that they show, see `answerForTypes`.
  const as = type === 'interleaving' ? 'replay' : type;
  if (told.has(`${as} ${key}`) || told.has(`all ${key}`)) return true;
  return isActiveType(type) && told.has(`active ${key}`);
}

function foundThreat(
  type: AttackType,
  asked: Property,
  surface: AttackSurface,
  answers: VerdictIndex,
): DraftThreat {
  const { breach } = questions[asked.kind];
  const { element, originator, entity } = asked;
  const alike = (each: Question): boolean => {
    if (questions[each.kind].breach !== breach) return false;
    if (element === null) return each.originator === originator && each.entity === entity;
    return each.element !== null && group.join() === surface.groupOf(each.element).join();
  };
  const group = element === null ? [] : surface.groupOf(element);
  const asking = answers.plain.filter(alike);
  const ends = [originator, entity].filter((each) => each !== null);
  const [form, id] =
    element === null
      ? (['between', threatId(`between/${type}`, ends, 'ordered')] as const)
      : (['on-elements', threatId(`on-elements/${type}/${breach}`, group)] as const);
  return draftThreat(
    {
      id,
      form,
      attackType: type,
      adversary: type === 'insider' ? 'insider' : 'active-outsider',
      breaches: [breach],
      targets: targets({ elements: elementsOf(asking), entities: element === null ? ends : [] }),
      questions: asking,
    },
    answers,
    answerForTypes(type),
  );
}
