import type { ScopeStatement } from '#core/dossier/scope.ts';

/**
 * Statements to begin with, as the paper confines its own analysis (sections 2.1 and 4). Their words are in the message
 * catalogue, under `scope.example.<name>` and `scope.example.<name>.reason`.
 */
export const scopeExamples = [
  { name: 'data-in-transmission', subject: 'part', inside: true },
  { name: 'home-network', subject: 'part', inside: false },
  { name: 'implementation', subject: 'part', inside: false },
  { name: 'owner-systems', subject: 'entity', inside: false },
  { name: 'meter-channel', subject: 'channel', inside: true },
  { name: 'active-outsider', subject: 'adversary', inside: true },
  { name: 'denial-of-service', subject: 'adversary', inside: false },
  { name: 'factory', subject: 'assumption', inside: true },
] as const satisfies readonly (Pick<ScopeStatement, 'subject' | 'inside'> & { readonly name: string })[];
