import type { Pair } from './clause.ts';
import { refine, type Course } from './course.ts';
import { same, unify } from './equality.ts';
import { variablesByName, type ExactFact, type ExactRule, type Terms } from './exact-rule.ts';
import { fits, type Term } from './term.ts';
import type { Work } from './work.ts';
import { adversaryConstant, anySort, type Message, type Sort } from '#core/protocol/message.ts';
import { messagesOf, type Role, type RoleStep } from '#core/protocol/protocol.ts';

/**
 * What runs of a role bring about, step by step up to the last phase that matters: every send, and every event that is asked
 * about. A run remembers everything that it received, did and accepted before. Which period a clock shows is left out, so that
 * more is taken for possible.
 */
export function roleRules(
  terms: Terms,
  role: Role,
  asked: ReadonlySet<string>,
  lastPhase: number,
  work: Work,
): readonly ExactRule[] {
  return new RoleWalk(terms, role, asked, work).rules(lastPhase);
}

class RoleWalk {
  readonly #terms: Terms;
  readonly #role: Role;
  readonly #asked: ReadonlySet<string>;
  readonly #work: Work;
  readonly #dishonest: readonly Term[];
  readonly #rules: ExactRule[] = [];

  constructor(terms: Terms, role: Role, asked: ReadonlySet<string>, work: Work) {
    this.#terms = terms;
    this.#role = role;
    this.#asked = asked;
    this.#work = work;
    this.#dishonest = terms.protocol.agentSorts.map((sort) => terms.constant(adversaryConstant(sort)));
  }

