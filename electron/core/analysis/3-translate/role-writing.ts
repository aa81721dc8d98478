import { actsIn } from './acting.ts';
import { leftIn, type Draft, type Mark, type Origin } from './drafts.ts';
import type { EntityRun, EntityState } from './entity-run.ts';
import { lastErasures } from './hand-over.ts';
import type { Leaks } from './leaks.ts';
import type { RoleClaims } from './role-claims.ts';
import { RolePart } from './role-part.ts';
import type { Script } from './script.ts';
import type { Phase, Step } from '#core/language/model.ts';

/** Writes the role of one entity in one phase as it is executed, with what is asked of it and what leaks. */
export class RoleWriting {
  readonly entity: string;
  readonly #phase: Phase;
  readonly #index: number;
  readonly #run: EntityRun;
  readonly #script: Script;
  readonly #given: ReadonlyMap<string, string>;
  readonly #origin: Origin;
  readonly #leaks: Leaks;
  readonly #claims: RoleClaims;
  readonly #part: RolePart;
  readonly #leaked = new Set<string>();
  readonly #marks: Mark[] = [];
  readonly #begins: ReadonlySet<string>;
  #marked = '';

  constructor(
    phase: Phase,
    index: number,
    run: EntityRun,
    script: Script,
    given: ReadonlyMap<string, string>,
    origin: Origin,
    leaks: Leaks,
    claims: RoleClaims,
    name: string,
    begins: ReadonlySet<string>,
  ) {
    this.#begins = begins;
    this.entity = run.entity;
    this.#phase = phase;
    this.#index = index;
    this.#run = run;
    this.#script = script;
    this.#given = given;
    this.#origin = origin;
    this.#leaks = leaks;
    this.#claims = claims;
    const known = new Set([...origin.agents, ...given.values()]);
    this.#part = new RolePart(name, phase, run, script, origin.agents, known);
  }

  /** What the entity leaves to later phases. */
  get left(): EntityState {
    return this.#run.left;
  }

  begin(): void {
    this.#claims.begin(this.#part, this.#begins);
    this.#leaks.begin(this.entity, this.#run.state, this.#index, this.#script, this.#leaked);
    this.#mark(-1);
  }

  take(step: Step, place: number): void {
    if (!actsIn(step, this.entity)) {
      // That others move a counter or a clock on is seen.
      if (step.kind !== 'advance') return;
      this.#claims.note(this.#part, place);
      this.#run.take(step);
      this.#mark(place);
      return;
    }
    if (step.kind === 'message' && step.sender === this.entity) {
      // What it brings along is there before it is sent.
      this.#run.prepare(step);
      this.#claims.announce(this.#part, this.#run.takeOwn());
    }
    if (step.kind !== 'check') this.#claims.before(this.#part, place, step);
    this.#run.take(step);
    this.#claims.announce(this.#part, this.#run.takeOwn());
    this.#claims.after(this.#part, place, step);
    this.#leaks.write(this.entity, this.#run.state, this.#index, this.#script, this.#leaked);
    this.#mark(place);
  }

  end(): Draft {
    this.#claims.end(this.#part);
    this.#mark(this.#phase.steps.length);
    return {
      name: this.#part.name,
      entity: this.entity,
      index: this.#index,
      script: this.#script,
      given: this.#given,
      begins: this.#begins,
      erased: lastErasures(this.#phase, this.entity),
      marks: this.#marks,
    };
  }

  #actsAfter(place: number): boolean {
    return this.#phase.steps.slice(place + 1).some((step) => actsIn(step, this.entity));
  }

  #erasesAt(place: number): boolean {
    const step = this.#phase.steps[place];
    return step?.kind === 'erase' && step.entities.includes(this.entity);
  }

  // What is as it was before needs no other mark.
  #mark(place: number): void {
    const waiting = this.#claims.waiting(this.#part);
    // With its last step an entity comes to the end of its part, where it takes everything over.
    if (waiting.size > 0 && place >= 0 && !this.#actsAfter(place)) return;
    const state = `${this.#run.changes} ${[...waiting].join()}`;
    if (place >= 0 && state === this.#marked && !this.#erasesAt(place)) return;
    this.#marked = state;
    const left = leftIn(this.#run.left, this.#origin);
    this.#marks.push({ at: this.#script.steps.length, place, left, waiting });
  }
}
