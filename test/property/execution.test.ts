import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import { execute } from '#core/analysis/1-execute/execute.ts';
import { resolve, parse } from '#core/notation/notation.ts';
import { subterms, type Application, type Term } from '#core/terms/term.ts';
import { theory } from '#core/terms/theory.ts';
import { modelText } from './models.ts';
import { runs } from '../support/random.ts';

const many = { numRuns: runs(300) };

/** Whether a term follows from terms known before by one rule of the theory, checked from scratch. */
function follows(term: Term, from: readonly Term[], rule: string): boolean {
  const [first, key] = from;
  switch (rule) {
    case 'public':
    case 'given':
    case 'made':
    case 'received':
      return from.length === 0;
    case 'part':
      if (first?.kind === 'tuple') return first.parts.includes(term);
      if (first?.kind !== 'apply') return false;
      return first.associated === term || (first.primitive === 'sign' && first.content === term);
    case 'opened': {
      if (first?.kind !== 'apply' || first.content !== term || key === undefined) return false;
      const { opens } = theory[first.primitive];
      if (opens === 'same-key') return first.key === key;
      const half = first.key;
      return (
        opens === 'other-half' &&
        half?.kind === 'key-half' &&
        key.kind === 'key-half' &&
        half.half === 'public' &&
        key.half === 'private' &&
        half.pair === key.pair
      );
    }
    case 'built':
      if (term.kind === 'key-half') return term.half === 'public' && first?.kind === 'key-half';
      if (term.kind === 'apply' && term.primitive === 'dh') return exchanges(term, from);
      return subterms(term).length > 0 && subterms(term).every((part) => from.includes(part));
    default:
      return false;
  }
}

/** Whether two halves, a private and a public one, are of the two pairs that an exchange combines. */
function exchanges({ key, content }: Application, from: readonly Term[]): boolean {
  if (key?.kind !== 'key-half' || content.kind !== 'key-half' || from.length !== 2) return false;
  const halves = from.filter((half) => half.kind === 'key-half');
  const secret = halves.find(({ half }) => half === 'private')?.pair;
  const open = halves.find(({ half }) => half === 'public')?.pair;
  return [`${key.pair} ${content.pair}`, `${content.pair} ${key.pair}`].includes(`${secret} ${open}`);
}

test('nobody knows anything that does not follow from what it was given, made or received', () => {
  fc.assert(
    fc.property(modelText, (text) => {
      const execution = execute(resolve(parse(text).tree).model);
      for (const [entity, knowledge] of execution.knowledge) {
        const seen = new Set<Term>();
        for (const [term, fact] of knowledge.facts) {
          expect(fact.from.every((each) => seen.has(each))).toBe(true);
          expect(follows(term, fact.from, fact.rule)).toBe(true);
          if (fact.rule === 'received') {
            const arrived = execution.deliveries.some(
              ({ step, content }) =>
                step.receiver === entity && step.name === fact.message && content === term,
            );
            expect(arrived).toBe(true);
          }
          seen.add(term);
        }
      }
    }),
    many,
  );
});

test('knowledge is closed: adding everything again in another order brings nothing new', () => {
  fc.assert(
    fc.property(modelText, (text) => {
      const execution = execute(resolve(parse(text).tree).model);
      for (const knowledge of execution.knowledge.values()) {
        const again = new Knowledge(execution.vocabulary.store);
        // What was erased is history and not held.
        const held = [...knowledge.facts.keys()].filter((term) => knowledge.holds(term));
        for (const term of held.toReversed()) again.add(term, 'given');
        for (const [term] of again.facts) expect(knowledge.derives(term)).toBe(true);
      }
    }),
    many,
  );
});

test('an entity learns nothing from a message less', () => {
  fc.assert(
    fc.property(modelText, fc.nat(5), (text, index) => {
      const { model } = resolve(parse(text).tree);
      const [phase] = model.phases;
      if (phase === undefined || phase.steps[index]?.kind !== 'message') return;
      const fewer = { ...model, phases: [{ ...phase, steps: phase.steps.toSpliced(index, 1) }] };
      const [whole, part] = [execute(model), execute(fewer)];
      for (const element of model.elements) {
        for (const entity of model.entities) {
          const learns = (execution: ReturnType<typeof execute>): boolean =>
            execution.obtained.get(entity.name)?.has(execution.vocabulary.secret(element)) === true;
          if (learns(part)) expect(learns(whole)).toBe(true);
        }
      }
    }),
    many,
  );
});
