import type { Question } from '#core/analysis/record/question.ts';
import {
  answerForModification,
  answerForTypes,
  answerForUnprotectedReplay,
  type VerdictIndex,
} from './verdict-index.ts';
import { disclosures } from './disclosure-threats.ts';
import { draftThreat, threatId, type DraftThreat } from './draft-threat.ts';
import { isInGroup, type AttackSurface } from './surface.ts';
import { targets } from './targets.ts';

/** Threats by an adversary that changes, repeats or sends back elements on their way (the paper, section 4.2). */
export function transitThreats(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  return [
    ...disclosures(surface, answers),
    ...modifications(surface, answers),
    ...underKeys('replay', surface, answers),
    ...unprotectedReplay(surface, answers),
    ...oldKeys(surface, answers),
    ...underKeys('reflection', surface, answers),
    ...unasked(surface, answers),
  ];
}

function modifications(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const { model, record } = surface;
  const asked = answers.plain.filter(({ kind }) => kind === 'agreement');
  const isAsked = (element: string, entity: string): boolean =>
    asked.some((each) => each.element === element && each.entity === entity);
  // Where somebody takes an element over, or writes it who should not, and nothing is asked of it.
  const open = record.cells.filter(({ element, entity, integrity }) => {
    if (integrity === null || isAsked(element, entity)) return false;
    const written = integrity.verdict === 'not-assured' && integrity.acceptances.length === 0;
    return written || surface.acceptances(element, entity).length > 0;
  });
  const elements = model.elements
    .map(({ name }) => name)
    .filter((name) => [...asked, ...open].some(({ element }) => element === name));
  const once = answers.plain.filter(({ kind }) => kind === 'injective-agreement');
  const modified = answers.violatedBy('modification', once);
  return surface.grouped(elements).map((group) => {
    const questions = [...asked, ...modified].filter((each) => isInGroup(each.element, group));
    return draftThreat(
      {
        id: threatId('modification', group.name),
        form: 'modification',
        attackType: 'modification',
        adversary: 'active-outsider',
        breaches: ['integrity'],
        targets: targets({ elements: group.elements, messages: messagesOf(questions, surface) }),
        questions,
      },
      answers,
      answerForModification,
      open.some(({ element }) => group.elements.includes(element)),
    );
  });
}

// What is protected under one key, once more or back to where it came from.
function underKeys(
  type: 'replay' | 'reflection',
  surface: AttackSurface,
  answers: VerdictIndex,
): readonly DraftThreat[] {
  const once = answers.plain.filter(({ kind }) => kind === 'injective-agreement');
  const agreed = answers.plain.filter(({ kind }) => kind === 'agreement');
  const keys = new Map<string, Question[]>();
  for (const question of type === 'replay' ? once : agreed) {
    const { element, entity } = question;
    const accepted = element === null ? [] : surface.acceptances(element, entity);
    for (const key of new Set(accepted.map((acceptance) => acceptance.key))) {
      if (key === null || (type === 'reflection' && !surface.protectsWith(entity, key))) continue;
      const questions = keys.get(key) ?? [];
      keys.set(key, questions);
      questions.push(question);
    }
  }
  return [...keys].map(([key, questions]) => {
    const elements = elementsOf(questions);
    // What is taken as another message or from another run breaks the agreement itself.
    const others = type === 'replay' ? agreed : answers.violatedBy(type, once);
    return draftThreat(
      {
        id: threatId(type, [key]),
        form: type,
        attackType: type,
        adversary: 'active-outsider',
        breaches: ['integrity', 'authentication'],
        targets: targets({ elements, messages: messagesOf(questions, surface, key), entities: [] }),
        about: key,
        questions: [...questions, ...others.filter((each) => isLike(each, questions))],
      },
      answers,
      answerForTypes(type),
    );
  });
}

// What is taken over without protection, once more.
function unprotectedReplay(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const once = answers.plain.filter(({ kind, element, entity }) => {
    if (kind !== 'injective-agreement' || element === null) return false;
    return surface.acceptances(element, entity).some(({ key }) => key === null);
  });
  return surface.grouped(elementsOf(once)).map((group) => {
    const questions = once.filter((each) => isInGroup(each.element, group));
    return draftThreat(
      {
        id: threatId('unprotected-replay', group.name),
        form: 'unprotected-replay',
        attackType: 'replay',
        adversary: 'active-outsider',
        breaches: ['integrity', 'authentication'],
        targets: targets({ elements: elementsOf(questions), messages: messagesOf(questions, surface, null) }),
        questions,
      },
      answers,
      answerForUnprotectedReplay,
    );
  });
}

function oldKeys(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const asked = answers.plain.filter(({ kind }) => kind === 'key-freshness' || kind === 'key-uniqueness');
  return surface.grouped(elementsOf(asked)).map((group) =>
    draftThreat(
      {
        id: threatId('old-key', group.name),
        form: 'old-key',
        attackType: 'replay',
        adversary: 'active-outsider',
        breaches: ['authentication'],
        targets: targets({ elements: group.elements }),
        questions: asked.filter((each) => isInGroup(each.element, group)),
      },
      answers,
      answerForTypes('replay'),
    ),
  );
}

// Messages that an adversary can replace, and in which nothing is taken over that a requirement is about.
function unasked(surface: AttackSurface, answers: VerdictIndex): readonly DraftThreat[] {
  const forms = [
    { form: 'unasked-modification', attackType: 'modification', kind: 'agreement' },
    { form: 'unasked-replay', attackType: 'replay', kind: 'injective-agreement' },
  ] as const;
  return forms.flatMap(({ form, attackType, kind }) => {
    const questions = answers.plain.filter((question) => question.kind === kind);
    const covered = new Set(messagesOf(questions, surface));
    const messages = surface.exposed.map(({ step }) => step.name).filter((name) => !covered.has(name));
    if (messages.length === 0) return [];
    return [
      draftThreat(
        {
          id: threatId(form, []),
          form,
          attackType,
          adversary: 'active-outsider',
          breaches: ['integrity', 'authentication'],
          targets: targets({ messages }),
          questions: [],
        },
        answers,
        answerForTypes(attackType),
      ),
    ];
  });
}

function isLike({ element, entity }: Question, others: readonly Question[]): boolean {
  return others.some((other) => other.element === element && other.entity === entity);
}

/** The elements of questions, each once. */
export function elementsOf(questions: readonly Question[]): readonly string[] {
  return [...new Set(questions.flatMap(({ element, on }) => (element === null ? on : [element, ...on])))];
}

/** The messages in which what the questions are about is taken over; under the key where one is named, or under none. */
export function messagesOf(
  questions: readonly Question[],
  surface: AttackSurface,
  key?: string | null,
): readonly string[] {
  const names = new Set(
    questions.flatMap(({ element, entity }) =>
      (element === null ? [] : surface.acceptances(element, entity))
        .filter((acceptance) => key === undefined || acceptance.key === key)
        .map(({ message }) => message),
    ),
  );
  return surface.run.deliveries.map(({ step }) => step.name).filter((name) => names.has(name));
}
