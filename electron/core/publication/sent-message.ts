import type { ModelTerms } from '#core/structure/model-terms.ts';
import type { Model } from '#core/language/model.ts';
import { reachableFrom, type Application, type Term } from '#core/terms/term.ts';

/** A message of a model with its content as a term. */
export interface SentMessage {
  readonly phase: string;
  readonly sender: string;
  readonly receiver: string;
  readonly content: Term;
  /** Elements that the receiver checks before the next message. */
  readonly checkedByReceiver: readonly string[];
}

/** The messages of a model in order. */
export function sentMessages(model: Model, vocabulary: ModelTerms): readonly SentMessage[] {
  return model.phases.flatMap(({ name, steps }) =>
    steps.flatMap((step, index): readonly SentMessage[] => {
      if (step.kind !== 'message') return [];
      const { sender, receiver } = step;
      const after = steps.slice(index + 1);
      const next = after.findIndex(({ kind }) => kind === 'message');
      const between = next === -1 ? after : after.slice(0, next);
      const checkedByReceiver = between.flatMap((each) =>
        each.kind === 'check' && each.entity === receiver ? each.elements : [],
      );
      return [{ phase: name, sender, receiver, content: vocabulary.term(step.content), checkedByReceiver }];
    }),
  );
}

/**
 * Every primitive applied in a term, each once; what its keys are made with is left out: that is no protection of the
 * message.
 */
export function protectionsIn(term: Term): readonly Application[] {
  const reached = reachableFrom(term, (each) => {
    switch (each.kind) {
      case 'atom':
      case 'key-half':
        return [];
      case 'tuple':
        return each.parts;
      case 'apply':
        return [each.content, ...(each.associated === null ? [] : [each.associated])];
    }
  });
  return [...reached].filter((each) => each.kind === 'apply');
}
