import { z } from 'zod';
import { dossierSchema } from '#contract/dossier/dossier-schema.ts';
import type { Dossier } from '#core/dossier/dossier.ts';
import { ancestorsFirst } from '#core/history/graph.ts';
import { stateCauses, type HistoryState, type ProjectContent } from '#core/history/state.ts';
import { auditEventSchema, eventId, type AuditEvent } from '#vault/repositories/audit-event.ts';
import {
  ledgerId,
  ledgerText,
  readLedgerContent,
  type LedgerEntry,
} from '#vault/repositories/ledger-entry.ts';

/** A state as another copy of the project has it; without its content where only its place in the history was handed on. */
export interface ForeignState extends HistoryState {
  readonly content: ProjectContent | null;
}

/** What another copy of a project has, as plain data. */
export interface ForeignHistory {
  /** The identifier of the project. */
  readonly project: string;
  /** The state that the other copy is in. */
  readonly head: string;
  readonly states: readonly ForeignState[];
  readonly ledger: readonly LedgerEntry[];
  readonly audit: readonly AuditEvent[];
  /** Files of source documents. */
  readonly documents: readonly Uint8Array[];
  /** The SHA-256 of the file that it came in, for the audit log; left out where it came in none. */
  readonly fileHash?: string;
}

/** A merge: the states that are put together, what the project says then, and what the other copy has. */
export interface MergeOutcome {
  readonly parents: readonly string[];
  readonly content: ProjectContent;
  readonly foreign: ForeignHistory;
}

const id = z.string().regex(/^[0-9a-f]{32}$/u);

/** The most states that came out of a state, or that another copy hands over at once. */
const most = { parents: 64, states: 20_000 } as const;

const stateSchema = z.strictObject({
  id,
  parents: z.array(id).max(most.parents),
  createdAt: z.iso.datetime({ precision: 3 }),
  author: z
    .strictObject({ name: z.string().max(1_000), fingerprint: z.string().max(200).nullable() })
    .nullable(),
  cause: z.enum(stateCauses),
  origin: id.nullable(),
  name: z.string().max(1_000).nullable(),
});

/**
 * What another copy has, checked as far as that can be without looking at this one; its states stand after their ancestors.
 * Null where it does not fit together: another shape, an identifier that does not follow from what it names, states that came
 * out of themselves.
 */
export function readForeign(given: ForeignHistory): ForeignHistory | null {
  const states = given.states.length > most.states ? null : readStates(given.states);
  const audit = z.array(auditEventSchema).safeParse(given.audit);
  if (states === null || !audit.success) return null;
  if (audit.data.some((event) => eventId(given.project, event) !== event.id)) return null;
  const ledger = given.ledger.map(readEntry);
  if (!ledger.every((entry) => entry !== null)) return null;
  const ordered = inOrder(states);
  const events = inOrder(audit.data.map((event) => ({ ...event, parents: event.previous })));
  if (ordered === null || events === null) return null;
  const read = events.map(({ parents, ...event }) => ({ ...event, previous: parents }));
  return { ...given, states: ordered, ledger, audit: read };
}

// A dossier is read once, however many states have it.
function readStates(given: readonly ForeignState[]): readonly ForeignState[] | null {
  const dossiers = new Map<unknown, Dossier | null>();
  const dossierOf = (raw: unknown): Dossier | null => {
    const known = dossiers.get(raw);
    if (known !== undefined) return known;
    const parsed = dossierSchema.safeParse(raw);
    const dossier = parsed.success ? parsed.data : null;
    dossiers.set(raw, dossier);
    return dossier;
  };
  const states = given.map(({ content, ...rest }): ForeignState | null => {
    const state = stateSchema.safeParse(rest);
    if (!state.success) return null;
    if (content === null) return { ...state.data, content };
    const dossier = dossierOf(content.dossier);
    const { text } = content;
    return dossier === null || typeof text !== 'string'
      ? null
      : { ...state.data, content: { text, dossier } };
  });
  return states.every((state) => state !== null) ? states : null;
}

function readEntry({ id: given, kind, recordedAt, fields }: LedgerEntry): LedgerEntry | null {
  const content = readLedgerContent({ kind, recordedAt, fields });
  if (content === null || ledgerId(ledgerText(content)) !== given) return null;
  return { ...content, id: given };
}

// Null where there is a circle, or one twice.
function inOrder<Node extends { readonly id: string; readonly parents: readonly string[] }>(
  nodes: readonly Node[],
): readonly Node[] | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const graph = new Map(nodes.map((node) => [node.id, node.parents]));
  const order = ancestorsFirst(graph);
  const places = new Map(order.map((each, place) => [each, place]));
  const isInOrder = nodes.every((node) =>
    node.parents.every((parent) => (places.get(parent) ?? -1) < (places.get(node.id) ?? -1)),
  );
  return isInOrder && byId.size === nodes.length ? order.flatMap((each) => byId.get(each) ?? []) : null;
}
