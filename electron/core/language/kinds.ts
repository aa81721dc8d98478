
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
 * What a channel gives by itself. `public`: the adversary reads and writes. `authentic`: it reads.
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
