import { z } from 'zod';
import { identifierSchema } from '#contract/dossier/parts.ts';
import { furthest, type Positions } from '#core/views/diagrams/system/system.ts';

/** How many parts of a drawing can be put somewhere by hand. */
const mostPositions = 2_000;

const coordinate = z.number().min(0).max(furthest);

/** Where parts of a drawing were put by hand, by their names, in points. */
export const positionsSchema: z.ZodType<Positions> = z
  .record(identifierSchema, z.strictObject({ x: coordinate, y: coordinate }))
  .refine((positions) => Object.keys(positions).length <= mostPositions);
