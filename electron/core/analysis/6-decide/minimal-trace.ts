import {
  withFewerAgents,
  withoutLastPhase,
  withoutLastStep,
  withoutRun,
  withRunsMerged,
} from './trace-edit.ts';
import { startsOf, type Trace } from '#core/protocol/trace.ts';

/**
 * Shortens an attack as long as it stays one: without what comes after it, without runs that have nothing to do with
 * it, with agents and runs that are one instead of two, and without last steps of runs. In the end none of that goes
 * any further.
 */
export function minimalTrace(trace: Trace, isAttack: (trace: Trace) => boolean): Trace {
  return new Shortening(trace, isAttack).finish();
}

class Shortening {
  readonly #isAttack: (trace: Trace) => boolean;
  #best: Trace;

  constructor(trace: Trace, isAttack: (trace: Trace) => boolean) {
    this.#best = trace;
    this.#isAttack = isAttack;
  }

  finish(): Trace {
    this.#end();
    this.#leaveIdleRunsOut();
    let before: Trace;
    do {
      before = this.#best;
      while (this.#try(withoutLastPhase(this.#best)));
      while (this.#try(withFewerAgents(this.#best)));
      for (const run of this.#lastRunsFirst()) this.#try(withoutRun(this.#best, run));
      for (const run of this.#lastRunsFirst()) this.#merge(run);
      for (const run of this.#lastRunsFirst()) while (this.#try(withoutLastStep(this.#best, run)));
    } while (this.#best !== before);
    return this.#best;
  }

  #try(shorter: Trace | null): boolean {
    if (shorter === null || !this.#isAttack(shorter)) return false;
    this.#best = shorter;
    return true;
  }

  // What has been violated stays so, whatever comes afterwards: the end is found by halving.
  #end(): void {
    const { actions } = this.#best;
    let [short, long] = [0, actions.length];
    while (short < long) {
      const middle = Math.floor((short + long) / 2);
      if (this.#isAttack({ actions: actions.slice(0, middle) })) long = middle;
      else short = middle + 1;
    }
    this.#try({ actions: actions.slice(0, long) });
  }

  // Those that took no step, at once.
  #leaveIdleRunsOut(): void {
    let fewer = this.#best;
    for (const run of this.#lastRunsFirst()) {
      if (withoutLastStep(fewer, run) === null) fewer = withoutRun(fewer, run) ?? fewer;
    }
    if (fewer !== this.#best) this.#try(fewer);
  }

  #merge(gone: number): void {
    for (let stays = 0; stays < gone; stays += 1) {
      if (this.#try(withRunsMerged(this.#best, gone, stays))) return;
    }
  }

  // What goes changes the numbers of later runs only.
  #lastRunsFirst(): readonly number[] {
    return [...startsOf(this.#best).keys()].toReversed();
  }
}
