import type { Verdict } from '#core/analysis/record/verdict.ts';
import { capabilities } from '#core/capabilities/capabilities.ts';
import type { AttackType, Breach } from '#core/attack-type.ts';
import type { AttackModel } from '#core/language/model.ts';
import { answerForAnyType, answerForTypes, type VerdictIndex } from './verdict-index.ts';
import { attackAsProposed, type AttackProposal } from './attack-proposal.ts';
import { draftThreat, threatId, type DraftThreat } from './draft-threat.ts';
import type { AttackSurface } from './surface.ts';
import { targets } from './targets.ts';
import type { AdversaryKind } from '#core/dossier/threat-entry.ts';

const untyped: AttackProposal = { adversary: 'active', untyped: true, assumptions: [] };

/** Values of one kind are taken for another: the plain adversary cannot, unless the kinds are alike. */
export function typeFlaw({ model }: AttackSurface, answers: VerdictIndex): DraftThreat {
  const attack = attackAsProposed(model, untyped);
  const found = answers.violatedBy('type-flaw', answers.plain);
  const says = (verdict: Verdict): Verdict['answer'] => {
    // An attack that is there without confusion of kinds, too, says nothing of it.
    const already =
      verdict.question.attack === null || answers.baselineOf(verdict.question)?.answer === 'violated';
    return already ? answerForTypes('type-flaw')(verdict) : verdict.answer;
  };
  return draftThreat(
    {
      id: threatId('type-flaw', []),
      form: 'type-flaw',
      attackType: 'type-flaw',
      adversary: 'active-outsider',
      breaches: ['confidentiality', 'integrity', 'authentication'],
      targets: targets({}),
      proposal: untyped,
      attackModel: attack?.name ?? null,
      questions: [...answers.under(attack?.name), ...found],
    },
    answers,
    says,
  );
}

/**
 * A threat for each attack model of the model under which something is asked that is in no other threat: each is a threat
 * event (the paper, section 2.2).
 */
export function attackModelThreats(
  { model }: AttackSurface,
  answers: VerdictIndex,
  drafts: readonly DraftThreat[],
): readonly DraftThreat[] {
  const answering = new Set(drafts.map(({ attackModel }) => attackModel));
  const told = new Set(drafts.flatMap(({ questions }) => questions));
  return model.attacks
    .filter(({ name }) => !answering.has(name) || answers.under(name).some((question) => !told.has(question)))
    .map((attack) =>
      draftThreat(
        {
          id: threatId('attack-model', [attack.name]),
          form: 'attack-model',
          attackType: typeOf(attack),
          adversary: adversaryOf(attack),
          breaches: breachesOf(attack),
          targets: targetsOf(attack),
          about: attack.name,
          attackModel: attack.name,
          questions: answers.under(attack.name),
        },
        answers,
        answerForAnyType,
      ),
    );
}

function typeOf({ assumptions, untyped: confused, adversary }: AttackModel): AttackType {
  const told = assumptions.map((each) => capabilities[each.kind].attackType(each));
  if (told.includes('key-compromise')) return 'key-compromise';
  if (confused) return 'type-flaw';
  if (adversary === 'passive') return 'eavesdropping';
  return told.find((type) => type !== null) ?? 'modification';
}

function adversaryOf({ assumptions, adversary }: AttackModel): AdversaryKind {
  if (assumptions.some(({ kind }) => capabilities[kind].isParticipant)) return 'compromised-entity';
  return adversary === 'passive' ? 'passive-outsider' : 'active-outsider';
}

function breachesOf({ adversary }: AttackModel): readonly Breach[] {
  return adversary === 'passive' ? ['confidentiality'] : ['confidentiality', 'integrity', 'authentication'];
}

function targetsOf({ assumptions }: AttackModel): DraftThreat['targets'] {
  const elements = assumptions.flatMap((each) => each.elements);
  const entities = assumptions.flatMap((each) => each.entities);
  return targets({ elements: [...new Set(elements)], entities: [...new Set(entities)] });
}
