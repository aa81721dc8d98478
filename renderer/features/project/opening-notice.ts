import type { OpenedProject } from '#contract/channels.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { leftOpenSentence } from '#core/messages/holder-sentence.ts';

/** The notice about how a project was opened, a sentence for each thing to know; empty when there is nothing. */
export function openingNotice(opened: OpenedProject, text: Translate): string {
  const { readOnly, recovered, setAside, rollback, leftOpen } = opened;
  return [
    readOnly ? text('interface.workbench.read-only') : '',
    recovered ? text('interface.workbench.recovered') : '',
    leftOpen === null ? '' : leftOpenSentence(leftOpen, text),
    setAside ? text('interface.workbench.set-aside') : '',
    rollback === 'newer' ? text('interface.opening.newer') : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What is said quietly of how a project was opened: nothing that anybody need do something about; empty without that. */
export function openingRemark({ rollback }: OpenedProject, text: Translate): string {
  return rollback === 'unknown' ? text('interface.opening.unknown') : '';
}

/** A finding about the file of a project that must be answered before work goes on. */
export type OpeningQuestion = 'older' | 'forked';

/** What must be answered before work goes on in a project that was opened; null where nothing must. */
export function openingQuestion({ rollback }: OpenedProject): OpeningQuestion | null {
  return rollback === 'older' || rollback === 'forked' ? rollback : null;
}
