import type { AttackPlan } from './attack-plan.ts';
import { leakLabel, agentSort } from './names.ts';
import type { RoleWriter } from './role-writer.ts';
import type { StartingState } from './starting-state.ts';
import type { HonestExecution } from '#core/analysis/1-execute/execute.ts';
import type { Model } from '#core/language/model.ts';
import type { Message } from '#core/protocol/message.ts';
import type { Exposure } from '#core/protocol/protocol.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * How secrets come to the adversary by compromise and leak: whoever has them sends them on the public channel,
 * from the phase on that the plan says.
 */
export class Leaks {
  /** The elements that are not known to everybody. */
  readonly #secrets: ReadonlySet<string>;
  readonly #plan: AttackPlan;
  readonly #leaked: ReadonlyMap<Term, number>;
  /** The first phase in which an element leaks. */
  readonly #firstLeak: number;
  readonly #execution: HonestExecution;

  constructor(model: Model, execution: HonestExecution, plan: AttackPlan) {
    this.#plan = plan;
    this.#execution = execution;
    this.#firstLeak = smallest(plan.leaked.values());
    this.#secrets = new Set(model.elements.flatMap(({ name, kind }) => (kind === 'constant' ? [] : [name])));
    this.#leaked = new Map(
      model.elements.flatMap((element): readonly [Term, number][] => {
        const phase = plan.leaked.get(element.name);
        return phase === undefined ? [] : [[execution.vocabulary.secret(element), phase]];
      }),
    );
  }

  /** True if an entity hands out a term in the phase of this index. */
  hands(entity: string, index: number, term: Term): boolean {
    const compromised = this.#plan.compromised.get(entity);
    if (compromised !== undefined && compromised <= index) return !this.#isPublic(term);
    const leaked = this.#leaked.get(term);
    return leaked !== undefined && leaked <= index;
  }

  /** True if an entity hands out anything in the phase of this index or a later one. */
  concerns(entity: string, index: number): boolean {
    return (
      this.#plan.compromised.has(entity) || [...this.#plan.leaked.values()].some((phase) => phase >= index)
    );
  }

  /** Hands out what the entity has and did not hand out yet in this role; `given` notes it. */
  write(entity: string, index: number, writer: RoleWriter, given: Set<Term>): void {
    if (!this.#handsAnything(entity, index)) return;
    for (const [term, message] of [...writer.view.known, ...this.#composed(writer)]) {
      if (given.has(term) || !this.hands(entity, index, term)) continue;
      given.add(term);
      const label = leakLabel(this.#execution.vocabulary.format(term), entity, index);
      writer.add({ kind: 'send', label, message, channel: { trust: 'public' }, purpose: 'leak' });
    }
  }

  #handsAnything(entity: string, index: number): boolean {
    const compromised = this.#plan.compromised.get(entity);
    return (compromised !== undefined && compromised <= index) || this.#firstLeak <= index;
  }

  // Elements that are derived and never kept as such.
  #composed(writer: RoleWriter): readonly (readonly [Term, Message])[] {
    return [...this.#leaked.keys()].flatMap((term) => {
      const message = writer.view.compose(term);
      return message === null ? [] : [[term, message] as const];
    });
  }

  #isPublic(term: Term): boolean {
    if (term.kind === 'key-half') return term.half === 'public';
    if (term.kind !== 'atom') return false;
    return !this.#secrets.has(term.name);
  }
}

/** The exposures by the plan's leaks of elements that are shared from the start, whoever shares them. */
export function leakedFromStart(plan: AttackPlan, start: StartingState): readonly Exposure[] {
  return [...plan.leaked].flatMap(([element, fromPhase]) => {
    const message = start.messages.get(element);
    if (message?.kind !== 'apply') return [];
    const owners = message.args.flatMap((each) => (each.kind === 'variable' ? [each.name] : []));
    const variables = new Map(owners.map((name) => [name, agentSort(name)]));
    return [{ message, variables, fromPhase }];
  });
}

function smallest(phases: Iterable<number>): number {
  let found = Infinity;
  for (const phase of phases) found = Math.min(found, phase);
  return found;
}
