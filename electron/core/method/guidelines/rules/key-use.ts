import { isOverheard } from '#core/analysis/2-consistency/passive.ts';
import { plainParts, type Design } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import { observationAt } from '#core/method/guidelines/design/observation.ts';
import type { Delivery } from '#core/analysis/1-execute/execute.ts';
import { allSubterms, reachableFrom, type Application, type Term } from '#core/terms/term.ts';
import { theory, type PrimitiveName } from '#core/terms/theory.ts';

/** A symmetric key put to use in a message, the first time that this term is sent. */
interface Use {
  readonly delivery: Delivery;
  readonly term: Application;
  readonly key: Term;
}

function usesByKey(design: Design): ReadonlyMap<Term, readonly Use[]> {
  const uses = new Map<Term, Use[]>();
  const seen = new Set<Term>();
  for (const delivery of design.run.deliveries) {
    for (const term of allSubterms(delivery.content)) {
      if (term.kind !== 'apply' || seen.has(term)) continue;
      seen.add(term);
      if (term.key === null || theory[term.primitive].key !== 'symmetric') continue;
      const found = uses.get(term.key) ?? [];
      found.push({ delivery, term, key: term.key });
      uses.set(term.key, found);
    }
  }
  return uses;
}

/**
 * One key is given to two primitives, encryption and a message authentication code for instance: what is safe of each
 * alone need not be safe of both together (section 6.2: a key is chosen for its purpose). Uses that a label of their own tells
 * apart are two purposes, as those of keys derived with it would be.
 */
export function keysWithTwoPrimitives(design: Design): readonly Observation[] {
  return [...usesByKey(design).values()].flatMap((uses) => {
    for (const [place, first] of uses.entries()) {
      const second = uses.slice(place + 1).find((each) => mayBeTaken(design, first, each));
      if (second === undefined) continue;
      const primitives: readonly PrimitiveName[] = [first.term.primitive, second.term.primitive];
      return [
        observation(design, second, { primitives: primitives.join(', '), other: first.delivery.step.name }),
      ];
    }
    return [];
  });
}

// Two primitives, and no label tells the one use of the key from the other.
function mayBeTaken(design: Design, one: Use, other: Use): boolean {
  if (one.term.primitive === other.term.primitive) return false;
  const [labels, others] = [labelsOf(design, one.term), labelsOf(design, other.term)];
  if (labels.size === 0 || others.size === 0) return true;
  return [...labels].some((label) => others.has(label));
}

// The constants that stand by themselves in what a key is used on.
function labelsOf(design: Design, { content, associated }: Application): ReadonlySet<string> {
  const parts = [content, ...(associated === null ? [] : [associated])].flatMap(plainParts);
  return new Set(
    parts.flatMap((part) => {
      const element = design.elementOf(part);
      return element?.kind === 'constant' ? [element.name] : [];
    }),
  );
}

/**
 * One key transfers other keys and also protects traffic: the more it is used, the more rests on it (sections 6.1 and
 * 6.2).
 */
export function keysForTransportAndTraffic(design: Design): readonly Observation[] {
  return [...usesByKey(design).values()].flatMap((uses) => {
    const exposed = uses.filter(({ delivery }) => isOverheard(delivery));
    const transport = exposed.find((use) => encrypts(use.term) && transports(design, use.term));
    const traffic = exposed.find((use) => encrypts(use.term) && carriesTraffic(design, use.term));
    if (transport === undefined || traffic === undefined) return [];
    return [observation(design, transport, { other: traffic.delivery.step.name })];
  });
}

/** Traffic is encrypted directly under a long-term key, which wears out (section 6.1, key wear). */
export function overusedKeys(design: Design): readonly Observation[] {
  return [...usesByKey(design)].flatMap(([key, uses]) => {
    if (!isLongTerm(design, key)) return [];
    const worn = uses.filter(
      ({ delivery, term }) => isOverheard(delivery) && encrypts(term) && carriesTraffic(design, term),
    );
    const [first] = worn;
    return first === undefined ? [] : [observation(design, first, { count: worn.length })];
  });
}

function observation(
  design: Design,
  { delivery, term, key }: Use,
  values: Observation['values'],
): Observation {
  return observationAt(design.run, delivery, term, {
    elements: design.material(key).map(({ name }) => name),
    values: { key: design.run.vocabulary.format(key), ...values },
  });
}

function encrypts({ primitive }: Application): boolean {
  return theory[primitive].opens === 'same-key';
}

function transports(design: Design, { content }: Application): boolean {
  return plainParts(content).some((part) => {
    const kind = design.elementOf(part)?.kind;
    return kind === 'symmetric-key' || kind === 'key-pair';
  });
}

// Data, or a ciphertext with data that is forwarded.
function carriesTraffic(design: Design, { content }: Application): boolean {
  const reached = reachableFrom(content, (part) => {
    if (part.kind === 'tuple') return part.parts;
    return part.kind === 'apply' && encrypts(part) ? [part.content] : [];
  });
  return [...reached].some(
    (part) => part.kind !== 'tuple' && part.kind !== 'apply' && design.elementOf(part)?.kind === 'data',
  );
}

// A derived key is what its declaration says; one without a name is as lasting as what it is made of.
function isLongTerm(design: Design, key: Term): boolean {
  const named = design.elementOf(key);
  if (named !== undefined) return named.lifetime === 'long-term';
  return design
    .material(key)
    .every(({ kind, lifetime }) => kind === 'constant' || (lifetime === 'long-term' && kind !== 'counter'));
}
