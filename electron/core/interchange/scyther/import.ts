import { Algebra } from '#core/interchange/scyther/algebra.ts';
import { agreementOf, type AgreementPoint } from '#core/interchange/scyther/agreement.ts';
import { agreementWanted } from '#core/interchange/scyther/claims.ts';
import { exposuresOf } from '#core/interchange/scyther/exposures.ts';
import {
  Failures,
  positioned,
  type PlacedFailure,
  type ScytherFailure,
} from '#core/interchange/scyther/failure.ts';
import { claimLabels } from '#core/interchange/scyther/labels.ts';
import { parseScyther } from '#core/interchange/scyther/parse.ts';
import { isHelper, presenceEventsOf } from '#core/interchange/scyther/presence.ts';
import { receiptsOf, type Receipts } from '#core/interchange/scyther/receipts.ts';
import { checkRoles } from '#core/interchange/scyther/role-check.ts';
import { resolveModel, type ResolvedProtocol } from '#core/interchange/scyther/resolve.ts';
import type { ScytherClaim } from '#core/interchange/scyther/report.ts';
import { translateRole } from '#core/interchange/scyther/roles.ts';
import { agentSort } from '#core/interchange/scyther/scope.ts';
import type { Model } from '#core/interchange/scyther/syntax.ts';
import { TermWriter } from '#core/interchange/scyther/terms.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import type { Query } from '#core/protocol/query.ts';

/** The protocol of a model, with its claims in the order of the text; or everything that stands in the way. */
export type ScytherImport =
  | { readonly ok: true; readonly protocol: Protocol; readonly claims: readonly ScytherClaim[] }
  | { readonly ok: false; readonly failures: readonly ScytherFailure[] };

/**
 * Imports a model of Scyther 1.1 (Cremers, "The Scyther Tool", CAV 2008; Cremers and Mauw, "Operational
 * Semantics and Verification of Security Protocols", 2012).
 *
 * All agents are of one sort, every role has all roles of its protocol as its agents, and any agent may play
 * any of them, also several in one run. One agent is dishonest, and its long-term keys are exposed. Claims
 * count where all agents of the run are honest. Variables take atomic values of their type; tickets and
 * variables without a type take every message. All protocols of the model run side by side.
 */
export function importScyther(text: string): ScytherImport {
  const parsed = parseScyther(text);
  const refused = (all: readonly PlacedFailure[]): ScytherImport => ({
    ok: false,
    failures: all.map((failure) => positioned(text, failure)),
  });
  if (!parsed.ok) return refused([parsed.failure]);
  const failures = new Failures();
  const imported = translate(parsed.model, failures);
  return failures.all.length > 0 ? refused(failures.all) : { ok: true, ...imported };
}

function translate(
  model: Model,
  failures: Failures,
): { readonly protocol: Protocol; readonly claims: readonly ScytherClaim[] } {
  checkRoles(model, failures);
  const resolved = resolveModel(model, failures);
  const algebra = new Algebra(resolved, model.declarations, failures);
  const labels = claimLabels(model);
  const presence = presenceEventsOf(model);
  const queries: Query[] = [];
  const translated = resolved.protocols.flatMap((protocol) => {
    const helper = isHelper(protocol.script);
    const writers = new Map(
      protocol.roles.map(({ script, scope }) => [script.name.name, new TermWriter(scope, algebra, failures)]),
    );
    const receipts = receiptsOf(protocol, helper, (role, term) => writerOf(writers, role).message(term));
    queries.push(...receipts.queries);
    const points = helper ? new Map<string, Set<number>>() : agreementPoints(protocol, receipts);
    return protocol.roles.map((role) => {
      const { name } = role.script.name;
      return translateRole({
        protocol,
        role,
        writer: writerOf(writers, name),
        failures,
        labels,
        presence,
        points: points.get(name) ?? new Set(),
        receipts,
        helper,
      });
    });
  });
  const exposures = exposuresOf(model, resolved, algebra, failures);
  const main = model.protocols.find((each) => !isHelper(each)) ?? model.protocols[0];
  const protocol: Protocol = {
    name: main?.name.name ?? '',
    theory: algebra.theory(),
    agentSorts: [agentSort],
    numberSorts: [],
    sorts: resolved.sorts,
    secrets: resolved.secrets,
    exposures,
    roles: translated.map(({ role }) => role),
    phases: 1,
    queries: [...translated.flatMap((role) => role.queries), ...queries],
    passive: false,
  };
  return { protocol, claims: translated.flatMap(({ claims }) => claims) };
}

function writerOf(writers: ReadonlyMap<string, TermWriter>, role: string): TermWriter {
  const writer = writers.get(role);
  if (writer === undefined) throw new RangeError(`${role} has no script`);
  return writer;
}

// Where each role must tell its messages, for the claims of agreement and the receipts of all roles.
function agreementPoints(
  protocol: ResolvedProtocol,
  receipts: Receipts,
): ReadonlyMap<string, ReadonlySet<number>> {
  const points = new Map<string, Set<number>>();
  const add = (point: AgreementPoint): void => {
    points.set(point.role, new Set([...(points.get(point.role) ?? []), point.index]));
  };
  for (const { script } of protocol.roles) {
    script.events.forEach((event, index) => {
      if (event.kind === 'claim') {
        agreementWanted(event, protocol, script.name.name, index)?.points.forEach(add);
      } else if (receipts.eventAt(script.name.name, index) !== null) {
        agreementOf(protocol.script, script.name.name, index + 1)?.points.forEach(add);
      }
    });
  }
  return points;
}
