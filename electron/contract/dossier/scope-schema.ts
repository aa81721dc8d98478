import { z } from 'zod';
import { citationSchema, identifier, listOf, words } from '#contract/dossier/parts.ts';
import {
  abstractionLevels,
  coverages,
  scopeSubjects,
  type Scope,
  type ScopeStatement,
} from '#core/dossier/scope.ts';

export const scopeSchema: z.ZodType<Scope> = z.strictObject({
  purpose: words,
  levels: listOf(
    z.strictObject({ level: z.enum(abstractionLevels), coverage: z.enum(coverages), reason: words }),
  ),
});

export const scopeStatementSchema: z.ZodType<ScopeStatement> = z.strictObject({
  id: identifier,
  subject: z.enum(scopeSubjects),
  inside: z.boolean(),
  text: words,
  reason: words,
  citations: listOf(citationSchema),
});
