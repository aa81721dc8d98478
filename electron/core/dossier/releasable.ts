/** The roles of entities in general terms, as a closed list. */
export const genericRoles = [
  'key-production',
  'head-end-system',
  'concentrator',
  'meter',
  'device',
  'gateway',
  'server',
  'client',
  'certificate-authority',
  'operator-terminal',
] as const;
export type GenericRole = (typeof genericRoles)[number];

/** The phases of a system's life in general terms, as a closed list. */
export const genericPhases = [
  'production',
  'deployment',
  'operations',
  'maintenance',
  'decommissioning',
] as const;
export type GenericPhase = (typeof genericPhases)[number];

/** The kinds of system that a protocol can belong to, as a closed list. */
export const systemDomains = [
  'smart-metering',
  'energy-supply',
  'industrial-control',
  'building-automation',
  'transport',
  'health',
  'payment',
  'telecommunications',
  'public-administration',
] as const;
export type SystemDomain = (typeof systemDomains)[number];

/** Something beyond the aggregates that a public report can say when somebody released it: closed words only. */
export type Releasable =
  | { readonly kind: 'entity-role'; readonly role: GenericRole }
  | { readonly kind: 'phase-kind'; readonly phase: GenericPhase }
  | { readonly kind: 'system-domain'; readonly domain: SystemDomain };
