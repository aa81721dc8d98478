import type { Scene, Shape } from './scene.ts';
import { textWidth, truncate } from './text-width.ts';
import type { PlacedField } from '#core/method/risk/matrix-placement.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskLevels, type RiskLevel } from '#core/dossier/risk-level.ts';
import { riskOf } from '#core/method/risk/risk-of.ts';

/** The words of a drawn matrix in one language. */
export interface RiskMatrixWords {
  readonly likelihood: string;
  readonly impact: string;
  readonly level: (level: RiskLevel) => string;
  /** The name of a field: its level, and the mark of its note. */
  readonly field: (level: RiskLevel, note: string | null) => string;
  /** The name of a field that the policy lacks or has twice. */
  readonly unknown: string;
}

export interface RiskMatrixLook {
  /** In points; 300 is the least that can be read. */
  readonly width: number;
  readonly words: RiskMatrixWords;
  /** A heading, where nothing else says which of the two it is. */
  readonly title?: string;
}

const headWidth = 72;
const headHeight = 30;
const fieldHeight = 40;
const padding = 5;
const size = 8;
const chip = { height: 14, size: 8.5, gap: 3 } as const;

/**
 * The matrix of a policy with the threats in it, before or after treatment, as the paper's Figure 6: likelihood from
 * very high down, impact from very low to the right. A threat is a chip with its number in the register; fields grow
 * until all of theirs have room. The level stands in each field as a word, beside its colour.
 */
export function riskMatrixScene(
  policy: RiskPolicy,
  fields: readonly PlacedField[],
  when: 'before' | 'after',
  { width, words, title }: RiskMatrixLook,
): Scene {
  const column = (width - headWidth - 1) / riskLevels.length;
  const shapes: Shape[] = headings(width, column, words);
  if (title !== undefined) shapes.push(label(title, { x: 0, y: 10 }, headWidth + column, true));
  let top = headHeight;
  for (const likelihood of riskLevels.toReversed()) {
    const row = fields
      .filter((field) => field.likelihood === likelihood)
      .map((field) => ({ ...field, chips: chipsOf(field, when, column - 2 * padding) }));
    const height = Math.max(fieldHeight, ...row.map(({ chips }) => heightOf(chips)));
    shapes.push(label(words.level(likelihood), { x: 0, y: top + height / 2 + 3 }, headWidth - padding));
    for (const { impact, chips } of row) {
      const at = { x: headWidth + riskLevels.indexOf(impact) * column, y: top };
      const known = riskOf(policy, likelihood, impact);
      shapes.push({
        kind: 'rectangle',
        at,
        width: column,
        height,
        radius: 0,
        fill: known === null ? 'surface' : `risk-${known.risk}`,
        stroke: 'muted',
        subject: null,
      });
      const word = known === null ? words.unknown : words.field(known.risk, known.note);
      const wordAt = { x: at.x + padding, y: at.y + padding + size };
      shapes.push(label(word, wordAt, column - 2 * padding));
      shapes.push(...chips.flatMap((each) => chipShapes(each, at.x + padding, at.y + wordHeight)));
    }
    top += height;
  }
  return { width, height: top + 1, shapes };
}

/** The height of a field's word with the space around it. */
const wordHeight = padding + size + 6;

function headings(width: number, column: number, words: RiskMatrixWords): Shape[] {
  const middle = headWidth + (width - headWidth) / 2;
  return [
    { ...label(words.impact, { x: middle, y: 10 }, width - headWidth, true), anchor: 'middle' },
    label(words.likelihood, { x: 0, y: 24 }, headWidth - padding, true),
    ...riskLevels.map((impact, place): Shape => {
      const at = { x: headWidth + (place + 0.5) * column, y: 24 };
      return { ...label(words.level(impact), at, column), anchor: 'middle' };
    }),
  ];
}

type Label = Extract<Shape, { readonly kind: 'text' }>;

function label(content: string, at: Label['at'], width: number, bold = false): Label {
  return {
    kind: 'text',
    at,
    text: truncate(content, width, size, 'sans', bold),
    size,
    anchor: 'start',
    font: 'sans',
    bold,
    tone: 'ink',
    subject: null,
  };
}

/** A threat's number where it stands in its field. */
interface Chip {
  readonly threat: string;
  readonly text: string;
  readonly x: number;
  readonly line: number;
  readonly width: number;
}

function chipsOf(field: PlacedField, when: 'before' | 'after', width: number): readonly Chip[] {
  const chips: Chip[] = [];
  let x = 0;
  let line = 0;
  for (const { threat, number } of field[when]) {
    const text = String(number);
    const own = Math.max(chip.height, textWidth(text, chip.size, 'sans', true) + 7);
    if (x > 0 && x + own > width) {
      x = 0;
      line += 1;
    }
    chips.push({ threat: threat.id, text, x, line, width: own });
    x += own + chip.gap;
  }
  return chips;
}

function heightOf(chips: readonly Chip[]): number {
  const lines = 1 + Math.max(-1, ...chips.map(({ line }) => line));
  return wordHeight + lines * (chip.height + chip.gap) + padding - chip.gap;
}

function chipShapes({ threat, text, x, line, width }: Chip, left: number, top: number): readonly Shape[] {
  const subject = { kind: 'threat', name: threat } as const;
  const at = { x: left + x, y: top + line * (chip.height + chip.gap) };
  return [
    {
      kind: 'rectangle',
      at,
      width,
      height: chip.height,
      radius: chip.height / 2,
      fill: 'surface',
      stroke: 'ink',
      subject,
    },
    {
      kind: 'text',
      at: { x: at.x + width / 2, y: at.y + chip.height - 4 },
      text,
      size: chip.size,
      anchor: 'middle',
      font: 'sans',
      bold: true,
      tone: 'ink',
      subject,
    },
  ];
}
