import { rewired } from '#core/history/graph.ts';
import { thinned } from '#core/history/thinning.ts';
import type { Change } from '#vault/store/change.ts';

/** Takes the states away that do not stay, as part of a change, with everything that only they said. Answers how many went. */
export function thinStates({ content: { states, ledger, objects }, now, audit }: Change): number {
  const all = states.all();
  const head = all.at(-1);
  if (head === undefined) return 0;
  const entries = ledger.entries();
  // What cannot be read may name any of them.
  if (!entries.ok) return 0;
  const released = entries.value.flatMap((entry) => (entry.kind === 'release' ? [entry.fields.state] : []));
  const bases = all.filter(({ isBase }) => isBase).map(({ id }) => id);
  const dated = all.map(({ id, createdAt, name }) => ({ id, at: Date.parse(createdAt), name }));
  const kept = thinned(dated, new Set([head.id, ...released, ...bases]), Date.parse(now));
  const gone = all.filter(({ id }) => !kept.has(id));
  if (gone.length === 0) return 0;
  const graph = new Map(all.map(({ id, parents }) => [id, parents]));
  for (const [id, parents] of rewired(graph, kept)) {
    if (graph.get(id)?.join() !== parents.join()) states.reparent(id, parents);
  }
  states.remove(gone);
  objects.tidy(states.lists());
  audit('thinned');
  return gone.length;
}
