import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import {
  guessableSecrets,
  guessAll,
  isOverheard,
  publicKnowledge,
  type PassiveAdversary,
} from '#core/analysis/2-consistency/passive.ts';
import type { AttackPlan } from '#core/analysis/3-translate/attack-plan.ts';
import { phasesOf } from '#core/language/adversary-arrival.ts';
import type { Model } from '#core/language/model.ts';
import { allSubterms, type Application, type Term } from '#core/terms/term.ts';
import { theory, type PrimitiveName } from '#core/terms/theory.ts';
import type { RunWithHandOuts } from './hand-outs.ts';

/**
 * An adversary that listens to one honest run and has what an attack model gives: what is handed out, and the contents of
 * what was made with primitives that are weak. It sends nothing, so that a primitive that can be forged or changed gives
 * it nothing. Everything that is heard stays with it: what a primitive protected is open once that is weak.
 */
export function listenUnder(
  model: Model,
  { run, handOuts }: RunWithHandOuts,
  plan: AttackPlan,
): PassiveAdversary {
  const knowledge = publicKnowledge(model, run);
  const guessable = guessableSecrets(model, run);
  const shared = commutingTerms(run);
  const obtained = new Map<Term, string>();
  const numbers = new Map(phasesOf(model).from.map(({ name }, number) => [name, number]));
  for (const phase of model.phases) {
    for (const { term, rule } of handOuts.filter((each) => each.phase === phase.name))
      knowledge.add(term, rule);
    for (const delivery of run.deliveries) {
      if (delivery.phase === phase && isOverheard(delivery))
        knowledge.add(delivery.content, 'overheard', delivery.step.name);
    }
    const weak = weakIn(plan, numbers.get(phase.name));
    let before;
    do {
      before = knowledge.facts.size;
      guessAll(guessable, knowledge);
      takeOutOf(weak, knowledge, shared, run);
    } while (knowledge.facts.size > before);
    for (const element of model.elements) {
      const secret = run.vocabulary.secret(element);
      if (!obtained.has(secret) && knowledge.derives(secret)) obtained.set(secret, phase.name);
    }
  }
  return { knowledge, obtained };
}

function weakIn({ flaws }: AttackPlan, phase: number | undefined): ReadonlySet<PrimitiveName> {
  const weak = flaws.filter(({ flaw, from }) => flaw === 'weak' && phase !== undefined && from <= phase);
  return new Set(weak.map(({ primitive }) => primitive));
}

// Whoever has the result gets the content; where it commutes, whoever has both public halves gets the result.
function takeOutOf(
  weak: ReadonlySet<PrimitiveName>,
  knowledge: Knowledge,
  shared: readonly Application[],
  { vocabulary }: HonestExecution,
): void {
  if (weak.size === 0) return;
  for (const term of knowledge.held) {
    if (term.kind !== 'apply' || !weak.has(term.primitive) || theory[term.primitive].commutes) continue;
    if (!knowledge.holds(term.content)) knowledge.add(term.content, 'broken', null, [term]);
  }
  for (const term of shared) {
    if (!weak.has(term.primitive) || knowledge.holds(term)) continue;
    const halves = [term.key, term.content].flatMap((half) =>
      half?.kind === 'key-half' ? [vocabulary.store.keyHalf('public', half.pair)] : [],
    );
    if (halves.length === 2 && halves.every((half) => knowledge.derives(half)))
      knowledge.add(term, 'broken', null, halves);
  }
}

function commutingTerms({ deliveries, knowledge }: HonestExecution): readonly Application[] {
  const found = new Set<Application>();
  const roots = [
    ...deliveries.map(({ content }) => content),
    ...[...knowledge.values()].flatMap(({ facts }) => [...facts.keys()]),
  ];
  for (const root of roots) {
    for (const term of allSubterms(root)) {
      if (term.kind === 'apply' && theory[term.primitive].commutes) found.add(term);
    }
  }
  return [...found];
}
