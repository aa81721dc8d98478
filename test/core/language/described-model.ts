/** A model in which every kind of name stands. */
export const model = `protocol P
entity MET "Smart meter"
entity HES "Head-end system" source "Design note" "1"
// K is the traffic key of MET
key K "Traffic key of MET" shared by MET, HES session
key pair HK of HES known to MET
counter to of MET
data READING of MET
requirement R1 integrity "Readings arrive as they were written" owner "Grid company"
phase operations {
  channel MET, HES authentic
  MET advances to
  message o1 "Reading" MET -> HES: aead[K](READING, to ; MET, pk(HK))
  HES checks to
  HES skips aead
}
confidentiality K: MET, HES refines R1
authentication MET to HES: agreement on READING in operations
attack lost {
  channel MET, HES public
  leak K, sk(HK) from operations
}
`;

/** The offset of the nth place where a word stands. */
export function placeOf(word: string, nth = 0): number {
  const places = [...model.matchAll(new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'g'))];
  return places[nth]?.index ?? -1;
}