  rules(lastPhase: number): readonly ExactRule[] {
    let courses: readonly Course[] = [this.#begin()];
    let phase = 0;
    for (const [index, step] of this.#role.steps.entries()) {
      // A run that is behind is lost.
      if (step.phase < phase || step.phase > lastPhase) break;
      phase = step.phase;
      const origin = `role ${this.#role.name}, step ${index + 1}`;
      courses = courses.flatMap((course) => this.#take(this.#make(course, step), step, origin));
    }
    return this.#rules;
  }

  #begin(): Course {
    const { name, parameters, self } = this.#role;
    const run: Term = { kind: 'run', role: name, args: [this.#terms.variable()] };
    const agents = parameters.map((each) => [each.name, this.#terms.variable(each.sort)] as const);
    const own = agents.find(([parameter]) => parameter === self)?.[1];
    return {
      run,
      bound: new Map(agents),
      made: new Map(),
      marks: [run, ...agents.map(([, agent]) => agent)],
      met: [],
      differ: own === undefined ? [] : this.#honest(own),
      taken: [],
    };
  }

  // The pairs that must differ for a value to be no dishonest agent.
  #honest(agent: Term): readonly Pair[] {
    return this.#dishonest
      .filter((each) => (agent.kind === 'variable' ? fits(agent.sort, each) : agent.kind === 'constant'))
      .map((each): Pair => [agent, each]);
  }

  // A value is made where the run's script has it for the first time.
  #make(course: Course, step: RoleStep): Course {
    const made = new Map(course.made);
    const visit = (message: Message): void => {
      if (message.kind === 'apply') message.args.forEach(visit);
      if (message.kind !== 'fresh' || made.has(message.name)) return;
      made.set(message.name, this.#terms.fresh(message.name, course.marks));
    };
    messagesOf(step).forEach(visit);
    return { ...course, made };
  }

  #take(course: Course, step: RoleStep, origin: string): readonly Course[] {
    switch (step.kind) {
      case 'send':
        return this.#send(course, step, origin);
      case 'receive':
        return this.#receive(course, step);
      case 'match': {
        const reader = this.#reader(course);
        const [value, pattern] = [reader.read(step.value), reader.read(step.pattern)];
        if (value === null || pattern === null) return [];
        return this.#equate(reader.course(), [[value, pattern]]);
      }
      case 'differ': {
        const reader = this.#reader(course);
        const [left, right] = [reader.read(step.left), reader.read(step.right)];
        if (left === null || right === null) return [];
        return [{ ...reader.course(), differ: [...course.differ, [left, right]] }];
      }
      case 'compute':
        return this.#compute(course, step);
      case 'event':
        return this.#event(course, step, origin);
      case 'number':
        return this.#number(course, step);
      case 'accept':
        return this.#accept(course, step);
      case 'clock':
        return [course];
    }
  }

  // Reads messages in a course; variables that are not bound yet become bound to something unknown, in order.
  #reader(course: Course): {
    readonly read: (message: Message) => Term | null;
    readonly course: () => Course;
    readonly found: readonly Term[];
  } {
    const bound = new Map(course.bound);
    const found: Term[] = [];
    const valueOf = (name: string, kind: 'variable' | 'fresh'): Term => {
      const known = kind === 'fresh' ? course.made.get(name) : bound.get(name);
      if (known !== undefined) return known;
      const variable = this.#terms.variable(this.#role.sorts.get(name));
      bound.set(name, variable);
      found.push(variable);
      return variable;
    };
    return {
      read: (message) => this.#terms.write(message, valueOf),
      course: () => ({ ...course, bound }),
      found,
    };
  }

  #equate(course: Course, pairs: readonly Pair[]): readonly Course[] {
    return unify(pairs, this.#work).map((solution) => refine(course, solution, this.#work));
  }

  #conclude(course: Course, origin: string, conclusion: ExactFact, differ: readonly Pair[] = []): void {
    const { met } = course;
    this.#rules.push({ origin, hypotheses: met, conclusion, differ: [...course.differ, ...differ] });
  }

  #send(course: Course, step: Extract<RoleStep, { kind: 'send' }>, origin: string): readonly Course[] {
    const { label, channel, phase } = step;
    const reader = this.#reader(course);
    const message = reader.read(step.message);
    const ends = channel.trust === 'public' ? [] : [channel.from, channel.to].map((end) => reader.read(end));
    const known = ends.filter((end) => end !== null);
    if (message === null || known.length < ends.length) return [];
    const after = reader.course();
    if (channel.trust !== 'public' || this.#terms.protocol.passive) {
      const { run } = course;
      this.#conclude(after, origin, { kind: 'channel', label, ends: known, message, sender: run });
    }
    // What is hidden and sent to a dishonest agent, the adversary reads (readingRules).
    if (channel.trust === 'public' || channel.trust === 'authentic')
      this.#conclude(after, origin, { kind: 'attacker', phase, term: message });
    return [after];
  }

