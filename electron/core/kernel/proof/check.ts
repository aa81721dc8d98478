import type { Certificate } from './certificate.ts';
import { ClauseSet } from './clause-set.ts';
import { refuse, type Checked, type Judgement, type Refused } from './judgement.ts';
import { Stopped, Work } from './work.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/** How much a check may cost, and how it is told to stop. */
export interface CheckLimits {
  /** Units of work: terms looked at. */
  readonly work?: number;
  /** Asked every now and then; true ends the check, which refuses then. */
  readonly cancelled?: () => boolean;
}

/** About half a minute. */
const usualWork = 300_000_000;

/** Judges one proof, see {@link CertificateChecker}. */
export function checkCertificate(
  protocol: Protocol,
  certificate: Certificate,
  limits: CheckLimits = {},
): Checked {
  return new CertificateChecker(protocol, limits).check(certificate);
}

/**
 * Judges proofs of queries of a protocol: whether the clauses of a certificate cover everything that can happen, and whether what
 * the queries lead to satisfies them. It makes the rules of the protocol itself, and takes nothing that a certificate says for
 * granted (resources/docs/proofs.md has the argument). Of certificates that share their view and their clauses, these are looked
 * at once. Never throws: whatever is wrong is a refusal of the query.
 */
export class CertificateChecker {
  readonly #protocol: Protocol;
  readonly #work: Work;
  readonly #found = new WeakMap<
    Certificate['clauses'],
    { readonly view: Certificate['view']; readonly found: ClauseSet | Refused }
  >();

  constructor(protocol: Protocol, { work = usualWork, cancelled = () => false }: CheckLimits = {}) {
    this.#protocol = protocol;
    this.#work = new Work(work, cancelled);
  }

  /** What is said of each query that a certificate names. */
  check(certificate: Certificate): Checked {
    const found = this.#closed(certificate);
    const judge = (name: string): Judgement =>
      found instanceof ClauseSet
        ? this.#limited(() => found.query(name, certificate.goals.get(name)))
        : found;
    return new Map(certificate.queries.map((name) => [name, judge(name)] as const));
  }

  #closed({ view, clauses }: Certificate): ClauseSet | Refused {
    const known = this.#found.get(clauses);
    if (known?.view === view) return known.found;
    const found = this.#limited(() => {
      const set = ClauseSet.read(this.#protocol, { view, clauses }, this.#work);
      return set instanceof ClauseSet ? (set.gap() ?? set) : set;
    });
    this.#found.set(clauses, { view, found });
    return found;
  }

  // For the clauses, and for each query, so much work may be done.
  #limited<Found>(look: () => Found): Found | Refused {
    this.#work.renew();
    try {
      return look();
    } catch (error) {
      if (error instanceof Stopped) return refuse(error.reason);
      // Terms that are deeper than the stack: what is put in for variables may grow.
      if (error instanceof RangeError) return refuse('clause-too-deep');
      throw error;
    }
  }
}
