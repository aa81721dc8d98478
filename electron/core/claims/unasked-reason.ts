/**
 * Why something that a model states got no question about an active adversary.
 *
 * - `public`: it is about a constant, which everybody knows.
 * - `nobody-ticked`: the tick names nobody from whose view it could be asked.
 * - `never-held`: nobody whom it names ever holds the element.
 * - `never-held-there`, `absent-there`: one of those ticked never holds the element, or does not act while it holds it and an
 *   adversary is there; the others are asked.
 * - `never-received`: nobody takes the element over from somebody else; or the claimant receives nothing.
 * - `adversary-absent`: all that it is about happens while no adversary is there.
 * - `passive-there`: of an adversary who only listens nothing but secrecy is asked.
 * - `not-followed`: the analysis lost sight of the element, or of the claim: a limit of the program.
 * - `not-refined`: no tick and no claim refines the requirement.
 * - `not-fitting`: some refine it, and none asks for what its kind demands.
 * - `out-of-scope`: availability, which no analysis here is about (the paper, Table 2).
 */
export const unaskedReasons = [
  'public',
  'nobody-ticked',
  'never-held',
  'never-held-there',
  'absent-there',
  'never-received',
  'adversary-absent',
  'passive-there',
  'not-followed',
  'not-refined',
  'not-fitting',
  'out-of-scope',
] as const;

export type UnaskedReason = (typeof unaskedReasons)[number];
