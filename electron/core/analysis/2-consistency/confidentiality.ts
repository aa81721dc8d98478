import { explainDerivation } from './derivation.ts';
import { isExtractable, type Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import {
  adversaryName,
  type ConfidentialityCell,
  type ConfidentialityVerdict,
  type Obstacle,
} from '#core/analysis/record/record.ts';
import type { Delivery, HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { isOverheard, type PassiveAdversary } from './passive.ts';
import type { Element } from '#core/language/model.ts';
import { allSubterms, reachableFrom, subterms, type Application, type Term } from '#core/terms/term.ts';

/** Entities that the requirement table permits to obtain one element; null where it states no requirement. */
export type PermittedEntities = readonly string[] | null;

interface Holder {
  readonly name: string;
  readonly knowledge: Knowledge;
  readonly obtainedIn: string | null;
  readonly erasedIn: string | null;
  /** The messages that it saw with the element inside. */
  readonly seen: readonly Delivery[];
}

/** The cell of one element at one entity. */
export function entityCell(
  element: Element,
  entity: string,
  permitted: PermittedEntities,
  run: HonestExecution,
): ConfidentialityCell {
  const secret = run.vocabulary.secret(element);
  const knowledge = run.knowledge.get(entity);
  if (knowledge === undefined) throw new RangeError('the model is resolved: every entity is declared');
  const holder: Holder = {
    name: entity,
    knowledge,
    obtainedIn: run.obtained.get(entity)?.get(secret) ?? null,
    erasedIn: run.erased.get(entity)?.get(secret) ?? null,
    seen: run.deliveriesWith(secret).filter(({ step }) => step.receiver === entity || step.sender === entity),
  };
  return cell(secret, permitted?.includes(entity) ?? null, holder, run);
}

/** The cell of one element at the passive adversary, whom nothing confidential is ever permitted. */
export function adversaryCell(
  element: Element,
  permitted: PermittedEntities,
  run: HonestExecution,
  adversary: PassiveAdversary,
): ConfidentialityCell {
  const secret = run.vocabulary.secret(element);
  const holder: Holder = {
    name: adversaryName,
    knowledge: adversary.knowledge,
    obtainedIn: adversary.obtained.get(secret) ?? null,
    erasedIn: null,
    seen: run.deliveriesWith(secret).filter(isOverheard),
  };
  return cell(secret, permitted === null ? null : false, holder, run);
}

function cell(
  secret: Term,
  permitted: boolean | null,
  holder: Holder,
  run: HonestExecution,
): ConfidentialityCell {
  const format = (term: Term): string => run.vocabulary.format(term);
  const obtains = holder.obtainedIn !== null;
  // Most cells of a large table have nothing to tell: whoever never saw an element. They are one.
  if (!obtains && holder.erasedIn === null && holder.seen.length === 0) {
    if (permitted === null) return neverSeen.notRequired;
    return permitted ? neverSeen.permitted : neverSeen.forbidden;
  }
  return {
    permitted,
    obtains,
    obtainedIn: holder.obtainedIn,
    erasedIn: holder.erasedIn,
    verdict: verdictOf(permitted, obtains, holder.name),
    derivation: obtains ? explainDerivation(secret, holder.knowledge, format) : [],
    obstacles: obtains ? [] : obstacles(secret, holder, format),
  };
}

function neverSeenBy(permitted: boolean | null): ConfidentialityCell {
  return {
    permitted,
    obtains: false,
    obtainedIn: null,
    erasedIn: null,
    verdict: verdictOf(permitted, false, ''),
    derivation: [],
    obstacles: [],
  };
}

const neverSeen = {
  notRequired: neverSeenBy(null),
  permitted: neverSeenBy(true),
  forbidden: neverSeenBy(false),
};

function verdictOf(permitted: boolean | null, obtains: boolean, holder: string): ConfidentialityVerdict {
  if (permitted === null) return 'not-required';
  if (permitted === obtains) return 'agrees';
  if (permitted) return 'permitted-never-obtains';
  return holder === adversaryName ? 'adversary-obtains' : 'obtains-without-permission';
}

/** For each message that a holder saw with the term inside, the outermost thing that it could not open. */
function obstacles(secret: Term, holder: Holder, format: (term: Term) => string): readonly Obstacle[] {
  return holder.seen.flatMap(({ step, content }) => {
    const keys = new Set(blocking(content, secret, holder.knowledge).map((key) => key && format(key)));
    return [...keys].map((key) => ({ message: step.name, key }));
  });
}

function blocking(content: Term, secret: Term, knowledge: Knowledge): readonly (Term | null)[] {
  const found: (Term | null)[] = [];
  const blocked = (term: Application): Term | null | undefined => {
    if (!isExtractable(term, secret)) return null;
    const key = knowledge.openingKey(term);
    return key !== null && !knowledge.derives(key) ? key : undefined;
  };
  reachableFrom(content, (term) => {
    if (term.kind === 'tuple') return term.parts;
    if (term.kind !== 'apply' || !allSubterms(term).has(secret)) return [];
    const key = blocked(term);
    if (key === undefined) return subterms(term);
    found.push(key);
    return [];
  });
  return found;
}
