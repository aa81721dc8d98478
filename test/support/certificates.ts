import type { Certificate } from '#core/kernel/proof/certificate.ts';

/** A certificate that proves nothing, for what only hands it on. */
export const emptyCertificate: Certificate = {
  queries: [],
  view: {
    epochs: 1,
    lastPhase: 0,
    dishonest: [],
    roles: new Map(),
    fresh: new Map(),
    labels: new Map(),
  },
  clauses: [],
  goals: new Map(),
};
