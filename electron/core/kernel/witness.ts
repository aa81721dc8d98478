import { honestTrace } from './honest-trace.ts';
import { replay, type Execution } from './execution.ts';
import { violates } from './violation.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';
import type { Trace } from '#core/protocol/trace.ts';

/**
 * The honest trace of a protocol as a witness: a query that "holds" says something only where the events that it
 * starts from can happen, and where nothing goes wrong as long as nobody attacks. Made by the replay, without the
 * prover and the search.
 */
export class Witness {
  readonly #trace: Trace;
  readonly #execution: Execution | null;
  readonly #happened: ReadonlySet<string>;

  /** Told by `cancelled` to stop, it witnesses no more than it has come to. */
  constructor(protocol: Protocol, cancelled?: () => boolean) {
    this.#trace = honestTrace(protocol, cancelled);
    const execution = replay(protocol, this.#trace);
    this.#execution = 'code' in execution ? null : execution;
    const occurrences = this.#execution?.occurrences ?? [];
    this.#happened = new Set(occurrences.flatMap(({ event, counts }) => (counts ? [event] : [])));
  }

  /** True when the honest trace comes to the events that a query starts from. What never happens needs none. */
  reaches(query: Query): boolean {
    return startingEvents(query).every((event) => this.#happened.has(event));
  }

  /** The honest trace where it violates the query by itself, else null. */
  violation(query: Query): Trace | null {
    return this.#execution !== null && violates(this.#execution, query) ? this.#trace : null;
  }
}

/**
 * The events that a query starts from. Written once more, apart from the prover: what judges an answer rests on nothing of
 * what gave it.
 */
export function startingEvents(query: Query): readonly string[] {
  switch (query.kind) {
    case 'correspondence':
      return [query.end.event];
    case 'equal':
      return [query.left, query.right];
    case 'secrecy':
    case 'unique':
    case 'fresh':
      return [query.event];
    case 'unreachable':
      return [];
  }
}