  #receive(course: Course, step: Extract<RoleStep, { kind: 'receive' }>): readonly Course[] {
    const { label, channel, phase } = step;
    const { passive } = this.#terms.protocol;
    const reader = this.#reader(course);
    const ends = channel.trust === 'public' ? [] : [channel.from, channel.to].map((end) => reader.read(end));
    const known = ends.filter((end) => end !== null);
    const message = reader.read(step.pattern);
    if (message === null || known.length < ends.length) return [];
    const after = { ...reader.course(), marks: [...course.marks, ...reader.found] };
    if (channel.trust === 'public' && !passive) {
      return [{ ...after, met: [...course.met, { kind: 'attacker', phase, term: message }] }];
    }
    const sender = this.#terms.variable();
    const arrived: ExactFact = { kind: 'channel', label, ends: known, message, sender };
    const { run } = course;
    const delivered: readonly ExactFact[] =
      channel.trust !== 'public' && channel.once ? [{ kind: 'delivered', label, run, sender }] : [];
    return [{ ...after, met: [...course.met, arrived, ...delivered] }];
  }

  // Each way in which the destructor works, and that it does not where the run goes on all the same.
  #compute(course: Course, step: Extract<RoleStep, { kind: 'compute' }>): readonly Course[] {
    const reader = this.#reader(course);
    const args = step.args.map((each) => reader.read(each)).filter((each) => each !== null);
    if (args.length < step.args.length) return [];
    const bind = (after: Course, value: Term): Course => ({
      ...after,
      bound: new Map([...after.bound, [step.variable, value]]),
    });
    const worked = this.#terms.protocol.theory.rewrites.flatMap((rewrite): readonly Course[] => {
      if (rewrite.symbol !== step.symbol || rewrite.args.length !== args.length) return [];
      const variable = variablesByName(this.#terms);
      const result = this.#terms.write(rewrite.result, variable);
      const pairs = args.flatMap((arg, index): readonly Pair[] => {
        const pattern = rewrite.args[index];
        const written = pattern === undefined ? null : this.#terms.write(pattern, variable);
        return written === null ? [] : [[arg, written]];
      });
      if (result === null || pairs.length < args.length) return [];
      return this.#equate(bind(reader.course(), result), pairs);
    });
    const stuck = step.checked ? null : this.#terms.apply(step.symbol, args);
    return stuck === null ? worked : [...worked, bind(reader.course(), stuck)];
  }

  // Where a query starts from an event it counts among honest agents only; runs note it always.
  #event(course: Course, step: Extract<RoleStep, { kind: 'event' }>, origin: string): readonly Course[] {
    const reader = this.#reader(course);
    const args = step.args.map((each) => reader.read(each)).filter((each) => each !== null);
    if (args.length < step.args.length) return [];
    const after = reader.course();
    const { event } = step;
    const { run } = course;
    if (this.#asked.has(event)) {
      const honest = step.honest.flatMap((name) => {
        const agent = after.bound.get(name);
        return agent === undefined ? [] : this.#honest(agent);
      });
      this.#conclude(after, origin, { kind: 'event', noted: false, event, run, args }, honest);
    }
    return [{ ...after, met: [...course.met, { kind: 'event', noted: true, event, run, args }] }];
  }

  // Everybody can have every number, so that nothing has to be had for it.
  #number(course: Course, step: Extract<RoleStep, { kind: 'number' }>): readonly Course[] {
    const sort: Sort = this.#role.sorts.get(step.variable) ?? anySort;
    const sorts = sort === anySort ? this.#terms.protocol.numberSorts : [sort];
    return sorts.flatMap((each) => {
      const number = this.#terms.variable(each);
      const known = course.bound.get(step.variable);
      const bound = new Map([...course.bound, [step.variable, number]]);
      const after = { ...course, bound, marks: [...course.marks, number] };
      return known === undefined ? [after] : this.#equate(after, [[known, number]]);
    });
  }

  // Whatever the rule, a value is not in the memory yet; one that increases is greater than others as well.
  #accept(course: Course, step: Extract<RoleStep, { kind: 'accept' }>): readonly Course[] {
    const reader = this.#reader(course);
    const value = reader.read(step.value);
    const holder = step.holder.map((each) => reader.read(each)).filter((each) => each !== null);
    const passed = step.passed.map((each) => reader.read(each)).filter((each) => each !== null);
    if (value === null || holder.length < step.holder.length || passed.length < step.passed.length) return [];
    const increasing = step.rule === 'increasing';
    const { memory, above } = step;
    const earlier = course.taken.filter(
      (taken) =>
        (taken.memory === memory || (increasing && above.includes(taken.memory))) &&
        taken.holder.length === holder.length &&
        taken.holder.every((each, index) => {
          const own = holder[index];
          return own !== undefined && same(each, own, this.#work);
        }),
    );
    const smaller = [...earlier.map((taken) => taken.value), ...(increasing ? passed : [])];
    return [
      {
        ...reader.course(),
        differ: [...course.differ, ...smaller.map((each): Pair => [value, each])],
        met: [...course.met, { kind: 'accepted', run: course.run, memory, holder, value }],
        taken: [...course.taken, { memory, holder, value }],
      },
    ];
  }
}
