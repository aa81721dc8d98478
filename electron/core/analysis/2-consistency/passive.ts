import { confirmGuess } from './guessing.ts';
import { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import type { Delivery, HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Element, Model } from '#core/language/model.ts';
import type { Term } from '#core/terms/term.ts';

/** A passive adversary: its knowledge at the end, and the phase in which it obtained each secret. */
export interface PassiveAdversary {
  readonly knowledge: Knowledge;
  readonly obtained: ReadonlyMap<Term, string>;
}

/** True if a listener can read a message on its channel. */
export function isOverheard(delivery: Delivery): boolean {
  const { trust } = delivery.step;
  return delivery.phase.adversaryPresent && (trust === 'public' || trust === 'authentic');
}

/**
 * The passive adversary (the paper, section 4.1): it knows what is public, and the public halves that others than their owners have, works out what is predictable,
 * hears every message on the channels that it can read, and guesses values of low entropy where a guess can
 * be confirmed. Guesses are tried at the end of each phase. `heard`: what is made of a message that it hears.
 */
export function listen(
  model: Model,
  run: HonestExecution,
  heard: (content: Term) => readonly Term[] = (content) => [content],
): PassiveAdversary {
  const { vocabulary } = run;
  const knowledge = publicKnowledge(model, run);
  const obtained = new Map<Term, string>();
  const guessable = guessableSecrets(model, run);
  for (const phase of model.phases) {
    for (const delivery of run.deliveries) {
      if (delivery.phase !== phase || !isOverheard(delivery)) continue;
      for (const term of heard(delivery.content)) knowledge.add(term, 'overheard', delivery.step.name);
    }
    if (phase.adversaryPresent) guessAll(guessable, knowledge);
    for (const element of model.elements) {
      const secret = vocabulary.secret(element);
      if (!obtained.has(secret) && knowledge.derives(secret)) obtained.set(secret, phase.name);
    }
  }
  return { knowledge, obtained };
}

/** What an adversary knows before it hears anything: what is public, public halves that are handed out, and what is predictable. */
export function publicKnowledge(model: Model, run: HonestExecution): Knowledge {
  const { store } = run.vocabulary;
  const knowledge = new Knowledge(store);
  for (const entity of model.entities) knowledge.add(store.atom(entity.name), 'public');
  for (const element of model.elements) {
    if (element.kind === 'constant') knowledge.add(store.atom(element.name), 'public');
    const half = store.keyHalf('public', element.name);
    if (element.kind === 'key-pair' && isHandedOut(half, element, run)) knowledge.add(half, 'public');
    if (element.kind === 'counter' || element.kind === 'timestamp') {
      knowledge.add(store.atom(element.name), 'predictable');
    }
  }
  return knowledge;
}

/** The values of low entropy, which an adversary may try out. */
export function guessableSecrets(model: Model, { vocabulary }: HonestExecution): readonly Term[] {
  return model.elements
    .filter((element) => element.entropy === 'low' && !vocabulary.isDerived(element.name))
    .map((element) => vocabulary.secret(element));
}

// Whether others than its owners have a public half from the start or by a phase without adversary: then dishonest ones have
// it as well. One that is sent later is known to whoever reads it there.
function isHandedOut(half: Term, { knownTo }: Element, { deliveries }: HonestExecution): boolean {
  return (
    knownTo.length > 0 ||
    deliveries.some(({ phase, learned }) => !phase.adversaryPresent && learned.includes(half))
  );
}

/** Adds the values whose guesses are confirmed by what is known. One guess can confirm another. */
export function guessAll(guessable: readonly Term[], knowledge: Knowledge): void {
  let open = guessable.filter((term) => !knowledge.holds(term));
  for (;;) {
    const confirmed = open.find((term) => {
      const witness = confirmGuess(term, knowledge);
      if (witness !== null) knowledge.add(term, 'guessed', null, [witness]);
      return witness !== null;
    });
    if (confirmed === undefined) return;
    open = open.filter((term) => term !== confirmed);
  }
}
