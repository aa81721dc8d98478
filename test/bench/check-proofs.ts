import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { problemsOf } from '#core/analysis/pipeline/problems.ts';
import { verify } from '#core/analysis/6-decide/verify.ts';
import { largest } from '#core/largest.ts';
import { CertificateChecker } from '#core/kernel/proof/check.ts';

/** How large the proofs of a model are, and the processor time of the checker for them and of the prover for all answers, in ms. */
export interface CheckedProofs {
  readonly proofs: number;
  /** Of the largest set that proofs share: the rest takes little. */
  readonly clauses: number;
  readonly time: number;
  readonly proving: number;
}

/** Proves what is asked of a model, and checks the proofs. */
export function checkProofsOf(text: string): CheckedProofs {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('the model is executable');
  let [proofs, clauses, time, proving] = [0, 0, 0, 0];
  for (const { protocol } of problemsOf(executable.model, executable.run)) {
    const start = processorTime();
    const verdicts = verify(protocol, {
      clauses: 100_000,
      cancelled: () => false,
      progress: () => undefined,
    });
    proving += processorTime() - start;
    const certificates = verdicts.flatMap(({ answer }) =>
      answer.kind === 'holds' ? [answer.certificate] : [],
    );
    const checker = new CertificateChecker(protocol);
    const begun = processorTime();
    for (const certificate of certificates) {
      for (const { verdict } of checker.check(certificate).values())
        if (verdict !== 'accepted') throw new Error('every proof is accepted');
    }
    time += processorTime() - begun;
    proofs += certificates.length;
    clauses = largest(
      certificates.map((each) => each.clauses.length),
      clauses,
    );
  }
  return { proofs, clauses, time, proving };
}

function processorTime(): number {
  return process.cpuUsage().user / 1000;
}
