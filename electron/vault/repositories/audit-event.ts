import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#core/history/canonical.ts';
import { ancestorsFirst } from '#core/history/graph.ts';
import type { Author } from '#core/history/state.ts';

/** Kinds of event in the audit log. */
export const eventKinds = [
  'created',
  'opened',
  'opening-failed',
  'recovered',
  'exported-full',
  'exported-metrics',
  'exported-public',
  'exported-drawing',
  'approved-public',
  'approval-withdrawn',
  'released-public',
  'owner-named',
  'owner-renamed',
  'owner-removed',
  'owner-overruled',
  'passphrase-changed',
  'passphrase-added',
  'passphrase-removed',
  'recipient-added',
  'recipient-removed',
  'recovery-made',
  'recovery-removed',
  'taken-over',
  'document-added',
  'document-removed',
  'policy-changed',
  'named',
  'restored',
  'merged',
  'shared',
  'unsealed',
  'thinned',
] as const;
export type EventKind = (typeof eventKinds)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

/** What an event says; everything but its identifier, which follows from it and from the project. */
const contentShape = {
  previous: z.array(sha256).max(1_000),
  createdAt: z.iso.datetime({ precision: 3 }),
  kind: z.enum(eventKinds),
  author: z
    .strictObject({ name: z.string().max(1_000), fingerprint: z.string().max(200).nullable() })
    .nullable(),
  state: z
    .string()
    .regex(/^[0-9a-f]{32}$/u)
    .nullable(),
  fileHash: sha256.nullable(),
};

/** The shape of an event that comes from elsewhere. */
export const auditEventSchema = z.strictObject({ id: sha256, ...contentShape });

/** What an event says. */
export interface EventContent {
  /** Every event that no other one had followed before. */
  readonly previous: readonly string[];
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly kind: EventKind;
  readonly author: Author | null;
  /** The state of the project that it is about. */
  readonly state: string | null;
  /** The SHA-256 of the file that was exported, added, removed, or is spoken of. */
  readonly fileHash: string | null;
}

/** One line of the audit log, linked to those before it: a graph once histories were merged. */
export interface AuditEvent extends EventContent {
  /** The SHA-256 of everything else and of the project's identifier. */
  readonly id: string;
}

/** The identifier of an event of a project. */
export function eventId(
  project: string,
  { previous, createdAt, kind, author, state, fileHash }: EventContent,
): string {
  const content = { project, previous: previous.toSorted(), createdAt, kind, author, state, fileHash };
  return createHash('sha256')
    .update('segl audit event v1\n')
    .update(canonicalJson(content), 'utf8')
    .digest('hex');
}

/** A place where the audit log does not fit together. */
export type BrokenLink =
  | {
      /** What this event followed is not there, or not any more what it was; or it begins a log that has begun already. */
      readonly kind: 'unlinked';
      readonly event: AuditEvent;
    }
  | {
      /** The log does not end where it ended when something was last added to it. */
      readonly kind: 'end-missing';
      readonly event: null;
    };

/** Finds where a log does not fit together: none where every line is linked and the last ones are these. */
export function brokenLinks(events: readonly AuditEvent[], tips: readonly string[]): readonly BrokenLink[] {
  const known = new Set(events.map(({ id }) => id));
  const followed = new Set(events.flatMap(({ previous }) => previous));
  const [first] = events.filter(({ previous }) => previous.length === 0);
  const unlinked = events
    .filter(
      (event) =>
        (event.previous.length === 0 && event !== first) || event.previous.some((id) => !known.has(id)),
    )
    .map((event): BrokenLink => ({ kind: 'unlinked', event }));
  const ends = events.map(({ id }) => id).filter((id) => !followed.has(id));
  const isWhole = ends.toSorted().join() === tips.toSorted().join();
  return isWhole ? unlinked : [...unlinked, { kind: 'end-missing', event: null }];
}

/** Events in their order in time, no one before what it followed. */
export function inOrder(events: readonly AuditEvent[]): readonly AuditEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  // An event is read at the time of the latest one that it followed, where the clock was set back in between.
  const readAt = new Map<string, string>();
  const graph = new Map(events.map(({ id, previous }) => [id, previous]));
  const order = ancestorsFirst(graph);
  for (const id of order) {
    const event = byId.get(id);
    if (event === undefined) continue;
    const before = event.previous.map((each) => readAt.get(each) ?? '');
    readAt.set(
      id,
      [event.createdAt, ...before].reduce((left, right) => (left > right ? left : right)),
    );
  }
  return order
    .flatMap((id) => byId.get(id) ?? [])
    .toSorted((left, right) => {
      const [one, other] = [readAt.get(left.id) ?? '', readAt.get(right.id) ?? ''];
      return one === other ? 0 : one < other ? -1 : 1;
    });
}
