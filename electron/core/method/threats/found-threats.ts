import type { Asked, ActiveQuestion } from '#core/analysis/record/asked.ts';
import type { AttackType } from '#core/analysis/record/attack-type.ts';
import { ofTypes, typesOf, type Answers } from './answers.ts';
import { isActiveType } from './disclosure-threats.ts';
import { draftFrom, threatId, type DraftThreat } from './draft-threat.ts';
import type { AttackSurface } from './surface.ts';
import { targets } from './targets.ts';
import type { Breach } from '#core/dossier/threat-entry.ts';
import { elementsOf } from './transit-threats.ts';

/** Attacks of the plain adversary that were found and are in no threat so far, by the type of attack. */
export function foundThreats(
  surface: AttackSurface,
  answers: Answers,
  drafts: readonly DraftThreat[],
): readonly DraftThreat[] {
  const told = toldBy(drafts);
  const found = new Map<string, DraftThreat>();
  for (const question of [...answers.plain, ...answers.afterwards]) {
    const verdict = answers.verdictOn(question);
    if (verdict?.answer !== 'violated') continue;
    for (const type of typesOf(verdict)) {
      if (isTold(type, question.asked, told)) continue;
      const draft = foundThreat(type, question.asked, surface, answers);
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
        if (each.kind !== 'verdict' || each.says !== 'violated' || each.verdict.attack !== null) return [];
        const { query } = each.verdict.asked;
        if (form === 'later-compromise') return [`all ${query}`];
        return [`${attackType} ${query}`, ...(form === 'disclosure' ? [`active ${query}`] : [])];
      }),
    ),
  );
}

// What an active adversary obtains is one threat whatever the type, and so is what leaks when all is over.
function isTold(type: AttackType, { query }: Asked, told: ReadonlySet<string>): boolean {
  if (told.has(`${type} ${query}`) || told.has(`all ${query}`)) return true;
  return isActiveType(type) && told.has(`active ${query}`);
}

function foundThreat(type: AttackType, asked: Asked, surface: AttackSurface, answers: Answers): DraftThreat {
  const breach = breachOf(asked);
  const { element, originator, entity } = asked;
  const alike = (each: ActiveQuestion): boolean => {
    if (breachOf(each.asked) !== breach) return false;
    if (element === null) return each.asked.originator === originator && each.asked.entity === entity;
    return each.asked.element !== null && group.join() === surface.groupOf(each.asked.element).join();
  };
  const group = element === null ? [] : surface.groupOf(element);
  const questions = answers.plain.filter(alike);
  const ends = [originator, entity].filter((each) => each !== null);
  const [form, id] =
    element === null
      ? (['between', threatId(`between/${type}`, ends, 'ordered')] as const)
      : (['on-elements', threatId(`on-elements/${type}/${breach}`, group)] as const);
  return draftFrom(
    {
      id,
      form,
      attackType: type,
      adversary: type === 'insider' ? 'insider' : 'active-outsider',
      breaches: [breach],
      targets: targets({ elements: elementsOf(questions), entities: element === null ? ends : [] }),
      questions,
    },
    answers,
    ofTypes(type),
  );
}

function breachOf({ kind }: Asked): Breach {
  switch (kind) {
    case 'secrecy':
    case 'forward-secrecy':
      return 'confidentiality';
    case 'agreement':
    case 'injective-agreement':
      return 'integrity';
    case 'aliveness':
    case 'weak-agreement':
    case 'entity-agreement':
    case 'injective-entity-agreement':
    case 'key-confirmation':
    case 'key-freshness':
    case 'key-uniqueness':
      return 'authentication';
  }
}
