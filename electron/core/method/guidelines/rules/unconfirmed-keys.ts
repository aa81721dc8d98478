import type { Design } from '#core/method/guidelines/design/design.ts';
import type { Observation } from '#core/method/guidelines/design/finding.ts';
import type { Element, Step } from '#core/language/model.ts';
import type { Term } from '#core/terms/term.ts';

/**
 * A session key is established, and one of those who share it never sees that the other has it (section 6.1, key
 * confirmation). Who got the key from the other knows that the other has it.
 */
export function unconfirmedKeys(design: Design): readonly Observation[] {
  const seen = whatIsVerified(design);
  return design.model.elements.flatMap((element) => {
    const beginning = establishment(design, element);
    if (beginning === null) return [];
    const key = design.run.vocabulary.secret(element);
    const ends = element.holders.filter((entity) => design.knowledgeOf(entity).facts.has(key));
    const unsure = ends.filter((entity) =>
      ends.some((other) => other !== entity && !isConfirmed(design, seen.get(entity), element, other)),
    );
    if (unsure.length === 0) return [];
    const { name } = element;
    return [
      {
        span: beginning.span,
        message: null,
        elements: [name],
        entities: unsure,
        values: { key: name, entities: unsure.join(', ') },
      },
    ];
  });
}

// Where a session key is made or derived while an adversary is there; null for any other element.
function establishment(design: Design, { name, kind, lifetime }: Element): Step | null {
  if (kind !== 'symmetric-key' || lifetime !== 'session') return null;
  const steps = design.model.phases
    .filter(({ adversaryPresent }) => adversaryPresent)
    .flatMap((phase) => phase.steps);
  return steps.find((step) => begins(step, name)) ?? null;
}

function begins(step: Step, name: string): boolean {
  if (step.kind === 'make') return step.elements.includes(name);
  return step.kind === 'derive' && step.element === name;
}

/** From whom an entity verified something: under whose protection which terms stand, and with which keys' parts. */
interface Verified {
  readonly covered: Map<Term, Set<string>>;
  readonly material: Map<Element, Set<string>>;
}

// By the entity that verifies, so that no key looks at every message.
function whatIsVerified(design: Design): ReadonlyMap<string, Verified> {
  const seen = new Map<string, Verified>();
  for (const reception of design.receptions) {
    const { verified, receiver, origin, term } = reception;
    if (!verified) continue;
    const one = seen.get(receiver) ?? { covered: new Map<Term, Set<string>>(), material: new Map() };
    seen.set(receiver, one);
    for (const each of design.coveredBy(reception)) note(one.covered, each, origin);
    for (const each of term.key === null ? [] : design.material(term.key)) note(one.material, each, origin);
  }
  return seen;
}

function note<Key>(origins: Map<Key, Set<string>>, key: Key, origin: string): void {
  origins.set(key, (origins.get(key) ?? new Set()).add(origin));
}

function isConfirmed(design: Design, seen: Verified | undefined, element: Element, other: string): boolean {
  if (seen === undefined) return false;
  const covered = seen.covered.get(design.run.vocabulary.secret(element));
  // Whoever made the key has it.
  const made = design.run.makers.get(element.name) === other;
  if (covered !== undefined && (made || covered.has(other))) return true;
  return seen.material.get(element)?.has(other) === true;
}
