import type { Act, Form, Way } from './form.ts';
import { Likeness } from './likeness.ts';
import type { Memories } from './memories.ts';
import { anyNumber, applied, printed, type Known, type Term } from './term.ts';

/** Two sides of what an entity does, as far as they are the same. */
export interface Compared {
  /** Where they are not, in words that name steps and no values; null where they are the same. */
  readonly difference: string | null;
  readonly likeness: Likeness;
}

/** The role's side and the script's, in this order. */
export function compareForms(
  role: Form,
  script: Form,
  {
    entity,
    memories,
    typed,
  }: { readonly entity: string; readonly memories: Memories; readonly typed: boolean },
): Compared {
  const ours = role.begun;
  const theirs = new Set([...script.begun, ...script.last.keys()]);
  const among = { ours, theirs, typed };
  const found = (difference: string | null, likeness = new Likeness(among)): Compared => ({
    difference,
    likeness,
  });
  for (const [index, { act }] of script.moments.entries()) {
    const own = role.moments[index]?.act;
    if (own === undefined) return found(`${role.stuck ?? 'the role ends'}, where it should ${sentence(act)}`);
    const other = otherKind(own, act);
    if (other !== null) return found(`${other}: it does ${sentence(own)} where it should ${sentence(act)}`);
  }
  const extra = role.moments[script.moments.length];
  if (extra !== undefined)
    return found(`the role goes on, where nothing should come: it does ${sentence(extra.act)}`);
  if ((role.stuck === null) !== (script.stuck === null))
    return found(`at the end: ${role.stuck ?? script.stuck ?? ''} on one side only`);
  let likeness = new Likeness(among);
  for (const [index, { act }] of script.moments.entries()) {
    // What is learnt at one place says more of everything before.
    likeness = new Likeness(among);
    const differing = firstDifference(role, script, index, likeness);
    if (differing === index) return found(`what is in it is not the same: ${sentence(act)}`, likeness);
    if (differing !== null) {
      const earlier = script.moments[differing]?.act ?? act;
      return found(
        `by the time that it does ${sentence(act)}, other things are known of ${sentence(earlier)}`,
        likeness,
      );
    }
  }
  for (const [index, { act }] of role.moments.entries()) {
    const before = role.moments.slice(0, index).map((each) => each.act);
    const wrong = numberFault(role, act, before, isOwnLast(script, index));
    if (wrong !== null) return found(`${wrong}: ${sentence(act)}`, likeness);
  }
  for (const [name, counter] of script.last) {
    const own = likeness.ofTheirs(name);
    if (own !== null && !isLast(role, own, counter, typed))
      return found('the last number of a counter is another', likeness);
  }
  for (const [index, { act }] of script.moments.entries()) {
    const own = role.moments[index]?.act;
    if (own !== undefined && !memories.agree(entity, own, act))
      return found(`other memories: ${sentence(act)}`, likeness);
  }
  return found(null, likeness);
}

// Compares everything up to an act, as it is known by the next one; the place of the first that is another.
function firstDifference(role: Form, script: Form, until: number, likeness: Likeness): number | null {
  const [mine, theirs] = [role.moments[until]?.known, script.moments[until]?.known];
  if (mine === undefined || theirs === undefined) return until;
  for (let index = 0; index <= until; index += 1) {
    const [own, other] = [role.moments[index]?.act, script.moments[index]?.act];
    if (own === undefined || other === undefined) return index;
    if (!likeness.allMatch(termsOf(own, mine), termsOf(other, theirs))) return index;
  }
  return null;
}

function termsOf(act: Act, known: Known): readonly Term[] {
  return plainTermsOf(act).map((term) => applied(term, known));
}

function plainTermsOf(act: Act): readonly Term[] {
  switch (act.kind) {
    case 'receive':
    case 'send':
      return act.way.trust === 'public' || !('from' in act.way)
        ? [act.message]
        : [act.message, act.way.from, act.way.to];
    case 'clock':
      return [act.value, ...act.differs];
    case 'count':
    case 'once':
      return [act.value, ...act.holder];
  }
}

function otherKind(own: Act, act: Act): string | null {
  if (own.kind !== act.kind) return 'another kind of step';
  if ('label' in own && 'label' in act) {
    if (own.label !== act.label) return 'another message';
    return sameWay(own.way, act.way) ? null : 'another channel';
  }
  if (own.kind === 'clock' && act.kind === 'clock')
    return own.clock === act.clock && own.moves === act.moves ? null : 'another use of a clock';
  if (own.kind === 'count' && act.kind === 'count')
    return own.rule === act.rule ? null : 'another use of a counter';
  return null;
}

function sameWay(own: Way, way: Way): boolean {
  if (own.trust !== way.trust) return false;
  return !('once' in own) || !('once' in way) || own.once === way.once;
}

// A number that an entity counts on to, or sees on a clock, is the world's choice, and of the same counter or clock.
function numberFault({ numbers }: Form, act: Act, before: readonly Act[], isLast: boolean): string | null {
  if (act.kind !== 'count' && act.kind !== 'clock') return null;
  const chosen = act.value.kind === 'unknown' ? numbers.get(act.value.name) : undefined;
  if (act.kind === 'count') {
    if (act.rule === 'checks') return chosen === undefined || isLast ? null : 'a number that comes is chosen';
    return chosen?.anew === true ? null : 'a number that is counted on to is not chosen anew';
  }
  if (chosen === undefined) return act.moves ? 'a period is not chosen' : null;
  const { value } = act;
  const moved =
    act.moves ||
    before.some((each) => each.kind === 'clock' && each.moves && printed(each.value) === printed(value));
  return chosen.of === act.clock && chosen.anew === moved ? null : 'a period of another clock';
}

// Whether the script checks the last number that the agent used itself, having skipped what came.
function isOwnLast({ last, moments }: Form, index: number): boolean {
  const act = moments[index]?.act;
  return act?.kind === 'count' && act.value.kind === 'unknown' && last.has(act.value.name);
}

// Which number it is that the agent used last, the world chooses, unless an earlier phase has left it.
function isLast({ numbers, begun }: Form, own: Term, counter: string, typed: boolean): boolean {
  if (own.kind === 'number') return true;
  if (own.kind !== 'unknown' || (typed && own.sort !== anyNumber)) return false;
  const chosen = numbers.get(own.name);
  return chosen === undefined ? begun.has(own.name) : chosen.of === counter && !chosen.anew;
}

/** What an act is, for people. */
function sentence(act: Act): string {
  switch (act.kind) {
    case 'receive':
    case 'send':
      return `${act.kind} ${act.label}`;
    case 'count':
      return `a number that ${act.rule}`;
    case 'clock':
      return `a clock that ${act.moves ? 'moves' : 'is read'}`;
    case 'once':
      return 'a value that is used up';
  }
}
