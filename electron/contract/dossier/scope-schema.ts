import { z } from 'zod';
import { citationSchema, identifierSchema, listOf, wordsSchema } from '#contract/dossier/parts.ts';
import {
  abstractionLevels,
  coverages,
  scopeSubjects,
  type Scope,
  type ScopeStatement,
} from '#core/dossier/scope.ts';

export const scopeSchema: z.ZodType<Scope> = z.strictObject({
  purpose: wordsSchema,
  levels: listOf(
    z.strictObject({ level: z.enum(abstractionLevels), coverage: z.enum(coverages), reason: wordsSchema }),
  ),
});

export const scopeStatementSchema: z.ZodType<ScopeStatement> = z.strictObject({
  id: identifierSchema,
  subject: z.enum(scopeSubjects),
  inside: z.boolean(),
  text: wordsSchema,
  reason: wordsSchema,
  citations: listOf(citationSchema),
});
