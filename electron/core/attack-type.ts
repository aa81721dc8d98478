/**
 * The types of attack of the paper's Table 2 and their refinements, the more specific before the more general.
 * A violation can have several; each is computed from the replayed trace (see `classify.ts`).
 *
 * - `key-compromise-impersonation`: authentication fails at an entity because a single secret of that
 *   entity's own, and nothing else, came to the adversary before (the paper, section 4.2).
 * - `key-compromise`: the attack needs a secret that the attack model, or the question of forward secrecy, gives
 *   to the adversary.
 * - `guessing`: the attack needs a value of low entropy to be tried out offline.
 * - `man-in-the-middle`: two honest runs that are not each other's partners get each other's content from the
 *   adversary, in both directions, at least once in a message that it made.
 * - `type-flaw`: inside something that honest runs protected, a value is taken for one of another shape.
 * - `reflection`: a message, or a protected part of one, comes back to the entity that sent it.
 * - `preplay`: an answer is obtained before the question is asked, and delivered after.
 * - `replay`: a message, or a protected part of one, that was recorded comes to a receiver, into a run or in a place that it is
 *   not for: it had arrived before, or it is older than the run that takes it.
 * - `interleaving`: the same of one that is new: what belongs to one session goes to another while both are going on.
 * - `modification`: a message that an honest run sent arrives with a part of it changed.
 * - `spoofing`: a message arrives in the name of an honest agent that did not send it, nor anything that was
 *   kept in it (masquerade).
 * - `insider`: the attack needs a dishonest agent that takes part.
 * - `eavesdropping`: a secret is lost although every message arrived as it was sent and meant.
 *
 * Denial of service is out of scope, as in Table 2.
 */
export const attackTypes = [
  'key-compromise-impersonation',
  'key-compromise',
  'guessing',
  'man-in-the-middle',
  'type-flaw',
  'reflection',
  'preplay',
  'replay',
  'interleaving',
  'modification',
  'spoofing',
  'insider',
  'eavesdropping',
] as const;
export type AttackType = (typeof attackTypes)[number];

/** The security goals that a threat can breach (the paper, Table 2). */
export const breaches = ['confidentiality', 'integrity', 'authentication'] as const;

export type Breach = (typeof breaches)[number];
