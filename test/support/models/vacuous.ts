/**
 * B accepts its order in the factory alone, and gets it once more later: nobody comes to what the integrity is about. Nobody
 * ever uses SPARE, and B never has PROOF.
 */
export const vacuousText = `protocol P "Orders"
entity A
entity B
key K shared by A, B long-term
data ORDER of A
data PROOF of A
data SPARE of A
requirement R1 integrity "An order is as it was written"
phase factory channel secure adversary absent {
  message f A -> B: ORDER
  B accepts ORDER
  B erases ORDER
}
phase run {
  message m A -> B: aead[K](ORDER, hash(PROOF) ; A, B)
}
confidentiality ORDER: A, B
integrity ORDER: A refines R1
confidentiality PROOF: A, B
confidentiality SPARE: A, B
`;

/** Anybody can encrypt for B, so that B takes a value of the adversary for what A sends. */
export const plantedText = `protocol P "Orders"
entity A
entity B
key pair KB of B known to A long-term
data ORDER of A
phase run {
  message m A -> B: penc[pk(KB)](ORDER)
}
confidentiality ORDER: A, B
`;
