import { z } from 'zod';
import type { Connection } from '#vault/database/database.ts';

// The sections as they stood then, in the order in which a dossier is kept from now on.
const sections = [
  'scope',
  'statements',
  'sources',
  'threats',
  'riskPolicy',
  'assessments',
  'treatments',
  'confirmations',
  'effort',
  'owners',
  'releasedItems',
];

const stepRow = z.object({ sequence: z.int(), created_at: z.string() });
const changeRow = z.object({ section: z.string(), entry: z.string(), content: z.string().nullable() });

/** The changes of a dossier that were made at once. */
export interface DossierStep {
  readonly createdAt: string;
  readonly first: number;
  readonly last: number;
}

/** Every step of a dossier, the oldest first. */
export function dossierSteps(connection: Connection): readonly DossierStep[] {
  const steps: DossierStep[] = [];
  for (const found of connection
    .prepare('SELECT sequence, created_at FROM dossier_change ORDER BY sequence')
    .all()) {
    const { sequence, created_at } = stepRow.parse(found);
    const before = steps.at(-1);
    if (before?.createdAt === created_at) steps[steps.length - 1] = { ...before, last: sequence };
    else steps.push({ createdAt: created_at, first: sequence, last: sequence });
  }
  return steps;
}

/** Entries by section and identifier, in the order in which they first appeared; null for one that was taken away. */
export type EarlierDossier = Map<string, { readonly section: string; readonly content: string | null }>;

/** Takes the changes of a step over into a dossier. */
export function takeStep(
  connection: Connection,
  dossier: EarlierDossier,
  { first, last }: DossierStep,
): void {
  const changes = connection
    .prepare(
      'SELECT section, entry, content FROM dossier_change WHERE sequence BETWEEN ? AND ? ORDER BY sequence',
    )
    .all(first, last);
  for (const found of changes) {
    const { section, entry, content } = changeRow.parse(found);
    dossier.set(JSON.stringify([section, entry]), { section, content });
  }
}

/** The entries of a dossier as they are kept from now on: each with its section, as JSON. */
export function entriesToPieces(dossier: EarlierDossier): readonly string[] {
  const place = (section: string): number => {
    const found = sections.indexOf(section);
    return found === -1 ? sections.length : found;
  };
  return [...dossier.values()]
    .toSorted((left, right) => place(left.section) - place(right.section))
    .flatMap(({ section, content }) => (content === null ? [] : [`[${JSON.stringify(section)},${content}]`]));
}
