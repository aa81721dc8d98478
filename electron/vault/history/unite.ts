import { canonicalJson } from '#core/history/canonical.ts';
import { rewired } from '#core/history/graph.ts';
import { unitedState, type HistoryState } from '#core/history/state.ts';
import type { ForeignHistory, ForeignState } from '#vault/history/foreign-history.ts';
import type { KeptState } from '#vault/repositories/states.ts';
import type { Change } from '#vault/store/change.ts';

/**
 * Adds what another copy of the project has and this one has not, as part of a change: documents, states with their content,
 * each out of the nearest states that are there, entries of the ledger, lines of the audit log. `refused` where it is of another
 * project, or does not fit with what is here: another content of a state, an entry or a line that rests on one that is nowhere.
 */
export function unite(change: Change, foreign: ForeignHistory): 'refused' | null {
  const { content, now } = change;
  if (foreign.project !== content.project.read().id) return 'refused';
  for (const bytes of foreign.documents) content.documents.put(bytes, now);
  if (uniteStates(change, foreign.states) === 'refused') return 'refused';
  if (content.states.get(foreign.head) === null) return 'refused';
  for (const { id, ...entry } of foreign.ledger) if (!content.ledger.has(id)) content.ledger.add(entry);
  if (!content.ledger.read().ok) return 'refused';
  return uniteEvents(change, foreign);
}

function uniteStates({ content }: Change, foreign: readonly ForeignState[]): 'refused' | null {
  const { states } = content;
  const own = new Map(states.all().map((state) => [state.id, state]));
  for (const state of foreign) {
    const known = own.get(state.id);
    if (known !== undefined && uniteKnown(content, known, state) === 'refused') return 'refused';
  }
  const added = foreign.filter((state) => !own.has(state.id) && state.content !== null);
  const graph = new Map(foreign.map(({ id, parents }) => [id, parents]));
  for (const [id, { parents }] of own) graph.set(id, parents);
  const alone = rewired(graph, new Set([...own.keys(), ...added.map(({ id }) => id)]));
  for (const { content: said, ...state } of added) {
    if (said === null) continue;
    const text = content.revisions.put(said.text, state.createdAt, 'all').sequence;
    const numbers = { text, dossier: content.dossier.put(said.dossier, 'all') };
    states.add({ ...state, parents: alone.get(state.id) ?? [] }, numbers);
  }
  return null;
}

function uniteKnown(
  { states, revisions, dossier }: Change['content'],
  known: KeptState,
  { content: said, ...state }: ForeignState,
): 'refused' | null {
  if (said !== null) {
    const own = dossier.get(known.dossier);
    const isSame =
      own.ok &&
      canonicalJson(own.value) === canonicalJson(said.dossier) &&
      revisions.get(known.text)?.text === said.text;
    if (!isSame) return 'refused';
  }
  const before = told(known);
  const united = unitedState(before, state);
  if (canonicalJson(united) !== canonicalJson(before)) states.describe(united);
  return null;
}

function uniteEvents({ content: { events } }: Change, { audit }: ForeignHistory): 'refused' | null {
  if (audit.length === 0) return null;
  const own = new Set(events.all().map(({ id }) => id));
  const known = new Set([...own, ...audit.map(({ id }) => id)]);
  const added = audit.filter(({ id }) => !own.has(id));
  // A log begins once: with what is received, where there is none yet.
  const beginnings = added.filter(({ previous }) => previous.length === 0).length;
  const isLinked = added.every(({ previous }) => previous.every((each) => known.has(each)));
  if (!isLinked || beginnings > (own.size === 0 ? 1 : 0)) return 'refused';
  events.unite(added);
  return null;
}

/** A state without what only this file has of it. */
export function told({ id, parents, createdAt, author, cause, origin, name }: KeptState): HistoryState {
  return { id, parents, createdAt, author, cause, origin, name };
}
