import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { root } from '../places.ts';

const file = join(root, 'resources', 'sample', 'ams-dossier.json');
const example = dossierSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** The dossier of the worked example with something in the sections that it leaves empty, and a source with a file. */
export const filledDossier: Dossier = {
  ...example,
  sources: example.sources.map((source, index) => ({
    ...source,
    owner: 'Fjellmåler',
    file:
      index === 0
        ? {
            sha256: '3b1f'.repeat(16),
            name: 'ams-design-note.pdf',
            mediaType: 'application/pdf',
            bytes: 81_234,
          }
        : null,
  })),
  confirmations: [
    {
      id: 'phases-modelled',
      status: 'partly',
      reason: 'Decommissioning is a phase of its own, and is not modelled.',
      proposed: { status: 'done', missing: [] },
    },
  ],
  effort: [
    { id: 'e1', activity: 'modelling', day: '2026-01-13', minutes: 465, note: 'The three phases' },
    { id: 'e2', activity: 'threat-analysis', day: '2026-01-20', minutes: 120, note: '' },
  ],
};
