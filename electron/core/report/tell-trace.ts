import type { TraceRecord, TraceStep } from '#core/analysis/verify/narrative.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/**
 * Tells an attack in sentences: one for each run that takes part, with those it believes to talk to, then one
 * numbered sentence for each message.
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
  const steps = trace.steps.map((step, index) => `(${index + 1}) ${sentence(step, translate)}`);
  return [...runs, ...steps];
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
