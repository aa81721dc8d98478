import type { RoleForm } from './of-role.ts';
import type { ScriptForm } from './of-script.ts';
import { whereOf, type Part } from './part.ts';
import { anything, applied, partsOf, printed, sortOf, type Known, type Term } from './term.ts';

/**
 * Whether what a role begins with is what an earlier role of its entity gives it, under the same names of the text as in the
 * scripts; null where it is so. `besides`: other roles that do the same and begin with more, to give that on.
 */
export function successionDifference(parts: readonly Part[], besides: readonly Part[]): string | null {
  for (const later of parts) {
    const wanted = wantedBy(later);
    const { start } = later.role;
    const earlier = [...parts, ...besides].filter(
      ({ entity, index }) => entity === later.entity && index < later.index,
    );
    if (start === null) {
      // With what is the same for all agents of these roles it begins by itself.
      if ([...wanted.values()].some((term) => hasBegun(term, later)))
        return `${whereOf(later)}: nothing gives it what it begins with`;
      if (!earlier.every((each) => agreesWith(each, later, wanted, null)))
        return `${whereOf(later)}: it begins with something else`;
      continue;
    }
    for (const each of earlier) {
      const gifts = each.role.gifts.filter(({ label }) => label === start.label);
      if (!gifts.every((gift) => agreesWith(each, later, wanted, gift)))
        return `${whereOf(later)}: it gets something else`;
    }
    if (!earlier.some(({ role }) => role.gifts.some(({ label }) => label === start.label)))
      return `${whereOf(later)}: nothing gives it what it begins with`;
  }
  return null;
}

// What a role uses under the names that its script begins with, as far as it is unknown there.
function wantedBy({ script, likeness }: Part): ReadonlyMap<string, Term> {
  const wanted = new Map<string, Term>();
  for (const [name, term] of script.begins) {
    const own = term.kind === 'unknown' ? likeness.ofTheirs(term.name) : null;
    if (own !== null) wanted.set(name, own);
  }
  return wanted;
}

function isBegun(term: Term, { role }: Part): boolean {
  return term.kind === 'unknown' && role.begun.has(term.name);
}

function hasBegun(term: Term, part: Part): boolean {
  return isBegun(term, part) || partsOf(term).some((each) => hasBegun(each, part));
}

// Whether the script has, where a role gives something away, what the later role takes it for.
function agreesWith(
  earlier: Part,
  later: Part,
  wanted: ReadonlyMap<string, Term>,
  gift: RoleForm['gifts'][number] | null,
): boolean {
  const known = gift === null ? new Map<string, Term>() : takenAs(earlier, later, gift.content);
  if (known === null) return false;
  const [ours, theirs] = [lastKnown(earlier.role), lastKnown(earlier.script)];
  const leaves = earlier.script.leaves.filter(({ after }) => gift === null || after === gift.after);
  const agrees = ({ holds }: (typeof leaves)[number]): boolean => {
    const likeness = earlier.likeness.copy();
    return [...wanted].every(([name, term]) => {
      const held = holds.get(name);
      const own = applied(applied(renamed(term), known), ours);
      // What the text does not use in this phase is given on as it was got.
      if (held === undefined) return gift === null || isBegun(own, earlier);
      return likeness.matches(own, applied(held, theirs));
    });
  };
  return gift === null ? leaves.every(agrees) : leaves.some(agrees);
}

// What the later role's names stand for in the earlier one.
function takenAs(earlier: Part, later: Part, content: Term): Known | null {
  if (later.role.start === null) return new Map();
  return taken(renamed(later.role.start.content), applied(content, lastKnown(earlier.role)), new Map());
}

// What the names in a pattern stand for; null where a term does not fit it.
function taken(pattern: Term, term: Term, known: Known): Known | null {
  if (pattern.kind === 'unknown') {
    const before = known.get(pattern.name);
    if (before !== undefined) return printed(before) === printed(term) ? known : null;
    return pattern.sort === anything || pattern.sort === sortOf(term)
      ? new Map([...known, [pattern.name, term]])
      : null;
  }
  if (pattern.kind !== 'apply' || term.kind !== 'apply')
    return printed(pattern) === printed(term) ? known : null;
  if (pattern.symbol !== term.symbol || pattern.args.length !== term.args.length) return null;
  return pattern.args.reduce((found: Known | null, part, index) => {
    const own = term.args[index];
    return found === null || own === undefined ? null : taken(part, own, found);
  }, known);
}

function lastKnown({ moments }: RoleForm | ScriptForm): Known {
  return moments.at(-1)?.known ?? new Map();
}

// Names of the later role that no name of the earlier one is.
function renamed(term: Term): Term {
  switch (term.kind) {
    case 'unknown':
      return { ...term, name: `later ${term.name}` };
    case 'apply':
      return { ...term, args: term.args.map(renamed) };
    case 'power':
      return {
        ...term,
        base: term.base === null ? null : renamed(term.base),
        exponents: term.exponents.map(renamed),
      };
    case 'made':
    case 'shared':
    case 'agent':
    case 'constant':
    case 'number':
    case 'none':
      return term;
  }
}
