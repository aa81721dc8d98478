import { assumption } from '#core/capabilities/definition.ts';
import type { Question } from '#core/analysis/record/question.ts';
import type { Element } from '#core/language/model.ts';
import { answerForAnyType, type VerdictIndex } from './verdict-index.ts';
import { attackAsProposed, type AttackProposal } from './attack-proposal.ts';
import { draftThreat, threatId, type DraftThreat } from './draft-threat.ts';
import { confidentialElements } from './passive-threats.ts';
import { hasOwnValue, elementsProtectedBy } from './protected-elements.ts';
import type { AttackSurface } from './surface.ts';
import { targets } from './targets.ts';
import type { Breach } from '#core/attack-type.ts';
import { elementsOf } from './transit-threats.ts';

const everyBreach: readonly Breach[] = ['confidentiality', 'integrity', 'authentication'];

/** Keys and entities that the adversary has (the paper, sections 2.2 and 4.2). Attack models answer most of them. */
export function compromiseThreats(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const { elements, entities } = surface.model;
  return [
    ...elements.filter(isKey).map(({ name }) => keyCompromise(name, surface, answers)),
    ...laterCompromise(surface, answers),
    ...entities.flatMap(({ name }) => impersonation(name, surface, answers)),
    ...entities.map(({ name }) => compromisedEntity(name, surface, answers)),
  ];
}

function isKey({ kind }: Element): boolean {
  return kind === 'symmetric-key' || kind === 'key-pair';
}

function keyCompromise(element: string, surface: AttackSurface, answers: VerdictIndex): DraftThreat {
  const proposal = activeProposal([assumption({ kind: 'leak', elements: [element] })]);
  const attack = attackAsProposed(surface.model, proposal);
  const questions = answers.under(attack?.name);
  const protectedElements = elementsProtectedBy([element], surface.model, surface.run);
  return draftThreat(
    {
      id: threatId('key-compromise', [element]),
      form: 'key-compromise',
      attackType: 'key-compromise',
      adversary: 'active-outsider',
      breaches: everyBreach,
      targets: targets({ elements: [element] }),
      proposal,
      attackModel: attack?.name ?? null,
      questions,
    },
    answers,
    answerForAnyType,
    isUnasked(protectedElements, questions),
  );
}

// That nothing which was asked fails says nothing of what nobody asked about.
function isUnasked(elements: readonly string[], questions: readonly Question[]): boolean {
  const asked = new Set(questions.flatMap(({ element, on }) => [element, ...on]));
  return elements.length === 0 || elements.some((element) => !asked.has(element));
}

// Long-term keys become known when all is over: what is claimed to have forward secrecy, and what is not.
function laterCompromise(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const lasting = surface.model.elements.filter((each) => isKey(each) && each.lifetime === 'long-term');
  const claimed = elementsOf(answers.afterwards);
  const lastingNames = new Set(lasting.map(({ name }) => name));
  const unclaimed = confidentialElements(surface).filter(
    (name) => !claimed.includes(name) && !lastingNames.has(name),
  );
  const rest: readonly DraftThreat[] =
    lasting.length === 0 || unclaimed.length === 0
      ? []
      : [draftOfLater('unasked-later-compromise', [], unclaimed, [], answers)];
  return [
    ...surface.grouped(claimed).map(({ name, elements }) => {
      const questions = answers.afterwards.filter(
        ({ element }) => element !== null && elements.includes(element),
      );
      return draftOfLater('later-compromise', name, elements, questions, answers);
    }),
    ...rest,
  ];
}

function draftOfLater(
  form: 'later-compromise' | 'unasked-later-compromise',
  group: readonly string[],
  elements: readonly string[],
  questions: readonly Question[],
  answers: VerdictIndex,
): DraftThreat {
  return draftThreat(
    {
      id: threatId(form, group),
      form,
      attackType: 'key-compromise',
      adversary: 'active-outsider',
      breaches: ['confidentiality'],
      targets: targets({ elements }),
      questions,
    },
    answers,
    answerForAnyType,
  );
}

// Whoever has one long-term secret of an entity poses as others towards it: that one alone, not everything that the
// entity has, and each of them by itself.
function impersonation(
  entity: string,
  surface: AttackSurface,
  answers: VerdictIndex,
): readonly DraftThreat[] {
  const lasting = surface.model.elements.filter(
    (each) => isKey(each) && each.lifetime === 'long-term' && each.holders.includes(entity),
  );
  const isDeceived = (each: Question): boolean => each.entity === entity && each.originator !== null;
  const deceived = answers.plain.filter(isDeceived);
  const secrets = lasting.map(({ name }) => {
    const proposal = activeProposal([assumption({ kind: 'leak', elements: [name] })]);
    const attack = attackAsProposed(surface.model, proposal);
    return { proposal, attack, questions: answers.under(attack?.name).filter(isDeceived) };
  });
  const [first] = secrets;
  if (first === undefined || deceived.length === 0) return [];
  const unwritten = secrets.find(({ attack }) => attack === undefined);
  const isAskedOfEach = secrets.every(({ questions }) => {
    const keys = new Set(questions.map(({ key }) => key));
    return deceived.every(({ key }) => keys.has(key));
  });
  return [
    draftThreat(
      {
        id: threatId('impersonation', [entity]),
        form: 'impersonation',
        attackType: 'key-compromise-impersonation',
        adversary: 'active-outsider',
        breaches: ['integrity', 'authentication'],
        targets: targets({ elements: elementsOf(deceived), entities: [entity] }),
        proposal: (unwritten ?? first).proposal,
        attackModel: unwritten === undefined ? (first.attack?.name ?? null) : null,
        questions: secrets.flatMap(({ questions }) => questions),
      },
      answers,
      answerForAnyType,
      !isAskedOfEach,
    ),
  ];
}

function compromisedEntity(entity: string, surface: AttackSurface, answers: VerdictIndex): DraftThreat {
  const proposal = activeProposal([assumption({ kind: 'compromise', entities: [entity] })]);
  const attack = attackAsProposed(surface.model, proposal);
  const questions = answers.under(attack?.name);
  const had = surface.model.elements.filter(
    (each) => hasOwnValue(each) && surface.cell(each.name, entity)?.confidentiality.obtains === true,
  );
  const held = had.map(({ name }) => name);
  const data = had.flatMap((each) => (isKey(each) ? [] : [each.name]));
  return draftThreat(
    {
      id: threatId('compromised-entity', [entity]),
      form: 'compromised-entity',
      attackType: 'key-compromise',
      adversary: 'compromised-entity',
      breaches: everyBreach,
      targets: targets({ entities: [entity] }),
      proposal,
      attackModel: attack?.name ?? null,
      questions,
    },
    answers,
    answerForAnyType,
    // Its keys are gone by what is assumed; what counts is what they protect, and what it has beside them.
    isUnasked([...data, ...elementsProtectedBy(held, surface.model, surface.run)], questions),
  );
}

function activeProposal(assumptions: AttackProposal['assumptions']): AttackProposal {
  return { adversary: 'active', untyped: false, assumptions };
}
