import type { Phase, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import type { Start } from './course.ts';
import type { HonestRun } from './honest-run.ts';
import type { Holdings, Part } from './holdings.ts';
import { changedBy, elementOf, lastingHoldings } from './lasting.ts';
import { openable } from './receipt.ts';
import { skippedAt } from './skips.ts';
import { applicationsIn, namesIn, takesPartIn, type Text } from './text.ts';

/** What a phase uses of what its entity holds when it begins. */
export interface Uses {
  /** Names and halves, as they are written. */
  readonly names: ReadonlySet<string>;
  /** Parts of messages that are sent on as they came. */
  readonly parts: readonly TermExpression[];
  /** Parts of messages that are still to be compared, and can be in the phase. Who has none of them can start without. */
  readonly open: readonly Part[];
  /** Other names that these are compared with. */
  readonly beside: readonly string[];
  /** The counters whose numbers the entity has not moved on since the adversary came. */
  readonly unmoved: ReadonlySet<string>;
}

/** What a run begins with, as far as it matters for what a phase uses. */
type Begun = Pick<Start, 'holdings' | 'open'>;

/** True if a run that begins so has everything that a phase uses. */
export function suffices({ holdings }: Begun, uses: Uses, text: Text): boolean {
  return (
    [...uses.names].every((name) => holdings.named(name) !== null || isBuilt(name, holdings, uses, text)) &&
    uses.parts.every((part) => holdings.build(part) !== null)
  );
}

// A derived name is as good as held where it can be built, and no number in it can be another by now.
function isBuilt(name: string, holdings: Holdings, { unmoved }: Uses, text: Text): boolean {
  const definition = text.definition(name);
  if (definition === null || holdings.valueOf(name) === null) return false;
  return !namesIn(text.spelledOut(definition)).some((each) => text.isNumber(each) && !unmoved.has(each));
}

/** What each role's part of a phase uses, by the place of the phase, given how the honest runs go. */
export function usesIn(
  text: Text,
  { starts, runs }: Pick<HonestRun, 'starts' | 'runs'>,
): (role: string, place: number) => Uses {
  const known = new Map<string, Uses>();
  return (role, place) => {
    const key = `${role} ${String(place)}`;
    const phase = text.open[place];
    const start = starts[place]?.get(role);
    const arrived = starts[0]?.get(role);
    if (phase === undefined || start === undefined || arrived === undefined)
      throw new RangeError('every role begins every phase');
    const run = runs.find((each) => each.role === role && each.phase === phase);
    const closed = new Set(run?.open.map(({ term }) => term));
    const lasting = lastingHoldings(text, arrived.holdings, role, place);
    const uses = known.get(key) ?? usesOf(text, role, phase, start, lasting, closed);
    known.set(key, uses);
    return uses;
  };
}

/**
 * What a phase uses of what an entity's honest run holds when it begins: the names that stand in the entity's own steps
 * before it obtains them there, with derived names that it does not hold spelled out. A counter or clock that the entity
 * keeps it always has. Of no use is what stands in parts of messages that stay `closed`: that the run neither opens nor
 * compares in the phase.
 */
function usesOf(
  text: Text,
  role: string,
  phase: Phase,
  { holdings: honest, open }: Begun,
  lasting: Holdings,
  closed: ReadonlySet<TermExpression>,
): Uses {
  const names = new Set<string>();
  const parts = new Map<TermExpression, true>();
  const obtained = new Set<string>();
  // What whoever has derived it could still build as well, whoever has not can build.
  const built = new Set<string>();
  let remaining = lasting;
  const isBuilt = (name: string): boolean =>
    text.definition(name) !== null &&
    honest.named(name) !== null &&
    remaining.valueOf(name) === honest.named(name);
  const obtainable = new Set(
    phase.steps.flatMap((step) => (takesPartIn(step, role) ? obtainedBy(step, role, closed) : [])),
  );
  const isKnown = (name: string, seen: readonly string[] = []): boolean => {
    const definition = text.definition(name);
    return (
      obtainable.has(name) ||
      text.isRole(name) ||
      text.isNumber(name) ||
      [name, `sk(${name})`, `pk(${name})`].some((each) => honest.valueOf(each) !== null) ||
      (definition !== null &&
        !seen.includes(name) &&
        namesIn(definition).every((each) => isKnown(each, [...seen, name])))
    );
  };
  const use = (name: string, seen: readonly string[] = []): void => {
    if ((obtained.has(name) && !built.has(name)) || seen.includes(name) || isCommon(text, name)) return;
    if (text.isNumber(name) && text.element(name).holders.includes(role)) return;
    const held = [name, `sk(${name})`, `pk(${name})`].find((each) => honest.named(each) !== null);
    if (isBuilt(name)) built.add(name);
    else if (held !== undefined) names.add(held);
    else {
      // What it lacks something for it takes as it comes, and uses nothing of what that is made of.
      const made = namesIn(text.definition(name) ?? noTerm);
      if (made.every((each) => isKnown(each))) for (const each of made) use(each, [...seen, name]);
    }
  };
  for (const [place, step] of phase.steps.entries()) {
    if (!takesPartIn(step, role)) continue;
    const received = step.kind === 'message' && step.receiver === role;
    const skipped = received ? skippedAt(phase, place, role, step).names : noNames;
    // Who skips the number that comes goes on with the one that it had.
    for (const name of skipped)
      if (keepsNumber(text, name, role) && !obtained.has(name) && honest.named(name) !== null)
        names.add(name);
    // What comes under another name that it skips is used in place of what it has, and gone then.
    const passing = received ? namesShown(step.content, closed).filter((name) => skipped.has(name)) : [];
    for (const name of namesOf(step, closed)) {
      // A number that the entity does not keep is taken anew from every message that has it.
      if ((!received || !text.isNumber(name)) && !passing.includes(name)) use(name);
    }
    if (step.kind === 'message' && !received) {
      for (const term of applicationsIn(step.content))
        if (honest.partKept(term) !== null && honest.compose(term) === null) parts.set(term, true);
    }
    for (const name of obtainedBy(step, role, closed))
      if (text.isNumber(name) || !skipped.has(name)) obtained.add(name);
    const changed = changedBy(step, role);
    if (changed.length > 0) remaining = remaining.only((name) => !changed.includes(elementOf(name)));
  }
  const comparable = open.filter(({ term }) => {
    const opener = term.kind === 'apply' && openable.has(term.primitive) ? term.key : term;
    return opener !== null && namesIn(opener).every((name) => isKnown(name));
  });
  const compared = comparable.flatMap(({ term }) => namesIn(term));
  const beside = compared.filter((name) => !names.has(name) && !isCommon(text, name) && !obtained.has(name));
  const unmoved = new Set(text.numbers.filter((name) => isUnmoved(text, name, role, phase)));
  return { names, parts: [...parts.keys()], open: comparable, beside, unmoved };
}

// Whether no earlier phase with an adversary moves a counter on, or accepts a number of it, at an agent of this role.
function isUnmoved(text: Text, name: string, role: string, phase: Phase): boolean {
  return (
    text.element(name).kind === 'counter' &&
    !text.model.coincide.some((pair) => pair.includes(role)) &&
    !text.open
      .slice(0, text.open.indexOf(phase))
      .some(({ steps }) =>
        steps.some(
          (step) =>
            (step.kind === 'advance' || step.kind === 'check') &&
            step.entity === role &&
            step.elements.includes(name),
        ),
      )
  );
}

// Whether a name stands for a number from one phase to the next: what one's own clock shows is another by then.
function keepsNumber(text: Text, name: string, role: string): boolean {
  if (text.isRole(name) || !text.isNumber(name)) return false;
  const { kind, holders } = text.element(name);
  return kind === 'counter' || !holders.includes(role);
}

// Everybody has who takes part, and the constants.
function isCommon(text: Text, name: string): boolean {
  return text.isRole(name) || text.element(name).kind === 'constant';
}

const noNames: ReadonlySet<string> = new Set();

const noTerm: TermExpression = { kind: 'tuple', parts: [], span: { start: 0, end: 0 } };

// The names that an entity needs for a step of its own. What it forgets or skips it need not have.
function namesOf(step: Step, closed: ReadonlySet<TermExpression>): readonly string[] {
  switch (step.kind) {
    case 'message':
      return namesRead(step.content, closed);
    case 'derive':
      return namesIn(step.content);
    case 'check':
    case 'accept':
    case 'install':
      return step.elements;
    case 'erase':
    case 'skip':
    case 'make':
    case 'advance':
      return [];
  }
}

// The names in a message but for what stays closed. What is signed, and what goes beside a cipher, anybody reads.
function namesRead(term: TermExpression, closed: ReadonlySet<TermExpression>): readonly string[] {
  if (term.kind === 'tuple') return term.parts.flatMap((part) => namesRead(part, closed));
  if (term.kind !== 'apply') return namesIn(term);
  const isClosed = closed.has(term);
  const { primitive, key, content, associated } = term;
  const parts = isClosed ? [primitive === 'sign' ? content : null, associated] : [key, content, associated];
  return parts.flatMap((part) => (part === null ? [] : namesRead(part, closed)));
}

// The names whose values a message shows to whoever opens all but what stays closed.
function namesShown(term: TermExpression, closed: ReadonlySet<TermExpression>): readonly string[] {
  switch (term.kind) {
    case 'name':
    case 'key-half':
      return namesIn(term);
    case 'tuple':
      return term.parts.flatMap((part) => namesShown(part, closed));
    case 'apply': {
      const { primitive, content, associated } = term;
      const isOpen = primitive === 'sign' || (openable.has(primitive) && !closed.has(term));
      return [isOpen ? content : null, associated].flatMap((part) =>
        part === null ? [] : namesShown(part, closed),
      );
    }
  }
}

// What an entity has after a step of its own whatever it had before, or need not have had.
function obtainedBy(step: Step, role: string, closed: ReadonlySet<TermExpression>): readonly string[] {
  switch (step.kind) {
    case 'message':
      return step.receiver === role ? namesRead(step.content, closed) : [];
    case 'derive':
      return [step.element];
    case 'make':
    case 'advance':
    case 'erase':
      return step.elements;
    case 'check':
    case 'skip':
    case 'accept':
    case 'install':
      return [];
  }
}
