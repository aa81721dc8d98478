import { canonicalJson } from '#core/history/canonical.ts';
import { rewired } from '#core/history/graph.ts';
import { unitedState, type HistoryState, type ProjectContent } from '#core/history/state.ts';
import type { ForeignHistory } from '#vault/history/foreign-history.ts';
import { NamingOrder, type LaterNaming } from '#vault/history/naming-order.ts';
import { canBeHandedOn } from '#vault/history/room.ts';
import type { ContentNumbers, KeptState } from '#vault/repositories/states.ts';
import type { Change } from '#vault/store/change.ts';

/** How far the clock of whoever recorded an entry of the ledger may be ahead, in milliseconds: a year. */
const mostAhead = 366 * 86_400_000;

/**
 * Adds what another copy of the project has and this one has not, as part of a change: documents, states with their content,
 * each out of the nearest states that are there, entries of the ledger, lines of the audit log. The state that the other copy is
 * in stays from then on: what comes back is merged on it. `refused` where it is of another project, does not fit with what is
 * here (another content, author or instant of a state, an entry or a line that rests on one that is nowhere, an entry of
 * another year to come), or is more than could be handed on.
 */
export function unite(change: Change, foreign: ForeignHistory): 'refused' | null {
  const { content, now } = change;
  if (foreign.project !== content.project.read().id) return 'refused';
  for (const bytes of foreign.documents) content.documents.put(bytes, now);
  if (uniteStates(change, foreign) === 'refused') return 'refused';
  if (content.states.get(foreign.head) === null) return 'refused';
  content.states.markBase(foreign.head);
  if (uniteLedger(change, foreign) === 'refused') return 'refused';
  if (uniteEvents(change, foreign) === 'refused') return 'refused';
  return canBeHandedOn(content) ? null : 'refused';
}

function uniteStates({ content }: Change, { states: foreign, audit }: ForeignHistory): 'refused' | null {
  const { states, events } = content;
  const namings = new NamingOrder(events.all(), audit);
  const own = new Map(states.all().map((state) => [state.id, state]));
  const comparison = new Comparison(content);
  for (const state of foreign) {
    const known = own.get(state.id);
    if (known === undefined) continue;
    if (state.content !== null && !comparison.isSame(known, state.content)) return 'refused';
    if (uniteKnown(states, namings, known, state) === 'refused') return 'refused';
  }
  const added = foreign.filter((state) => !own.has(state.id) && state.content !== null);
  const graph = new Map(foreign.map(({ id, parents }) => [id, parents]));
  for (const [id, { parents }] of own) graph.set(id, parents);
  const alone = rewired(graph, new Set([...own.keys(), ...added.map(({ id }) => id)]));
  const keeping = new Keeping(content);
  for (const { content: said, ...state } of added) {
    if (said === null) continue;
    // A state that was thinned away here may have lost its name before.
    const name = namings.laterOf(state.id) === 'own' ? null : state.name;
    const parents = alone.get(state.id) ?? [];
    states.add({ ...state, name, parents }, keeping.numbersOf(said, state.createdAt));
  }
  return null;
}

function uniteKnown(
  states: Change['content']['states'],
  namings: NamingOrder,
  known: KeptState,
  state: HistoryState,
): 'refused' | null {
  const before = told(known);
  // Two make the same state by merging the same, and no other one: its identifier is random.
  const isMerged = before.cause === 'merged' && state.cause === 'merged';
  if (!isMerged && madeAs(before) !== madeAs(state)) return 'refused';
  const united = { ...unitedState(before, state), ...laterName(namings.laterOf(state.id), before, state) };
  if (canonicalJson(united) !== canonicalJson(before)) states.describe(united);
  return null;
}

// Where both gave one, in ignorance of each other, both stay.
function laterName(
  later: LaterNaming,
  own: HistoryState,
  foreign: HistoryState,
): Partial<Pick<HistoryState, 'name'>> {
  if (later === 'neither') return {};
  return { name: later === 'own' ? own.name : foreign.name };
}

function madeAs({ createdAt, author, cause, origin }: HistoryState): string {
  return canonicalJson({ createdAt, author, cause, origin });
}

/** Compares what states say. States have texts and dossiers in common, each of which is read once. */
class Comparison {
  readonly #content: Change['content'];
  readonly #texts = new Map<number, string | null>();
  readonly #own = new Map<number, string | null>();
  readonly #foreign = new Map<ProjectContent['dossier'], string>();

  constructor(content: Change['content']) {
    this.#content = content;
  }

  isSame({ text, dossier }: ContentNumbers, said: ProjectContent): boolean {
    const { revisions, dossier: dossiers } = this.#content;
    const ownText = once(this.#texts, text, () => revisions.get(text)?.text ?? null);
    if (ownText !== said.text) return false;
    const own = once(this.#own, dossier, () => {
      const read = dossiers.get(dossier);
      return read.ok ? canonicalJson(read.value) : null;
    });
    return own === once(this.#foreign, said.dossier, () => canonicalJson(said.dossier));
  }
}

/** Keeps what states say; what several of them say once. */
class Keeping {
  readonly #content: Change['content'];
  readonly #texts = new Map<string, number>();
  readonly #dossiers = new Map<ProjectContent['dossier'], number>();

  constructor(content: Change['content']) {
    this.#content = content;
  }

  numbersOf({ text, dossier }: ProjectContent, createdAt: string): ContentNumbers {
    const { revisions, dossier: dossiers } = this.#content;
    return {
      text: once(this.#texts, text, () => revisions.put(text, createdAt, 'all').sequence),
      dossier: once(this.#dossiers, dossier, () => dossiers.put(dossier, 'all')),
    };
  }
}

function once<Key, Value>(known: Map<Key, Value>, key: Key, read: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = read();
  known.set(key, value);
  return value;
}

function uniteLedger({ content: { ledger }, now }: Change, foreign: ForeignHistory): 'refused' | null {
  const latest = new Date(Date.parse(now) + mostAhead).toISOString();
  for (const { id, ...entry } of foreign.ledger) {
    if (ledger.has(id)) continue;
    if (entry.recordedAt > latest) return 'refused';
    ledger.add(entry);
  }
  return ledger.read().ok ? null : 'refused';
}

function uniteEvents({ content: { events } }: Change, { audit }: ForeignHistory): 'refused' | null {
  const own = new Set(events.all().map(({ id }) => id));
  // A log that began again here would not fit with that of anybody else.
  if (audit.length === 0) return own.size === 0 ? 'refused' : null;
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
