import { assumption } from '#core/capabilities/definition.ts';
import { adversaryName, type ConfidentialityCell } from '#core/analysis/record/record.ts';
import type { AnswerKind, Verdict } from '#core/analysis/record/verdict.ts';
import type { Phase } from '#core/language/model.ts';
import { answerFrom, answerForAnyType, answerForTypes, typesOf, type VerdictIndex } from './verdict-index.ts';
import { attackAsProposed, type AttackProposal } from './attack-proposal.ts';
import { draftThreat, threatId, type DraftThreat } from './draft-threat.ts';
import type { AttackSurface, ElementGroup } from './surface.ts';
import { targets } from './targets.ts';
import type { Evidence } from './threat.ts';

const onlyListening: AttackProposal = { adversary: 'passive', untyped: false, assumptions: [] };

/** Threats by somebody who only listens: the passive adversary of the paper's section 4.1. */
export function passiveThreats(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  return [
    ...surface.grouped(confidentialElements(surface)).map((group) => eavesdropping(group, surface, answers)),
    ...surface.model.phases.flatMap((phase) => adversaryFreePhase(phase, surface, answers)),
    ...guessing(surface, answers),
  ];
}

/** The elements that the requirement table keeps confidential. */
export function confidentialElements({ model }: AttackSurface): readonly string[] {
  return model.ticks.flatMap(({ property, element }) => (property === 'confidentiality' ? [element] : []));
}

// The honest run tells whether a listener obtains an element, in one run of each phase. That it holds for any number of
// runs is known when the active adversary, who can do more, or one that only listens is proved not to.
function eavesdropping(group: ElementGroup, surface: AttackSurface, answers: VerdictIndex): DraftThreat {
  const attack = attackAsProposed(surface.model, onlyListening);
  const about = (element: string | null): boolean => element !== null && group.elements.includes(element);
  const plain = answers.plain.filter(({ kind, element }) => kind === 'secrecy' && about(element));
  const listened = answers
    .under(attack?.name)
    .filter(({ kind, element }) => kind === 'secrecy' && about(element));
  const isProved = (element: string): boolean =>
    [plain, listened].some((questions) => {
      const those = questions.filter((each) => each.element === element);
      return those.length > 0 && those.every((each) => answers.verdictOn(each)?.answer === 'holds');
    });
  const cells = group.elements.flatMap((element): readonly Evidence[] => {
    const cell = cellOf(surface, element);
    if (cell === undefined) return [];
    const says = cell.obtains ? 'violated' : isProved(element) ? 'holds' : 'holds-within';
    return [{ kind: 'cell', element, entity: adversaryName, says }];
  });
  const evidence = [
    ...cells,
    ...answers.evidence(plain, plainSays).evidence,
    ...answers.evidence(listened, listenedSays).evidence,
  ];
  return {
    id: threatId('eavesdropping', group.name),
    form: 'eavesdropping',
    attackType: 'eavesdropping',
    adversary: 'passive-outsider',
    breaches: ['confidentiality'],
    targets: targets({ elements: group.elements }),
    about: '',
    phase: null,
    proposal: onlyListening,
    attackModel: attack?.name ?? null,
    questions: [...plain, ...listened],
    evidence,
    open: 0,
    ...answerFrom(evidence, 0, cells.length < group.elements.length),
  };
}

function plainSays(verdict: Verdict): AnswerKind | null {
  if (verdict.answer === 'holds') return 'holds';
  return verdict.answer === 'violated' && typesOf(verdict).includes('eavesdropping') ? 'violated' : null;
}

function listenedSays({ answer }: Verdict): AnswerKind | null {
  return answer === 'holds' || answer === 'violated' ? answer : null;
}

// Somebody listens where the model has no adversary.
function adversaryFreePhase(
  phase: Phase,
  surface: AttackSurface,
  answers: VerdictIndex,
): readonly DraftThreat[] {
  const messages = phase.steps.filter((step) => step.kind === 'message');
  if (phase.adversaryPresent || messages.length === 0) return [];
  const pairs = new Map(
    messages.map(({ sender, receiver }) => {
      const ends = [sender, receiver] as const;
      return [ends.toSorted().join(), ends] as const;
    }),
  );
  const proposal: AttackProposal = {
    adversary: 'passive',
    untyped: false,
    assumptions: [...pairs.values()].map((entities) =>
      assumption({ kind: 'channel', entities, trust: 'public', phase: phase.name }),
    ),
  };
  const attack = attackAsProposed(surface.model, proposal);
  const questions = answers.under(attack?.name).filter(({ kind }) => kind === 'secrecy');
  const asked = new Set(questions.map((question) => question.element));
  return [
    draftThreat(
      {
        id: threatId('quiet-phase', [phase.name]),
        form: 'quiet-phase',
        attackType: 'eavesdropping',
        adversary: 'passive-outsider',
        breaches: ['confidentiality'],
        targets: targets({ messages: messages.map(({ name }) => name) }),
        about: phase.name,
        phase: phase.name,
        proposal,
        attackModel: attack?.name ?? null,
        questions,
      },
      answers,
      answerForAnyType,
      confidentialElements(surface).some((element) => !asked.has(element)),
    ),
  ];
}

// Offline guessing of values of low entropy, whoever overheard what confirms a guess.
function guessing(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const { model, run } = surface;
  const elements = model.elements
    .filter(({ entropy, kind, name }) => {
      return entropy === 'low' && kind !== 'constant' && !run.vocabulary.isDerived(name);
    })
    .filter(({ kind }) => kind !== 'counter' && kind !== 'timestamp')
    .map(({ name }) => name);
  const found = answers.violatedBy('guessing', answers.plain);
  if (elements.length === 0 && found.length === 0) return [];
  const secrecy = answers.plain.filter(
    ({ kind, element }) => kind === 'secrecy' && element !== null && elements.includes(element),
  );
  const questions = [...new Set([...secrecy, ...found])];
  const {
    evidence: verdicts,
    open,
    unasked: lacking,
  } = answers.evidence(questions, answerForTypes('guessing'));
  const required = new Set(confidentialElements(surface));
  const heard = elements.filter((element) => required.has(element) && isGuessed(cellOf(surface, element)));
  const evidence: readonly Evidence[] = [
    ...heard.map((element) => ({ kind: 'cell', element, entity: adversaryName, says: 'violated' }) as const),
    ...verdicts,
  ];
  const asked = new Set(secrecy.map((question) => question.element));
  const unasked = lacking || elements.some((element) => !asked.has(element));
  return [
    {
      id: threatId('guessing', []),
      form: 'guessing',
      attackType: 'guessing',
      adversary: heard.length > 0 ? 'passive-outsider' : 'active-outsider',
      breaches: ['confidentiality'],
      targets: targets({ elements }),
      about: '',
      phase: null,
      proposal: null,
      attackModel: null,
      questions,
      evidence,
      open,
      ...answerFrom(evidence, open, unasked),
    },
  ];
}

function cellOf(surface: AttackSurface, element: string): ConfidentialityCell | undefined {
  return surface.cell(element, adversaryName)?.confidentiality;
}

function isGuessed(cell: ConfidentialityCell | undefined): boolean {
  return cell?.derivation.some(({ rule }) => rule === 'guessed') === true;
}
