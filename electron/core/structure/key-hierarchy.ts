import type { ModelTerms } from './model-terms.ts';
import type { Element, Model, Phase } from '#core/language/model.ts';
import { largest } from '#core/largest.ts';
import { hierarchyLevels } from './hierarchy-levels.ts';
import { reachableFrom, subterms, type Application, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/**
 * How one key bears on another.
 *
 * - `transports`: a message carries the lower key, or the public half of it, encrypted directly under the upper one
 *   or under a key that is made from it. In nested encryption that is the innermost; a signature hides nothing and
 *   is looked through.
 * - `derives`: the upper key stands in the term that the lower one is derived as. A public half counts only where
 *   the private half of another pair meets it (Diffie and Hellman): elsewhere everybody could have put it there.
 * - `authenticates`: a code or signature under the upper key, or what an authenticated encryption under it leaves
 *   readable, covers the lower key. It makes no level.
 */
export const hierarchyEdgeKinds = ['transports', 'derives', 'authenticates'] as const;
export type HierarchyEdgeKind = (typeof hierarchyEdgeKinds)[number];

/** The origin of an edge: a message, or where `message` is null a derivation in the phase. */
export interface EdgeOrigin {
  readonly phase: string;
  readonly message: string | null;
}

/** One key over another, with everything that makes it so, in the order of the model. */
export interface HierarchyEdge {
  readonly upper: string;
  readonly lower: string;
  readonly kind: HierarchyEdgeKind;
  readonly origins: readonly EdgeOrigin[];
}

/** A key with its level: 1 for what no other key transports or derives. */
export interface LeveledKey {
  readonly name: string;
  readonly level: number;
}

/** The key hierarchy as data. Every symmetric key and key pair is among `keys`, in the order of the model. */
export interface KeyHierarchy {
  /** Keys on the longest chain; zero where there are no keys. */
  readonly levels: number;
  readonly keys: readonly LeveledKey[];
  readonly edges: readonly HierarchyEdge[];
}

/**
 * The key hierarchy of a model (the paper's protection view, section 2.2, and point iv of section 3.3): key A stands
 * over key B when it transports B or B is derived from it. The level of a key is one more than the highest level of
 * the keys over it; keys that stand over each other in a circle share a level. A renewed key is a key of its own:
 * `replaces` puts it nowhere, the message that brings it does, so that a renewal under the key that it replaces
 * makes one more level and a renewal under the key-encryption key does not.
 */
export function keyHierarchy(model: Model, vocabulary: ModelTerms): KeyHierarchy {
  const names = namesOf(model, vocabulary);
  const edges = new EdgeCollection();
  for (const phase of model.phases) {
    for (const step of phase.steps) {
      if (step.kind === 'message') {
        const origin = { phase: phase.name, message: step.name };
        noteMessage(vocabulary.term(step.content), names, (kind, upper, lower) => {
          edges.add(kind, upper, lower, origin);
        });
      } else if (step.kind === 'derive') noteDerivation(vocabulary.name(step.element), phase, names, edges);
    }
  }
  const found = edges.list();
  const levels = hierarchyLevels(
    [...new Set(names.values())],
    found.filter(({ kind }) => kind !== 'authenticates'),
  );
  return {
    levels: largest(levels.values()),
    keys: model.elements.filter(isKey).map((element) => {
      const known = names.get(vocabulary.secret(element)) ?? element.name;
      return { name: element.name, level: levels.get(known) ?? 1 };
    }),
    edges: found,
  };
}

type Names = ReadonlyMap<Term, string>;

function isKey({ kind }: Element): boolean {
  return kind === 'symmetric-key' || kind === 'key-pair';
}

// A key that is derived as another one is that key: it goes by the name that comes first.
function namesOf(model: Model, vocabulary: ModelTerms): Names {
  const names = new Map<Term, string>();
  for (const element of model.elements.filter(isKey)) {
    const secret = vocabulary.secret(element);
    if (!names.has(secret)) names.set(secret, element.name);
    if (element.kind === 'key-pair')
      names.set(vocabulary.store.keyHalf('public', element.name), element.name);
  }
  return names;
}

class EdgeCollection {
  readonly #edges = new Map<string, { readonly edge: HierarchyEdge; readonly origins: EdgeOrigin[] }>();

  add(kind: HierarchyEdgeKind, upper: string, lower: string, origin: EdgeOrigin): void {
    if (upper === lower) return;
    const key = `${kind} ${upper} ${lower}`;
    const known = this.#edges.get(key);
    if (known === undefined) {
      const origins = [origin];
      this.#edges.set(key, { edge: { upper, lower, kind, origins }, origins });
    } else if (!known.origins.some((each) => sameOrigin(each, origin))) known.origins.push(origin);
  }

  list(): readonly HierarchyEdge[] {
    return [...this.#edges.values()].map(({ edge }) => edge);
  }
}

function sameOrigin(left: EdgeOrigin, right: EdgeOrigin): boolean {
  return left.phase === right.phase && left.message === right.message;
}

function noteDerivation(term: Term, phase: Phase, names: Names, edges: EdgeCollection): void {
  const lower = names.get(term);
  if (lower === undefined || (term.kind !== 'apply' && term.kind !== 'tuple')) return;
  const origin = { phase: phase.name, message: null };
  for (const upper of ingredients(term).flatMap((part) => material(part, names))) {
    edges.add('derives', upper, lower, origin);
  }
}

/** The named keys that a term is, or is made from, each once. */
function material(term: Term, names: Names): readonly string[] {
  const reached = reachableFrom(term, (each) =>
    names.has(each) || (each.kind !== 'apply' && each.kind !== 'tuple') ? [] : ingredients(each),
  );
  return [...new Set([...reached].flatMap((each) => names.get(each) ?? []))];
}

// The parts of a term that it could owe its secrecy to.
function ingredients(term: Term): readonly Term[] {
  if (term.kind === 'apply' && theory[term.primitive].commutes) return subterms(term);
  return subterms(term).filter((part) => part.kind !== 'key-half' || part.half === 'private');
}

type Note = (kind: 'transports' | 'authenticates', upper: string, lower: string) => void;

function noteMessage(content: Term, names: Names, note: Note): void {
  // How a key itself came about is no matter of the message.
  const reached = reachableFrom(content, (term) => (names.has(term) ? [] : subterms(term)));
  for (const term of reached) {
    if (names.has(term) || term.kind !== 'apply' || term.key === null) continue;
    noteApplication(term, term.key, names, note);
  }
}

function noteApplication(
  { primitive, content, associated }: Application,
  key: Term,
  names: Names,
  note: Note,
): void {
  const { opens, table3 } = theory[primitive];
  const encrypts = opens === 'same-key' || opens === 'other-half';
  const tell = (kind: 'transports' | 'authenticates', parts: readonly Term[]): void => {
    for (const upper of material(key, names)) {
      for (const lower of parts.map((part) => names.get(part))) {
        if (lower !== undefined) note(kind, upper, lower);
      }
    }
  };
  if (encrypts) tell('transports', readable(content));
  else if (table3.origin) tell('authenticates', covered(content));
  if (associated !== null) tell('authenticates', covered(associated));
}

/** The parts of a term that whoever has it can read without a key. */
function readable(term: Term): readonly Term[] {
  return withoutTuples(term, (each) => theory[each.primitive].opens === 'anybody');
}

/** The parts of a term that a code or signature over it vouches for: a hash stands for what is in it. */
function covered(term: Term): readonly Term[] {
  return withoutTuples(
    term,
    ({ primitive }) => primitive === 'hash' || theory[primitive].opens === 'anybody',
  );
}

// The parts of tuples, and of what is open, each once.
function withoutTuples(term: Term, isOpen: (application: Application) => boolean): readonly Term[] {
  const reached = reachableFrom(term, (each) => {
    if (each.kind === 'tuple') return each.parts;
    return each.kind === 'apply' && isOpen(each) ? [each.content] : [];
  });
  return [...reached].filter(({ kind }) => kind !== 'tuple');
}
