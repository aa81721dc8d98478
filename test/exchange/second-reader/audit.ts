import { hash, line, stateId } from './authors.ts';
import { canonical } from './canonical-json.ts';
import { sha256Hex } from './digests.ts';
import { demand } from './refusal.ts';
import { instant, listOf, object, oneOf, orNull, text } from './shapes.ts';

const eventKinds = [
  'created opened opening-failed recovered exported-full exported-metrics exported-public exported-drawing',
  'approved-public approval-withdrawn released-public owner-named owner-renamed owner-removed owner-overruled',
  'passphrase-changed passphrase-added passphrase-removed recipient-added recipient-removed recovery-made',
  'recovery-removed taken-over document-added document-removed policy-changed named restored merged shared',
  'unsealed thinned',
].flatMap((kinds) => kinds.split(' '));
const auditShape = object({
  events: listOf(
    object({
      author: orNull(object({ fingerprint: orNull(text(200)), name: line })),
      createdAt: instant,
      fileHash: orNull(hash),
      id: hash,
      kind: oneOf(...eventKinds),
      previous: listOf(hash, 1000),
      state: orNull(stateId),
    }),
    100_000,
  ),
});
export type AuditEvent = ReturnType<typeof auditShape>['events'][number];

/** The events, each named by what it says and by those right before it; all of these are there, and one alone began. */
export function readAudit(value: unknown, project: string): readonly AuditEvent[] {
  const { events } = auditShape(value);
  const all = new Set(events.map((event) => event.id));
  demand(all.size === events.length, 'audit: twice');
  for (const { id: name, ...said } of events) {
    const written = canonical({ ...said, previous: [...said.previous].sort(), project });
    demand(sha256Hex('segl audit event v1\n', written) === name, 'audit: identifier');
    demand(
      said.previous.every((each) => all.has(each)),
      'audit: link',
    );
  }
  demand(events.filter(({ previous }) => previous.length === 0).length <= 1, 'audit: link');
  return events;
}
