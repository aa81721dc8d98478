import { CertificateChecker } from '#core/kernel/proof/check.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import type { LeftOpen, ProofRefusal } from '#core/kernel/proof/judgement.ts';
import type { Protocol } from '#core/protocol/protocol.ts';

/**
 * What is known of a proof that was looked at.
 *
 * - `checked`: it is one. - `partial`: of a part of the query. - `refused`: it is none, which is a fault of the program.
 * - `unchecked`: looking at it took more work than it may, or was stopped.
 */
export type ProofVerdict =
  | { readonly kind: 'checked' }
  | { readonly kind: 'partial'; readonly open: readonly LeftOpen[] }
  | { readonly kind: 'refused'; readonly code: ProofRefusal }
  | { readonly kind: 'unchecked'; readonly reason: 'limit' | 'cancelled' };

/** The one place where proofs are looked at: nothing of a protocol holds for any number of runs unless it says so. */
export class ProofJudge {
  readonly #checker: CertificateChecker;

  constructor(protocol: Protocol, cancelled: () => boolean) {
    this.#checker = new CertificateChecker(protocol, { cancelled });
  }

  /** Looks at what a certificate says of a query. */
  judge(query: string, certificate: Certificate): ProofVerdict {
    const judgement = this.#checker.check(certificate).get(query);
    switch (judgement?.verdict) {
      case 'accepted':
        return { kind: 'checked' };
      case 'partial':
        return { kind: 'partial', open: judgement.open };
      case 'refused':
        return refusal(judgement.code);
      case undefined:
        return { kind: 'refused', code: 'query-unknown' };
    }
  }
}

// What is too large or too deep was not looked at to its end: nothing is wrong with it.
function refusal(code: ProofRefusal): ProofVerdict {
  if (code === 'budget' || code === 'clause-too-deep' || code === 'clause-too-large')
    return { kind: 'unchecked', reason: 'limit' };
  return code === 'cancelled' ? { kind: 'unchecked', reason: code } : { kind: 'refused', code };
}
