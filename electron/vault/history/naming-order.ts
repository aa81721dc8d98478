import type { AuditEvent } from '#vault/repositories/audit-event.ts';

/** In which of two copies of a project a state was named last, or its name taken away; `neither` where both did, or none. */
export type LaterNaming = 'own' | 'foreign' | 'neither';

/**
 * Tells which of two copies knows more of the naming of a state. Every naming is a line of the log, and logs are united: a
 * copy that has every such line of the other one, and more, was named in knowledge of the other's name.
 */
export class NamingOrder {
  readonly #own: Namings;
  readonly #foreign: Namings;

  constructor(own: readonly AuditEvent[], foreign: readonly AuditEvent[]) {
    this.#own = namingsIn(own);
    this.#foreign = namingsIn(foreign);
  }

  /** Where the state with this identifier was named last. */
  laterOf(state: string): LaterNaming {
    const [own, foreign] = [namingsOf(this.#own, state), namingsOf(this.#foreign, state)];
    const [ownHasAll, foreignHasAll] = [hasAll(own, foreign), hasAll(foreign, own)];
    if (ownHasAll === foreignHasAll) return 'neither';
    return ownHasAll ? 'own' : 'foreign';
  }
}

/** The lines of a log that name each state. */
type Namings = ReadonlyMap<string, ReadonlySet<string>>;

const none: ReadonlySet<string> = new Set();

function hasAll(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...other].every((each) => one.has(each));
}

function namingsOf(namings: Namings, state: string): ReadonlySet<string> {
  return namings.get(state) ?? none;
}

function namingsIn(events: readonly AuditEvent[]): Namings {
  const namings = new Map<string, Set<string>>();
  for (const { id, kind, state } of events) {
    if (kind !== 'named' || state === null) continue;
    const known = namings.get(state) ?? new Set();
    namings.set(state, known.add(id));
  }
  return namings;
}
