import {
  traceNotations,
  type TraceEvent,
  type TraceRecord,
  type TraceRun,
  type TraceStep,
} from '#core/analysis/record/trace-record.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/**
 * Tells an attack in sentences: one for each run that takes part, with those it believes to talk to, then one
 * numbered sentence for each message, and between these what the question is about.
 */
export function describeTrace(trace: TraceRecord, translate: Translate): readonly string[] {
  const { runs, lines } = traceLines(trace, translate);
  return [...runs, ...lines.map(({ sentence: told }) => told)];
}

/** A sentence about a message (`step` is its index) or about what comes to pass between messages (null). */
export interface TraceLine {
  readonly step: number | null;
  readonly sentence: string;
}

/** The sentences of {@link describeTrace}: those on the runs, and those on what happens, in order. */
export function traceLines(
  trace: TraceRecord,
  translate: Translate,
): { readonly runs: readonly string[]; readonly lines: readonly TraceLine[] } {
  const runs = trace.runs.map(({ role, agents }, index) =>
    runSentence(index + 1, describeRole(role, translate), agents, translate),
  );
  const eventsAfter = (count: number): readonly TraceLine[] =>
    trace.events
      .filter(({ after }) => after === count)
      .map((event) => ({ step: null, sentence: `→ ${eventSentence(event, translate)}` }));
  const steps = trace.steps.flatMap((step, index): readonly TraceLine[] => [
    { step: index, sentence: `(${index + 1}) ${sentence(step, translate)}` },
    ...eventsAfter(index + 1),
  ]);
  return { runs, lines: [...eventsAfter(0), ...steps] };
}

// Who is who needs no words where it is the one that the model is about.
function runSentence(run: number, role: string, agents: TraceRun['agents'], translate: Translate): string {
  const told = agents.flatMap(({ entity, agent, honest }) => {
    if (!honest) return [translate('report.trace.dishonest', { entity })];
    return entity === agent ? [] : [translate('report.trace.another', { entity, agent })];
  });
  if (told.length === 0) return translate('report.trace.run-plain', { run, role });
  return translate('report.trace.run', { run, role, agents: told.join(', ') });
}

/** Explains what is written in some attacks that the language does not have, a sentence for each; none where there is nothing. */
export function describeNotation(
  traces: readonly Pick<TraceRecord, 'notation'>[],
  translate: Translate,
): readonly string[] {
  const used = new Set(traces.flatMap(({ notation }) => notation));
  return traceNotations
    .filter((each) => used.has(each))
    .map((each) => translate(`report.trace.notation.${each}`));
}

/** A role in words: an entity's part of a phase, or the name that another tool's model gives it. */
export function describeRole(role: string, translate: Translate): string {
  const [entity, phase, ...more] = role.split(' in ');
  if (entity === undefined || phase === undefined || more.length > 0) return role;
  return translate('report.trace.role', { entity, phase });
}

/** Tells what comes to pass between two messages. */
export function eventSentence(event: TraceEvent, translate: Translate): string {
  const { kind, run, element, content, short } = event;
  const values = { run: (run ?? -1) + 1, element: element ?? '', content: short ?? content };
  return translate(`report.trace.event.${kind}`, values);
}

function sentence(step: TraceStep, translate: Translate): string {
  const { message, content, short, from, origin } = step;
  const values = { run: step.run + 1, message, content: short ?? content, from: (from ?? 0) + 1 };
  // What only stands for what the sentence names anyway says nothing.
  const plainly = from !== null && short === `[${from + 1}]`;
  switch (origin) {
    case null:
      return translate('report.trace.sends', values);
    case 'handed':
      return translate('report.trace.handed', values);
    case 'delivered':
      return translate(plainly ? 'report.trace.delivered-plainly' : 'report.trace.delivered', values);
    case 'diverted':
      return translate(plainly ? 'report.trace.diverted-plainly' : 'report.trace.diverted', values);
    case 'made':
      return translate('report.trace.made', values);
  }
}
