import { z } from 'zod';
import {
  questionKinds,
  type AuthenticationLevel,
  type ClaimKind,
  type QuestionKind,
} from '#core/language/kinds.ts';
import { statementLine, tickKey } from '#core/claims/statement.ts';

z.config({ jitless: true });

/**
 * The first shape of a kept verdict: what is asked lay beside the attack model, and did not say which statement asks it.
 * Only what has to be told from the present shape is looked at; everything else is left for that to judge.
 */
const asked = z.strictObject({
  kind: z.enum(questionKinds),
  element: z.string().nullable(),
  entity: z.string(),
  originator: z.string().nullable(),
  on: z.array(z.string()),
  // Records of engines that asked about all phases together have none.
  phase: z.string().nullable().default(null),
  honest: z.array(z.string()),
  query: z.string(),
});

const verdict = z.looseObject({ attack: z.string().nullable(), asked });
const record = z.looseObject({ format: z.literal(1), verdicts: z.array(verdict) });

/** A record of the first shape in the present one; anything else as it is. */
export function upgradeRecord(raw: unknown): unknown {
  const parsed = record.safeParse(raw);
  if (!parsed.success) return raw;
  return {
    ...parsed.data,
    format: 2,
    verdicts: parsed.data.verdicts.map(({ attack, asked: { query, ...property }, ...rest }) => ({
      ...rest,
      question: { attack, key: query, statement: statementOf(property), ...property },
    })),
  };
}

const levels: Readonly<Partial<Record<QuestionKind, AuthenticationLevel>>> = {
  aliveness: 'aliveness',
  'weak-agreement': 'weak-agreement',
  'entity-agreement': 'agreement',
  'injective-entity-agreement': 'injective-agreement',
};

const claimOf: Readonly<Partial<Record<QuestionKind, ClaimKind>>> = {
  'key-confirmation': 'key-confirmation',
  'key-freshness': 'key-freshness',
  'key-uniqueness': 'key-freshness',
  'forward-secrecy': 'forward-secrecy',
};

function statementOf({
  kind,
  element,
  entity,
  originator,
  on,
  phase,
}: Omit<z.output<typeof asked>, 'query'>): string {
  if (kind === 'secrecy') return tickKey('confidentiality', element ?? '');
  if (kind === 'agreement' || kind === 'injective-agreement') return tickKey('integrity', element ?? '');
  const level = levels[kind] ?? null;
  return statementLine({
    kind: claimOf[kind] ?? 'authentication',
    element,
    claimed: originator,
    claimant: entity,
    level,
    on: level === null ? [] : on,
    phase,
    refines: [],
    sources: [],
    span: { start: 0, end: 0 },
  });
}
