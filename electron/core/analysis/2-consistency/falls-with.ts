import { listen } from './passive.ts';
import type { Knowledge } from '#core/analysis/1-execute/knowledge.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';

const listeners = new WeakMap<ExecutedModel['run'], Knowledge>();

/**
 * The elements that fall with one: those that a listener who has it obtains from the messages of the honest run, and does
 * not without it, in the order of the model, without the element itself. It has the element from the start and to the
 * end, hears what a listener hears, and guesses nothing more. An active adversary may go further.
 */
export function fallsWith({ model, run }: ExecutedModel, element: string): readonly string[] {
  const lost = model.elements.find(({ name }) => name === element);
  if (lost === undefined) return [];
  const { vocabulary } = run;
  const before = listeners.get(run) ?? listen(model, run).knowledge;
  listeners.set(run, before);
  const after = before.clone();
  after.add(vocabulary.secret(lost), 'given');
  return model.elements.flatMap((each) => {
    const secret = vocabulary.secret(each);
    if (secret === vocabulary.secret(lost) || before.derives(secret)) return [];
    return after.derives(secret) ? [each.name] : [];
  });
}
