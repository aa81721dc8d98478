import type { Declared } from '#core/language/names.ts';
import { isElementKind } from '#core/language/kinds.ts';
import type { ShapeSubject } from '#core/views/diagrams/scene.ts';

/** A part of the model that is chosen in one view and marked in all: what a drawing's shapes belong to, but for threats. */
export interface ModelPart {
  readonly kind: Exclude<ShapeSubject['kind'], 'threat'>;
  readonly name: string;
}

/** A part as one text: equal for two parts exactly when they are the same. */
export function partKey({ kind, name }: ShapeSubject): string {
  return `${kind} ${name}`;
}

/** The part that a declared name stands for; null where no view shows what is declared with it. */
export function partNamed(name: string, meaning: Declared): ModelPart | null {
  if (isElementKind(meaning)) return { kind: 'element', name };
  return meaning === 'entity' || meaning === 'message' || meaning === 'phase'
    ? { kind: meaning, name }
    : null;
}
