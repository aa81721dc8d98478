import type { Site } from './growth.ts';
import type { SearchTerms } from './search-terms.ts';
import type { Semibundle } from './semibundle.ts';

/** How many runs a semibundle may have: of each role, and in all. */
export class RunQuota {
  readonly runs: number;
  readonly total: number;
  readonly #sessions: boolean;
  #exceeded = false;

  /** `sessions`: every run belongs to one of as many sessions as a role may have runs, each to another of its role. */
  constructor(runs: number, total: number, sessions: boolean) {
    this.runs = runs;
    this.total = total;
    this.#sessions = sessions;
  }

  /** Whether more runs in all would have been needed for something. */
  get exceeded(): boolean {
    return this.#exceeded;
  }

  /** Notes that more runs in all would have been needed. */
  exceed(): void {
    this.#exceeded = true;
  }

  /** Whether messages that the adversary does not deliver stay within their session. */
  get sessions(): boolean {
    return this.#sessions;
  }

  /** Whether a site's run may be used; what is refused is noted. */
  admits({ tooMany }: Site): boolean {
    if (tooMany) this.#exceeded = true;
    return !tooMany;
  }

  /** The runs that a message may come from: those that are there, first, and new ones. */
  sites({ runs }: Semibundle, terms: SearchTerms): readonly Site[] {
    const found = runs.map(({ strand, session }, run): Site => ({
      run,
      strand,
      session,
      isNew: false,
      tooMany: false,
    }));
    const tooMany = runs.length >= this.total;
    const run = runs.length;
    for (const [role, script] of terms.protocol.roles.entries()) {
      const own = runs.filter(({ strand }) => strand.role === script);
      // Beyond the search's own number nothing within it is left out.
      if (own.length >= Math.min(this.runs, script.runs ?? this.runs)) continue;
      const taken = own.map((each) => each.session);
      for (const session of this.#sessionsBeside(taken)) {
        found.push({ run, strand: terms.strand(run, role), session, isNew: true, tooMany });
      }
    }
    return found;
  }

  #sessionsBeside(taken: readonly number[]): readonly number[] {
    if (!this.#sessions) return [0];
    return Array.from({ length: this.runs }, (_, session) => session).filter((each) => !taken.includes(each));
  }
}
