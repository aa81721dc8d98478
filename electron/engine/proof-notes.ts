import type { ActiveProgress } from '#core/analysis/pipeline/active-options.ts';
import type { ProofNote } from '#core/analysis/record/verdict.ts';
import { byFile, proofText } from '#core/evidence/proof-text.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';
import { textHash } from '#engine/text-hash.ts';

/** What identifies the file that has the proofs of some questions, which are numbered as in the news. */
export interface IdentifiedProofs {
  readonly questions: readonly number[];
  readonly proof: ProofNote;
}

/** Notes proofs that were accepted, and what identifies their files, so that nobody has to keep the proofs. */
export class ProofNotes {
  #noted: { readonly question: number; readonly certificate: Certificate }[] = [];

  /** Notes what comes with a piece of news. */
  note(news: ActiveProgress): void {
    if (news.kind === 'checked' && news.verdict.answer === 'holds')
      this.#noted.push({ question: news.question, certificate: news.certificate });
  }

  /** What identifies the proofs that were noted, which are forgotten then: the files that `segl verify --evidence` writes. */
  take(): readonly IdentifiedProofs[] {
    // As in the folder, where answers stand in the order of their questions.
    const noted = this.#noted.toSorted((left, right) => left.question - right.question);
    this.#noted = [];
    return byFile(noted, ({ certificate }) => certificate).map(({ things, certificates }) => {
      const { text, clauses, terms } = proofText(certificates);
      return {
        questions: things.map(({ question }) => question),
        proof: { clauses, terms, sha256: textHash(text) },
      };
    });
  }
}
