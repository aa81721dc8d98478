import type { TraceEvent, TraceRecord, TraceStep } from '#core/analysis/verify/narrative.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/**
 * Tells an attack in sentences: one for each run that takes part, with those it believes to talk to, then one
 * numbered sentence for each message, and between these what the question is about.
 */
export function tellTrace(trace: TraceRecord, translate: Translate): readonly string[] {
  const runs = trace.runs.map(({ role, agents }, index) =>
    translate('report.trace.run', {
      run: index + 1,
      role,
      agents: agents
        .map(({ entity, agent, honest }) =>
          honest ? `${entity} = ${agent}` : translate('report.trace.dishonest', { entity }),
        )
        .join(', '),
    }),
  );
  const eventsAfter = (count: number): readonly string[] =>
    trace.events
      .filter(({ after }) => after === count)
      .map((event) => `→ ${eventSentence(event, translate)}`);
  const steps = trace.steps.flatMap((step, index) => [
    `(${index + 1}) ${sentence(step, translate)}`,
    ...eventsAfter(index + 1),
  ]);
  return [...runs, ...eventsAfter(0), ...steps];
}

/** Tells what comes to pass between two messages. */
export function eventSentence(event: TraceEvent, translate: Translate): string {
  const { kind, run, element, content } = event;
  return translate(`report.trace.event.${kind}`, { run: (run ?? -1) + 1, element: element ?? '', content });
}

function sentence(step: TraceStep, translate: Translate): string {
  const { message, content } = step;
  const values = { run: step.run + 1, message, content, from: (step.from ?? 0) + 1 };
  switch (step.origin) {
    case null:
      return translate('report.trace.sends', values);
    case 'handed':
      return translate('report.trace.handed', values);
    case 'delivered':
      return translate('report.trace.delivered', values);
    case 'diverted':
      return translate('report.trace.diverted', values);
    case 'made':
      return translate('report.trace.made', values);
  }
}
