import type { RiskLevel } from '#core/dossier/risk-level.ts';

/**
 * A drawing as geometry: what the window and the PDF draw alike. Lengths are in points of 1/72 inch, the
 * origin is the upper left corner, x grows to the right and y downwards. Colours are named by role; who draws
 * chooses them.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** The role of a colour; `risk-…` are grounds that ink is read on, from the least risk to the greatest. */
export type Tone =
  'ink' | 'muted' | 'faint' | 'accent' | 'danger' | 'warning' | 'good' | 'surface' | `risk-${RiskLevel}`;

/**
 * The part of the model that a shape belongs to, so that the window can select it: an `element` (a key, a nonce, data) and
 * everything else by its name, a `channel` by {@link channelName}.
 */
export interface ShapeSubject {
  readonly kind: 'entity' | 'element' | 'message' | 'phase' | 'channel' | 'step' | 'threat';
  readonly name: string;
}

/**
 * What a channel between two entities is called: the same whichever of them comes first, and in every phase. Names of
 * the language have no spaces.
 */
export function channelName(one: string, other: string): string {
  return [one, other].toSorted().join(' ');
}

export type Shape =
  | {
      readonly kind: 'line';
      readonly from: Point;
      readonly to: Point;
      readonly tone: Tone;
      readonly width: number;
      readonly dashed: boolean;
      readonly subject: ShapeSubject | null;
    }
  | {
      readonly kind: 'rectangle';
      readonly at: Point;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: Tone | null;
      readonly stroke: Tone | null;
      readonly subject: ShapeSubject | null;
    }
  | {
      readonly kind: 'polygon';
      readonly points: readonly Point[];
      readonly fill: Tone;
      readonly subject: ShapeSubject | null;
    }
  | {
      readonly kind: 'text';
      /** The baseline's start, middle or end, as `anchor` says. */
      readonly at: Point;
      readonly text: string;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly font: 'sans' | 'mono';
      readonly bold: boolean;
      readonly tone: Tone;
      readonly subject: ShapeSubject | null;
      /** Read from below to above, turned about `at`; left out for what is read from left to right. */
      readonly upwards?: true;
    };

export interface Point {
  readonly x: number;
  readonly y: number;
}
