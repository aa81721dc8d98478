import type { Vocabulary } from '#core/analysis/vocabulary.ts';
import type { Model } from '#core/language/model.ts';
import { subterms, type Application, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';

/** A key and the keys directly under it: those that it carries encrypted, and those derived from it. */
export type KeyHierarchy = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The key hierarchy of a model (the paper's protection view): key A stands over key B when a message carries
 * B encrypted under A, or B is derived from A. Every symmetric key and key pair is in the map.
 */
export function keyHierarchy(model: Model, vocabulary: Vocabulary): KeyHierarchy {
  const under = new Map<string, Set<string>>();
  const names = new Map<Term, string>();
  for (const element of model.elements) {
    if (element.kind !== 'symmetric-key' && element.kind !== 'key-pair') continue;
    under.set(element.name, new Set());
    names.set(vocabulary.secret(element), element.name);
    if (element.kind === 'key-pair')
      names.set(vocabulary.store.keyHalf('public', element.name), element.name);
  }
  const note = (upper: Term, lower: Term): void => {
    const below = names.get(lower);
    if (below === undefined) return;
    for (const above of namedKeys(upper, names)) if (above !== below) under.get(above)?.add(below);
  };
  for (const [term] of names) if (term.kind === 'apply') for (const key of keysOf(term)) note(key, term);
  for (const step of model.phases.flatMap((phase) => phase.steps)) {
    if (step.kind === 'message') noteCarried(vocabulary.term(step.content), note);
  }
  return under;
}

// What stands in the place of a key: both pairs of an exchange.
function keysOf({ primitive, key, content }: Application): readonly Term[] {
  const keys = theory[primitive].commutes ? [key, content] : [key];
  return keys.filter((each) => each !== null);
}

// The name of a key, or the names of those that a key without a name is derived from.
function namedKeys(key: Term, names: ReadonlyMap<Term, string>): readonly string[] {
  const name = names.get(key);
  if (name !== undefined) return [name];
  return key.kind === 'apply' ? keysOf(key).flatMap((each) => namedKeys(each, names)) : [];
}

function noteCarried(term: Term, note: (upper: Term, lower: Term) => void): void {
  if (term.kind === 'apply' && term.key !== null && encrypts(term.primitive)) {
    for (const carried of plainParts(term.content)) note(term.key, carried);
  }
  for (const part of subterms(term)) noteCarried(part, note);
}

function encrypts(primitive: keyof typeof theory): boolean {
  const { opens } = theory[primitive];
  return opens === 'same-key' || opens === 'other-half';
}

function plainParts(term: Term): readonly Term[] {
  return term.kind === 'tuple' ? term.parts.flatMap(plainParts) : [term];
}

/**
 * The number of levels of a hierarchy: keys on its longest chain. Keys that protect each other in a circle
 * share a level. Zero when there are no keys.
 */
export function hierarchyLevels(hierarchy: KeyHierarchy): number {
  const circle = circles(hierarchy);
  const depths = new Map<number, number>();
  const depth = (component: number): number => {
    const known = depths.get(component);
    if (known !== undefined) return known;
    let below = 0;
    for (const [key, lower] of hierarchy) {
      if (circle.get(key) !== component) continue;
      for (const each of lower) {
        const other = circle.get(each);
        if (other !== undefined && other !== component) below = Math.max(below, depth(other));
      }
    }
    depths.set(component, below + 1);
    return below + 1;
  };
  return Math.max(0, ...[...circle.values()].map(depth));
}

// Two keys are in one circle when each can be reached from the other.
function circles(hierarchy: KeyHierarchy): ReadonlyMap<string, number> {
  const reach = new Map([...hierarchy.keys()].map((key) => [key, reachable(hierarchy, key)]));
  const component = new Map<string, number>();
  for (const key of hierarchy.keys()) {
    const mate = [...component.keys()].find(
      (other) => reach.get(key)?.has(other) === true && reach.get(other)?.has(key) === true,
    );
    component.set(key, mate === undefined ? component.size : (component.get(mate) ?? 0));
  }
  return component;
}

function reachable(hierarchy: KeyHierarchy, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [start];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const lower of hierarchy.get(key) ?? []) {
      if (found.has(lower)) continue;
      found.add(lower);
      queue.push(lower);
    }
  }
  return found;
}
