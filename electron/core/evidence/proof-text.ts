import { proofFile } from './proof-file.ts';
import type { Certificate } from '#core/kernel/proof/certificate.ts';

/** A file of proofs as it is written: its text in UTF-8 is what its hash is about. */
export interface ProofText {
  readonly text: string;
  /** How many clauses there are, and how many different terms in all of them. */
  readonly clauses: number;
  readonly terms: number;
}

/** Writes proofs that share their clauses as the text of a file. Throws a `RangeError` as `proofFile` does. */
export function proofText(certificates: readonly Certificate[]): ProofText {
  const file = proofFile(certificates);
  const goals = file.goals.reduce((sum, { clauses }) => sum + clauses.length, 0);
  return {
    text: asText(file),
    clauses: file.clauses.length + goals,
    terms: file.terms.length,
  };
}

/** The text of a file of evidence with this in it. */
export function asText(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** Things in their order, put together where their proofs share a file, each certificate once. */
export function byFile<Thing>(
  things: readonly Thing[],
  certificateOf: (thing: Thing) => Certificate | null,
): readonly { readonly things: readonly Thing[]; readonly certificates: readonly Certificate[] }[] {
  const groups = new Map<Certificate['clauses'], { things: Thing[]; certificates: Set<Certificate> }>();
  for (const thing of things) {
    const certificate = certificateOf(thing);
    if (certificate === null) continue;
    const group = groups.get(certificate.clauses) ?? { things: [], certificates: new Set() };
    groups.set(certificate.clauses, group);
    group.things.push(thing);
    group.certificates.add(certificate);
  }
  return [...groups.values()].map(({ things: those, certificates }) => ({
    things: those,
    certificates: [...certificates],
  }));
}
