/** Kinds of cryptographic element (the paper, section 2.2). */
export const elementKinds = [
  'symmetric-key',
  'key-pair',
  'counter',
  'nonce',
  'timestamp',
  'data',
  'constant',
] as const;

export type ElementKind = (typeof elementKinds)[number];

/** Tells whether a text names a kind of element. */
export function isElementKind(text: string): text is ElementKind {
  return elementKinds.some((kind) => kind === text);
}

/**
 * The protection that a channel gives by itself. `public`: the adversary reads and writes. `authentic`: it reads.
 * `confidential`: it writes. `secure`: neither.
 */
export const channelTrusts = ['public', 'authentic', 'confidential', 'secure'] as const;

export type ChannelTrust = (typeof channelTrusts)[number];

/**
 * Kinds of high-level requirement (the paper, sections 2 and 4.3). `availability` can be recorded; denial of
 * service is outside every analysis (Table 2).
 */
export const requirementKinds = [
  'confidentiality',
  'integrity',
  'data-origin-authentication',
  'entity-authentication',
  'forward-secrecy',
  'replay-protection',
  'key-freshness',
  'key-confirmation',
  'availability',
] as const;

export type RequirementKind = (typeof requirementKinds)[number];

/** Levels of authentication, each implying those before it (Lowe 1997). */
export const authenticationLevels = [
  'aliveness',
  'weak-agreement',
  'agreement',
  'injective-agreement',
] as const;

export type AuthenticationLevel = (typeof authenticationLevels)[number];

export type Lifetime = 'long-term' | 'session';

export type Entropy = 'high' | 'low';

/** Kinds of claim, which are the words that begin them. */
export const claimKinds = ['authentication', 'forward-secrecy', 'key-freshness', 'key-confirmation'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/**
 * Kinds of question, each asked by one kind of statement: a tick of the requirement table, or a claim.
 *
 * For ticks:
 * - `secrecy`: what an entity holds as the element stays unknown to the adversary.
 * - `agreement`: what a receiver takes for the element is what its originator wrote, for it.
 * - `injective-agreement`: and each is taken no more often than written.
 *
 * For claims (Lowe, "A hierarchy of authentication specifications", 1997), when the entity has finished its part of
 * the phase, apparently with the originator:
 * - `aliveness`: the originator has run the protocol.
 * - `weak-agreement`: it has, with the entity.
 * - `entity-agreement`: it has, with the entity, and had the same values for the elements agreed on.
 * - `injective-entity-agreement`: and each such run of the entity has one of its own.
 * - `key-confirmation`: the originator has the same key.
 * - `key-freshness`: a key that the entity accepted was newly made by somebody.
 * - `key-uniqueness`: the entity never accepted the key before.
 * - `forward-secrecy`: what the entity held stays secret when every long-term key leaks after the last phase.
 */
export const questionKinds = [
  'secrecy',
  'agreement',
  'injective-agreement',
  'aliveness',
  'weak-agreement',
  'entity-agreement',
  'injective-entity-agreement',
  'key-confirmation',
  'key-freshness',
  'key-uniqueness',
  'forward-secrecy',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Kinds of capability that an attack model gives to the adversary. */
export const capabilityKinds = ['compromise', 'leak', 'flaw', 'channel'] as const;
export type CapabilityKind = (typeof capabilityKinds)[number];
