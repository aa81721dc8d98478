import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Element, Model } from '#core/language/model.ts';

/**
 * True if an element has one value for each set of those that share it, which is there when the adversary comes. Counters
 * and clocks move on, what is made later is new in every run, and so are an entity's own data and nonces.
 */
export function isSharedFromStart(element: Element, model: Model, run: HonestExecution): boolean {
  const { name, kind } = element;
  if (kind === 'constant' || kind === 'counter' || kind === 'timestamp') return false;
  if (run.vocabulary.isDerived(name) || isMadeLater(name, model)) return false;
  const owners = ownersOf(element, model, run);
  const isOwn = owners.length === 1 && otherHolders(element, owners, model, run).length === 0;
  return !(isOwn && (kind === 'data' || kind === 'nonce'));
}

/**
 * Whose an element is: what tells its values apart. What was there from the start is one for each of those that share it
 * by its declaration; no tick, claim or attack model has a say in it. What somebody made is new in every run of the
 * phases that went before, among those that took part in it or are meant to have it: the table says who, until the
 * partners of a phase can be declared.
 */
export function ownersOf(element: Element, model: Model, run: HonestExecution): readonly string[] {
  const maker = run.makers.get(element.name);
  if (maker === undefined) return element.holders.length > 0 ? element.holders : element.knownTo;
  const makers = [maker, ...element.holders];
  const ticked = model.ticks.find(
    (tick) => tick.property === 'confidentiality' && tick.element === element.name,
  );
  const meant = new Set(makers).size > 1 ? (ticked?.entities ?? []) : [];
  return [...new Set([...makers, ...meant, ...holdersAtArrival(element, model, run)])];
}

/** Who has an element from the start besides its owners: each of them has the same, whoever it is. */
export function otherHolders(
  element: Element,
  owners: readonly string[],
  model: Model,
  run: HonestExecution,
): readonly string[] {
  return holdersAtArrival(element, model, run).filter((name) => !owners.includes(name));
}

function holdersAtArrival(element: Element, model: Model, run: HonestExecution): readonly string[] {
  const secret = run.vocabulary.secret(element);
  const before = new Set(phasesOf(model).before.map(({ name }) => name));
  const obtained = [...run.obtained].flatMap(([name, phases]) =>
    before.has(phases.get(secret) ?? '') ? [name] : [],
  );
  // Only the public half of a pair is known to others.
  return element.kind === 'key-pair' ? obtained : [...new Set([...element.knownTo, ...obtained])];
}

// Made in a phase from the adversary's coming on.
function isMadeLater(name: string, model: Model): boolean {
  return phasesOf(model).from.some(({ steps }) =>
    steps.some((step) => step.kind === 'make' && step.elements.includes(name)),
  );
}
