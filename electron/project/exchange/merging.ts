import type { CallFailure } from '#contract/failures.ts';
import { relation, type HistoryGraph, type Relation } from '#core/history/graph.ts';
import type { ConflictPlace, MergeAnswer, PlannedPlace } from '#core/history/merge/decision/place.ts';
import { mergeBase } from '#core/history/merge/merge-base.ts';
import { mergeContents, resolve, type MergeBase } from '#core/history/merge/merge-contents.ts';
import type { MergeNotice } from '#core/history/merge/notices.ts';
import type { HistoryState, ProjectContent } from '#core/history/state.ts';
import { failure, success, type Result } from '#core/result.ts';
import { foreignOf, joinedGraph, noteReceived, type ReceivedFile } from '#project/exchange/received-file.ts';
import type { KeyringSession } from '#project/keyring/keyring-session.ts';
import type { OpenProject } from '#project/session/open-project.ts';
import type { VaultFailure } from '#vault/files/failure.ts';
import type { History } from '#vault/history/history.ts';

/** What a merge starts from: what both sides went on from, and what each of them says now. */
export interface MergeSides {
  readonly base: MergeBase;
  readonly mine: ProjectContent;
  readonly theirs: ProjectContent;
  /** The state of the open project that it is about. */
  readonly head: string;
}

/**
 * What a merge of a sealed file into the open project starts from. `sealed-content-refused` where the file is of another
 * project, `vault-damaged` where a state of the project cannot be read.
 */
export function mergeSides(project: OpenProject, file: ReceivedFile): Result<MergeSides, CallFailure> {
  return sidesOf(project, file, joinedGraph(project, file));
}

function sidesOf(
  { vault }: OpenProject,
  file: ReceivedFile,
  graph: HistoryGraph,
): Result<MergeSides, CallFailure> {
  const { shared } = file.opened;
  const { head } = vault.history;
  const theirs = shared.states.find(({ id }) => id === shared.head)?.content ?? null;
  const mine = vault.history.content(head.id);
  if (!mine.ok) return mine;
  const isSameProject = shared.project.id === vault.project.id;
  if (theirs === null || mine.value === null || !isSameProject)
    return failure({ code: 'sealed-content-refused' });
  const foreign = new Map(shared.states.map(({ id, content }) => [id, content]));
  const contentOf = (id: string): ProjectContent | null => {
    const own = vault.history.content(id);
    return (own.ok ? own.value : null) ?? foreign.get(id) ?? null;
  };
  const { base } = mergeBase({ graph, contentOf }, head.id, shared.head);
  return success({ base, mine: mine.value, theirs, head: head.id });
}

/** What a merge does with some answers. */
export interface MergeReview {
  /** Every place that differs, as it is without an answer. */
  readonly places: readonly PlannedPlace[];
  /** The conflicts that wait for an answer; answers can bring up such as are among no places. */
  readonly open: readonly ConflictPlace[];
  /** What somebody must know of the outcome; nothing while a conflict is open. */
  readonly notices: readonly MergeNotice[];
}

/** Says what a merge does with these answers. */
export function reviewMerge(
  { base, mine, theirs }: MergeSides,
  answers: ReadonlyMap<string, MergeAnswer>,
): MergeReview {
  const { places } = mergeContents(base, mine, theirs);
  const outcome = resolve({ base, mine, theirs }, answers);
  if (!outcome.ok) return { places, open: outcome.error, notices: [] };
  return { places, open: [], notices: outcome.value.notices };
}

/** Answers to the conflicts of a merge, and the state of the project that they were given for. */
export interface MergeOrder {
  readonly head: string;
  readonly answers: ReadonlyMap<string, MergeAnswer>;
}

/**
 * Merges a sealed file into the open project, all of it or nothing: where the project has everything already, only what was
 * logged is united; where the file goes on from the project, the project follows; else both are put together in a new state.
 * `merge-unanswered` where a conflict has no answer, or the project is in another state by now; `keyring-locked`, and as
 * `Keyring.change` fails. Answers the state that the project is in then. Verdicts in the file are for whoever looks at it: what
 * holds here is asked here.
 */
export function mergeReceived(
  project: OpenProject,
  file: ReceivedFile,
  keyring: KeyringSession,
  { head, answers }: MergeOrder,
): Result<HistoryState, CallFailure> {
  const graph = joinedGraph(project, file);
  const sides = sidesOf(project, file, graph);
  if (!sides.ok) return sides;
  if (sides.value.head !== head) return failure({ code: 'merge-unanswered' });
  const ours = relation(graph, head, file.opened.shared.head);
  const resolved = ours === 'apart' ? resolve(sides.value, answers) : null;
  if (resolved?.ok === false) return failure({ code: 'merge-unanswered' });
  // Before the project is in another state: whoever hears of a failure takes it for the one that it was in.
  const noted = noteReceived(file, keyring);
  return noted.ok ? takeOver(project.vault.history, file, ours, resolved?.value.content ?? null) : noted;
}

function takeOver(
  history: History,
  file: ReceivedFile,
  ours: Relation,
  content: ProjectContent | null,
): Result<HistoryState, VaultFailure> {
  const foreign = foreignOf(file);
  if (ours === 'behind') return history.follow(foreign);
  if (content !== null) return history.merge({ parents: [history.head.id, foreign.head], content, foreign });
  const united = history.unite(foreign);
  return united.ok ? success(history.head) : united;
}
