import type { Question } from '#core/analysis/record/question.ts';
import { questions as questionDefinitions } from '#core/claims/claims.ts';
import type { AnswerKind, Verdict } from '#core/analysis/record/verdict.ts';
import { answerForTypes, typesOf, type VerdictIndex } from './verdict-index.ts';
import { draftThreat, threatId, type DraftThreat } from './draft-threat.ts';
import { confidentialElements } from './passive-threats.ts';
import type { AttackSurface } from './surface.ts';
import { targets } from './targets.ts';
import type { Evidence } from './threat.ts';
import { elementsOf } from './transit-threats.ts';

/** Who poses as another (masquerading, the paper's section 4.2), and insiders (section 4.1). */
export function identityThreats(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  return [
    ...spoofing(surface, answers),
    ...repeatedRuns(answers),
    ...surface.model.entities.flatMap(({ name }) => insider(name, surface, answers)),
    otherInsiders(surface, answers),
  ];
}

type Pair = readonly [from: string, to: string];

function isOfPair({ originator, entity }: Question, [from, to]: Pair): boolean {
  return originator === from && entity === to;
}

// What is asked of a pair is said of the elements that it is asked about, no more; where nothing is asked of two
// entities between which an adversary can put messages, nothing is said.
function spoofing(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const asked = answers.plain.filter(({ kind }) => questionDefinitions[kind].authenticates);
  const pairs = new Map<string, Pair>();
  const add = (from: string, to: string): void => {
    pairs.set(threatId('', [from, to], 'ordered'), [from, to]);
  };
  for (const { step } of surface.exposed) add(step.sender, step.receiver);
  for (const each of asked) if (each.originator !== null) add(each.originator, each.entity);
  const once = answers.plain.filter(({ kind }) => kind === 'injective-agreement');
  return [...pairs.values()].map((pair) => {
    const [from, to] = pair;
    const questions = [...asked, ...answers.violatedBy('spoofing', once)].filter((each) =>
      isOfPair(each, pair),
    );
    const messages = surface.exposed
      .filter(({ step }) => step.sender === from && step.receiver === to)
      .map(({ step }) => step.name);
    return draftThreat(
      {
        id: threatId('spoofing', pair, 'ordered'),
        form: 'spoofing',
        attackType: 'spoofing',
        adversary: 'active-outsider',
        breaches: ['authentication'],
        targets: targets({
          elements: elementsOf(questions),
          messages: questions.length === 0 ? messages : [],
          entities: pair,
        }),
        questions,
      },
      answers,
      answerForTypes('spoofing'),
    );
  });
}

function repeatedRuns(answers: VerdictIndex): readonly DraftThreat[] {
  const asked = answers.plain.filter(({ kind }) => kind === 'injective-entity-agreement');
  const pairs = new Map<string, Pair>();
  for (const { originator, entity } of asked) {
    if (originator !== null) pairs.set(threatId('', [originator, entity], 'ordered'), [originator, entity]);
  }
  return [...pairs.values()].map((pair) => {
    const questions = asked.filter((each) => isOfPair(each, pair));
    return draftThreat(
      {
        id: threatId('repeated-run', pair, 'ordered'),
        form: 'repeated-run',
        attackType: 'replay',
        adversary: 'active-outsider',
        breaches: ['authentication'],
        targets: targets({ elements: elementsOf(questions), entities: pair }),
        questions,
      },
      answers,
      answerForTypes('replay'),
    );
  });
}

// The entity itself is dishonest, against that for which nobody relies on it.
function insider(entity: string, surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const questions = answers.plain.filter(({ honest }) => !honest.includes(entity));
  const cells = confidentialElements(surface).flatMap((element): readonly Evidence[] => {
    const cell = surface.cell(element, entity)?.confidentiality;
    const obtains = cell?.verdict === 'obtains-without-permission';
    return obtains ? [{ kind: 'cell', element, entity, says: 'violated' }] : [];
  });
  if (questions.length === 0 && cells.length === 0) return [];
  const says = (verdict: Verdict): AnswerKind =>
    verdict.answer !== 'violated' || dishonestIn(verdict).includes(entity) ? verdict.answer : 'undecided';
  const obtained = cells.flatMap((cell) => (cell.kind === 'cell' ? [cell.element] : []));
  const elements = new Set([...elementsOf(questions), ...obtained]);
  const draft = draftThreat(
    {
      id: threatId('insider', [entity]),
      form: 'insider',
      attackType: 'insider',
      adversary: 'insider',
      breaches: ['confidentiality', 'integrity', 'authentication'],
      targets: targets({ elements: [...elements], entities: [entity] }),
      questions,
    },
    answers,
    says,
  );
  return [
    cells.length === 0
      ? draft
      : { ...draft, evidence: [...cells, ...draft.evidence], answer: 'violated', doubts: [] },
  ];
}

// Dishonest instances beside the honest ones, of whichever entity.
function otherInsiders({ model }: AttackSurface, answers: VerdictIndex): DraftThreat {
  const says = (verdict: Verdict): AnswerKind => {
    const dishonest = dishonestIn(verdict);
    const needed = typesOf(verdict).includes('insider');
    const other = dishonest.length === 0 || dishonest.some((name) => verdict.question.honest.includes(name));
    return verdict.answer !== 'violated' || (needed && other) ? verdict.answer : 'undecided';
  };
  return draftThreat(
    {
      id: threatId('other-insiders', []),
      form: 'other-insiders',
      attackType: 'insider',
      adversary: 'insider',
      breaches: ['confidentiality', 'integrity', 'authentication'],
      targets: targets({ entities: model.entities.map(({ name }) => name) }),
      questions: answers.plain,
    },
    answers,
    says,
  );
}

/** The entities of which a dishonest instance takes part in an attack that needs one. */
function dishonestIn(verdict: Verdict): readonly string[] {
  if (!typesOf(verdict).includes('insider')) return [];
  const agents = (verdict.trace?.runs ?? []).flatMap((run) => run.agents);
  return [...new Set(agents.filter(({ honest }) => !honest).map(({ entity }) => entity))];
}
