import { author, hash, line, stateId } from './authors.ts';
import { canonical } from './canonical-json.ts';
import { sha256Hex } from './digests.ts';
import { demand } from './refusal.ts';
import { demandUnlike, instant, listOf, object, oneOf, orNull } from './shapes.ts';

const historyShape = object({
  states: listOf(
    object({
      author,
      cause: oneOf('created', 'edited', 'restored', 'merged', 'received'),
      content: orNull(object({ dossier: hash, text: hash })),
      createdAt: instant,
      id: stateId,
      name: orNull(line),
      origin: orNull(stateId),
      parents: listOf(stateId, 64),
    }),
    20_000,
    1,
  ),
});
export type SharedState = ReturnType<typeof historyShape>['states'][number];

/**
 * The identifier that a merge with these parents and this outcome has (resources/docs/merge.md), or null where the outcome
 * did not come along. A state whose parents were thinned away has other parents by now than it was named by.
 */
export function mergedStateId({ parents, content }: Pick<SharedState, 'parents' | 'content'>): string | null {
  if (content === null) return null;
  const said = { dossier: content.dossier, parents: [...parents].sort(), text: content.text };
  return sha256Hex('segl merged state v1\n', canonical(said)).slice(0, 32);
}

export function readHistory(value: unknown): readonly SharedState[] {
  const { states } = historyShape(value);
  const before = new Set<string>();
  for (const state of states) {
    demand(!before.has(state.id), 'history: twice');
    demandUnlike(state.parents, 'history: parents');
    demand(
      state.parents.every((parent) => before.has(parent)),
      'history: order',
    );
    before.add(state.id);
  }
  return states;
}
