/**
 * The assumptions of every analysis of Segl, whatever the project says. Each has its sentence in the message catalogue,
 * under `scope.given.<name>`.
 */
export const generalAssumptions = [
  'ideal-primitives',
  'generic-instances',
  'honest-holders',
  'dishonest-instances',
  'one-entity-per-agent',
  'phases-before-adversary',
  'repeated-phases',
  'received-secrets',
  'timestamps',
  'guessing',
  'no-denial-of-service',
] as const;
