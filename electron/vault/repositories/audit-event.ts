import { createHash } from 'node:crypto';
import { z } from 'zod';
import { auditEventKinds } from '#core/history/event-kinds.ts';
import { canonicalJson } from '#core/history/canonical.ts';
import { ancestorsFirst } from '#core/history/graph.ts';
import type { Author } from '#core/history/state.ts';

/** A kind of event in the audit log. */
export type EventKind = (typeof auditEventKinds)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

/** What an event says; everything but its identifier, which follows from it and from the project. */
const contentShape = {
  previous: z.array(sha256).max(1_000),
  createdAt: z.iso.datetime({ precision: 3 }),
  kind: z.enum(auditEventKinds),
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
      /**
       * `unlinked`: what this line followed is not there, or not any more what it was; or it begins a log that has begun
       * already; or it stands there twice. `cut-off`: lines followed this one when something was last added, and do not now.
       */
      readonly kind: 'unlinked' | 'cut-off';
      readonly event: AuditEvent;
    }
  | {
      /** A line with which the log ended when something was last added to it is not there, or not any more what it was. */
      readonly kind: 'end-missing';
      readonly event: null;
    };

/** Finds where a log does not fit together: none where every line is linked and the last ones are these. */
export function brokenLinks(events: readonly AuditEvent[], tips: readonly string[]): readonly BrokenLink[] {
  const places = new Map(events.map(({ id }, place) => [id, place]));
  const followed = new Set(events.flatMap(({ previous }) => previous));
  const begins = events.findIndex(({ previous }) => previous.length === 0);
  const broken = events.flatMap((event, place): readonly BrokenLink[] => {
    const { id, previous } = event;
    const isUnlinked =
      (previous.length === 0 && place !== begins) ||
      previous.some((each) => !places.has(each)) ||
      places.get(id) !== place;
    const isCutOff = !followed.has(id) && !tips.includes(id);
    return [
      ...(isUnlinked ? [{ kind: 'unlinked', event } as const] : []),
      ...(isCutOff ? [{ kind: 'cut-off', event } as const] : []),
    ];
  });
  const isWhole = tips.every((id) => places.has(id));
  return isWhole ? broken : [...broken, { kind: 'end-missing', event: null }];
}

/** Events in their order in time, no one before what it followed. */
export function inOrder(events: readonly AuditEvent[]): readonly AuditEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  // An event is read at the time of the latest one that it followed, where the clock was set back in between.
  const readAt = new Map<string, string>();
  const order = ancestorsFirst(new Map(events.map(({ id, previous }) => [id, previous])));
  for (const id of order) {
    const { createdAt = '', previous = [] } = byId.get(id) ?? {};
    const instants = [createdAt, ...previous.map((each) => readAt.get(each) ?? '')];
    readAt.set(
      id,
      instants.reduce((left, right) => (left > right ? left : right)),
    );
  }
  const places = new Map(order.map((id, place) => [id, place]));
  return events.toSorted((left, right) => {
    const [one, other] = [readAt.get(left.id) ?? '', readAt.get(right.id) ?? ''];
    if (one !== other) return one < other ? -1 : 1;
    return (places.get(left.id) ?? 0) - (places.get(right.id) ?? 0);
  });
}
