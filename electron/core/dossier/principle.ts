/**
 * Principles behind security measures, as a closed list: all that a public report can say of them (the paper, section
 * 3.3, item vii).
 */
export const principles = [
  'end-to-end-protection',
  'hop-by-hop-protection',
  'authenticated-encryption',
  'message-authentication-codes',
  'digital-signatures',
  'public-key-encryption',
  'key-agreement',
  'key-transport',
  'key-derivation',
  'key-hierarchy',
  'key-separation',
  'key-renewal',
  'key-confirmation',
  'key-erasure',
  'counters-against-replay',
  'nonces-against-replay',
  'timestamps-against-replay',
  'identities-in-messages',
  'pre-shared-keys',
  'trusted-production',
  'manual-procedures',
] as const;
export type Principle = (typeof principles)[number];
