import { adversaryProcesses } from '#core/interchange/proverif/adversary.ts';
import { algebraDeclarations, trustDeclarations } from '#core/interchange/proverif/algebra.ts';
import { deliveryDeclarations } from '#core/interchange/proverif/channels.ts';
import { counterDeclarations } from '#core/interchange/proverif/counters.ts';
import { Findings, type Obstacle, type Remark } from '#core/interchange/proverif/diagnosis.ts';
import { disordersOf } from '#core/interchange/proverif/disorder.ts';
import { anyFlag, eventDeclarations, eventForms } from '#core/interchange/proverif/events.ts';
import { commentable } from '#core/interchange/proverif/identifiers.ts';
import { ModelNames } from '#core/interchange/proverif/names.ts';
import { occurrencesIn } from '#core/interchange/proverif/occurrences.ts';
import { queryDeclaration, type ProverifQuery } from '#core/interchange/proverif/queries.ts';
import { roleModel } from '#core/interchange/proverif/roles.ts';
import { TermWriter } from '#core/interchange/proverif/terms.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { maximalWrittenSize, writtenSize } from '#core/protocol/written-size.ts';

/** A model, with its queries in the protocol's order, or what keeps the protocol from having one. */
export type ProverifExport =
  | {
      readonly ok: true;
      readonly text: string;
      readonly queries: readonly ProverifQuery[];
      readonly remarks: readonly Remark[];
    }
  | { readonly ok: false; readonly reasons: readonly Obstacle[] };

/**
 * Writes a protocol as a model in the typed pi calculus of ProVerif 2.05 (Blanchet, Smyth, Cheval, Sylvestre,
 * "ProVerif 2.05: Automatic Cryptographic Protocol Verifier, User Manual and Tutorial").
 *
 * All messages have one type. A value of a sort is inside a data constructor of the sort, which keeps the
 * typed reading: a variable of the sort takes nothing else. Messages on channels that are not public go
 * through a table of their label. Fails with reasons when a part of the protocol has no counterpart that the
 * adversary could use fully; remarks say where the model gives it more.
 */
export function exportProverif(protocol: Protocol): ProverifExport {
  if (writtenSize(protocol) > maximalWrittenSize) {
    return { ok: false, reasons: [{ code: 'too-large', subject: String(maximalWrittenSize) }] };
  }
  const findings = new Findings();
  const occurrences = occurrencesIn(protocol);
  const names = new ModelNames(protocol, occurrences);
  const writer = new TermWriter(protocol, names, findings);
  const events = eventForms(protocol, occurrences, writer, findings);
  if (protocol.passive) findings.remark('passive-by-labels', '');

  const algebra = algebraDeclarations(protocol, occurrences, writer, findings);
  const counters = counterDeclarations(occurrences, writer, findings);
  const disorders = disordersOf(protocol, occurrences, writer, findings);
  const trust = anyFlag(events) ? trustDeclarations(protocol, writer) : [];
  const roles = protocol.roles.map((role) =>
    roleModel(protocol, role, writer, occurrences, events, findings),
  );
  const adversary = adversaryProcesses(protocol, occurrences, writer, findings);
  const lastPhase = lastPhaseOf([...roles.map(({ script }) => script), ...adversary]);
  const emitted = new Set(roles.flatMap((role) => [...role.emitted]));
  const numbered = new Set(roles.flatMap((role) => [...role.numbered]));
  const possible = disorders.filter(({ earlier, later }) => numbered.has(earlier) && numbered.has(later));
  const context = { protocol, writer, events, emitted, disorders: possible, lastPhase, findings };
  const queries = protocol.queries.map((query) => queryDeclaration(query, context));
  if (findings.obstacles.length > 0) return { ok: false, reasons: findings.obstacles };

  const parts = [...roles.map(({ identifier }) => `!${identifier}`), ...adversary];
  const sections = [
    header(names),
    // What is no natural number is not to be taken for one.
    writer.naturals.size > 0 ? ['set ignoreTypes = false.'] : [],
    [`free ${names.own.channel}: channel.`],
    [...algebra, ...trust],
    roles.flatMap(({ declarations }) => declarations),
    deliveryDeclarations(protocol, occurrences, writer),
    eventDeclarations(events, protocol, writer),
    counters,
    queries.flatMap(({ name, text }) => (text === null ? [] : [`(* ${commentable(name)} *)`, text])),
    ...roles.map(({ script }) => [script]),
    ['process', parts.length === 0 ? '  0' : parts.map((part) => `  (${part})`).join('\n  |\n')],
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
  return { ok: true, text, queries, remarks: findings.remarks };
}

// ProVerif knows only the phases that the processes enter.
function lastPhaseOf(scripts: readonly string[]): number {
  const phases = scripts.flatMap((script) => [...script.matchAll(/\bphase (\d+);/gu)]);
  return Math.max(0, ...phases.map(([, phase]) => Number(phase)));
}

function header(names: ModelNames): readonly string[] {
  return ['(*', ...names.record.map((line) => `  ${line}`), '*)'];
}

/** The model with notes before it, one a line in a comment; what could end the comment is written by its code. */
export function withNotes(model: string, notes: readonly string[]): string {
  if (notes.length === 0) return model;
  return `${['(*', ...notes.map((note) => `  ${commentable(note)}`), '*)'].join('\n')}\n\n${model}`;
}
