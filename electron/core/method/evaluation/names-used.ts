import type { Model, Step } from '#core/language/model.ts';
import type { TermExpression } from '#core/language/syntax.ts';
import { theory } from '#core/terms/theory.ts';

/** The names of entities and elements that some step of some phases has. */
export function namesUsed(model: Pick<Model, 'phases'>): ReadonlySet<string> {
  return new Set(stepsOf(model).flatMap(namesOfStep));
}

/**
 * The names of keys that some primitive is applied with: those that stand, alone or within a term, in the place of a
 * key, those that are hashed or that another key is derived from, and both pairs of an exchange.
 */
export function keysApplied(model: Model): ReadonlySet<string> {
  return new Set(
    stepsOf(model).flatMap((step) => {
      if (step.kind === 'message') return keysIn(step.content);
      return step.kind === 'derive' ? namesIn(step.content) : [];
    }),
  );
}

function stepsOf(model: Pick<Model, 'phases'>): readonly Step[] {
  return model.phases.flatMap(({ steps }) => steps);
}

/** The names of entities and elements that a step has. */
export function namesOfStep(step: Step): readonly string[] {
  switch (step.kind) {
    case 'message':
      return [step.sender, step.receiver, ...namesIn(step.content)];
    case 'derive':
      return [...step.entities, step.element, ...namesIn(step.content)];
    case 'make':
    case 'advance':
    case 'check':
      return [step.entity, ...step.elements];
    case 'skip':
      return [step.entity, ...step.elements, ...step.identities];
    case 'accept':
    case 'install':
    case 'erase':
      return [...step.entities, ...step.elements];
  }
}

function namesIn(expression: TermExpression): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'key-half':
      return [expression.pair.name];
    case 'tuple':
      return expression.parts.flatMap(namesIn);
    case 'apply':
      return partsOf(expression).flatMap(namesIn);
  }
}

function keysIn(expression: TermExpression): readonly string[] {
  switch (expression.kind) {
    case 'name':
    case 'key-half':
      return [];
    case 'tuple':
      return expression.parts.flatMap(keysIn);
    case 'apply': {
      const { primitive, key, content } = expression;
      const { key: place, commutes } = theory[primitive];
      // A token that is hashed with a key is one that only its holders can make (the paper, section 6.2.3).
      const keys = commutes || place === 'none' ? [key, content] : [key];
      return [
        ...keys.flatMap((each) => (each === null ? [] : namesIn(each))),
        ...partsOf(expression).flatMap(keysIn),
      ];
    }
  }
}

function partsOf({
  key,
  content,
  associated,
}: Extract<TermExpression, { readonly kind: 'apply' }>): readonly TermExpression[] {
  return [key, content, associated].filter((part) => part !== null);
}
