import type { TraceWords } from '#core/views/diagrams/trace.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { eventSentence, describeRole } from './describe-trace.ts';

/** The words of a drawn attack in one language. */
export function traceWords(translate: Translate): TraceWords {
  return {
    adversary: translate('report.adversary.lane'),
    run: (number, role) =>
      translate('report.trace.lane', { run: number, role: describeRole(role, translate) }),
    dishonest: (entity) => translate('report.trace.dishonest', { entity }),
    origin: (origin, from) => translate(`report.trace.origin.${origin}`, { from: from ?? 0 }),
    event: (event) => eventSentence(event, translate),
  };
}
