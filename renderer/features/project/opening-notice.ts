import type { OpenedProject } from '#contract/channels.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { leftOpenSentence } from '#core/messages/holder-sentence.ts';

/** The notice about how a project was opened, a sentence for each thing to know; empty when there is nothing. */
export function openingNotice(opened: OpenedProject, text: Translate): string {
  return [
    opened.readOnly ? text('interface.workbench.read-only') : '',
    opened.recovered ? text('interface.workbench.recovered') : '',
    opened.leftOpen === null ? '' : leftOpenSentence(opened.leftOpen, text),
    opened.setAside ? text('interface.workbench.set-aside') : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
