import { weakening, type Weakening } from './weakening.ts';
import { grouped } from '#core/grouped.ts';
import type { Model } from '#core/language/model.ts';

/** What entities of a later model erase that they kept, or kept longer: it can no longer be lost with them. */
export function erasures(earlier: Model, later: Model): readonly Weakening[] {
  const before = grouped(erasuresIn(earlier, earlier, later), keyOf);
  const known = new Set([...earlier.elements, ...earlier.entities].map(({ name }) => name));
  return [...grouped(erasuresIn(later, earlier, later), keyOf)].flatMap(
    ([key, now]): readonly Weakening[] => {
      const was = before.get(key) ?? [];
      const [first] = now;
      if (first === undefined || !known.has(first.element) || !known.has(first.entity)) return [];
      const sooner = now.some((each, index) => isSooner(each, was[index]));
      return sooner ? [weakening('erased', [first.element], first.entity, null)] : [];
    },
  );
}

interface Erasure {
  readonly entity: string;
  readonly element: string;
  /** The place of the phase in the later model, and how many messages of both models stand before it there. */
  readonly place: readonly [number, number];
}

function keyOf({ entity, element }: Erasure): string {
  return JSON.stringify([entity, element]);
}

function isSooner({ place: [phase, messages] }: Erasure, than: Erasure | undefined): boolean {
  if (than === undefined) return true;
  const [otherPhase, otherMessages] = than.place;
  return phase < otherPhase || (phase === otherPhase && messages < otherMessages);
}

// Of one entity and element in the order of the text.
function erasuresIn(model: Model, earlier: Model, later: Model): readonly Erasure[] {
  const both = inBoth(earlier, later);
  return model.phases.flatMap(({ name, steps }) => {
    const place = later.phases.findIndex((phase) => phase.name === name);
    // A phase that is gone is as late as can be.
    const phase = place < 0 ? later.phases.length : place;
    let messages = 0;
    return steps.flatMap((step): readonly Erasure[] => {
      if (step.kind === 'message' && both.has(step.name)) messages += 1;
      if (step.kind !== 'erase') return [];
      const at = [phase, messages] as const;
      return step.entities.flatMap((entity) =>
        step.elements.map((element): Erasure => ({ entity, element, place: at })),
      );
    });
  });
}

function inBoth(earlier: Model, later: Model): ReadonlySet<string> {
  const names = ({ phases }: Model): readonly string[] =>
    phases.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'message' ? [step.name] : [])));
  const now = new Set(names(later));
  return new Set(names(earlier).filter((name) => now.has(name)));
}
