import type { MessageStep, Phase } from '#core/language/model.ts';
import { applicationsIn, written } from './text.ts';

/** What an entity skips of a message. */
export interface Skipped {
  /** Names that it does not compare, of elements and of entities. */
  readonly names: ReadonlySet<string>;
  /** Primitives that it does not verify, as they are written in the message. */
  readonly primitives: ReadonlySet<string>;
}

/** What an entity says, before it receives the next message, that it skips of the one at a place. */
export function skippedAt(phase: Phase, place: number, role: string, message: MessageStep): Skipped {
  const names = new Set<string>();
  const primitives = new Set<string>();
  for (const step of phase.steps.slice(place + 1)) {
    if (step.kind === 'message' && step.receiver === role) break;
    if (step.kind !== 'skip' || step.entity !== role) continue;
    for (const name of [...step.elements, ...step.identities]) names.add(name);
    for (const term of applicationsIn(message.content))
      if (step.primitives.includes(term.primitive)) primitives.add(written(term));
  }
  return { names, primitives };
}
