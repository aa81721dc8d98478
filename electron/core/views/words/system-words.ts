import type { SystemWords } from '#core/views/diagrams/system/system.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { interactionWords } from './interaction-words.ts';

/** The words of the system view in one language. */
export function systemWords(translate: Translate): SystemWords {
  return {
    trust: interactionWords(translate).trust,
    messages: (count) => translate('report.view.system.messages', { count }),
    phases: (count) => translate('report.view.system.phases', { count }),
    longTerm: translate('report.view.system.long-term'),
    session: translate('report.view.system.session'),
    more: (count) => translate('report.view.system.more', { count }),
    compromised: (phase) =>
      phase === ''
        ? translate('report.view.system.compromised')
        : translate('report.view.system.compromised-from', { phase }),
    reads: translate('report.view.system.reads'),
    writes: translate('report.view.system.writes'),
    oneWay: translate('report.view.system.one-way'),
    free: translate('report.view.system.free'),
    leaked: translate('report.view.system.leaked'),
    nothing: translate('report.view.system.nothing'),
  };
}
