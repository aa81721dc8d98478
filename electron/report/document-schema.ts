import { z } from 'zod';
import type { Scene, Shape, ShapeSubject, Tone } from '#core/views/diagrams/scene.ts';
import type { Block, Caption, ReportDocument, TableCell } from '#core/report/document/document.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';

z.config({ jitless: true });

const tone: z.ZodType<Tone> = z.enum([
  ...(['ink', 'muted', 'faint', 'accent', 'danger', 'warning', 'good', 'surface'] as const),
  ...riskLevels.map((level) => `risk-${level}` as const),
]);

const subject: z.ZodType<ShapeSubject | null> = z
  .strictObject({
    kind: z.enum(['entity', 'element', 'message', 'phase', 'channel', 'step', 'threat']),
    name: z.string(),
  })
  .nullable();

const point = z.strictObject({ x: z.number(), y: z.number() });

const shape: z.ZodType<Shape> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('line'),
    from: point,
    to: point,
    tone,
    width: z.number(),
    dashed: z.boolean(),
    subject,
  }),
  z.strictObject({
    kind: z.literal('rectangle'),
    at: point,
    width: z.number(),
    height: z.number(),
    radius: z.number(),
    fill: tone.nullable(),
    stroke: tone.nullable(),
    subject,
  }),
  z.strictObject({ kind: z.literal('polygon'), points: z.array(point), fill: tone, subject }),
  z.strictObject({
    kind: z.literal('text'),
    at: point,
    text: z.string(),
    size: z.number(),
    anchor: z.enum(['start', 'middle', 'end']),
    font: z.enum(['sans', 'mono']),
    bold: z.boolean(),
    tone,
    subject,
    upwards: z.literal(true).exactOptional(),
  }),
]);

const scene: z.ZodType<Scene> = z.strictObject({
  width: z.number(),
  height: z.number(),
  shapes: z.array(shape),
});

const reportTone = z.enum(['plain', 'muted', 'good', 'warning', 'danger']);

const tableCell: z.ZodType<TableCell> = z.strictObject({
  text: z.string(),
  tone: reportTone,
  font: z.enum(['sans', 'mono']),
  bold: z.boolean(),
  align: z.enum(['left', 'center', 'right']),
  page: z.string().nullable(),
});

const caption: z.ZodType<Caption> = z.strictObject({
  text: z.string(),
  anchor: z.string().exactOptional(),
});

const columnWidth = z.union([
  z.literal('content'),
  z.literal('share'),
  z.strictObject({ points: z.number() }),
]);

const block: z.ZodType<Block> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('title'), text: z.string(), subtitle: z.string().nullable() }),
  z.strictObject({
    kind: z.literal('heading'),
    level: z.literal([1, 2, 3]),
    text: z.string(),
    anchor: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('paragraph'), text: z.string(), tone: reportTone }),
  z.strictObject({ kind: z.literal('list'), numbered: z.boolean(), items: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('sentences'), items: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(columnWidth),
    header: z.array(tableCell),
    rows: z.array(z.array(tableCell)),
    size: z.number(),
    caption: caption.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('drawing'), scene, caption: caption.exactOptional() }),
  z.strictObject({ kind: z.literal('code'), text: z.string() }),
  z.strictObject({ kind: z.literal('contents'), title: z.string() }),
  z.strictObject({ kind: z.literal('page-break') }),
]);

/** The shape of a report wherever one is read. */
export const reportDocumentSchema: z.ZodType<ReportDocument> = z.strictObject({
  language: z.enum(['en', 'nb']),
  title: z.string(),
  marking: z.strictObject({ text: z.string(), tone: z.enum(['danger', 'warning', 'good']) }),
  pageNumber: z.string(),
  blocks: z.array(block),
});
