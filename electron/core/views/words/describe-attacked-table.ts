import type { AttackedTable, NotShown } from '#core/analysis/pipeline/attacked/attacked-table.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** What the adversary gains in a partially compromised system, in one sentence. */
export function describeGain({ attack, gained }: AttackedTable, translate: Translate): string {
  return translate('report.attacked.gain', { attack, count: gained.length, names: gained.join(', ') });
}

/** What the table leaves out of what the attack model assumes, a sentence each; empty where it shows everything. */
export function describeNotShown({ notShown }: AttackedTable, translate: Translate): readonly string[] {
  return notShown.map((each) => notShownSentence(each, translate));
}

function notShownSentence(each: NotShown, translate: Translate): string {
  switch (each.kind) {
    case 'active':
      return translate('report.attacked.not-shown.active');
    case 'untyped':
      return translate('report.attacked.not-shown.untyped');
    case 'flaw':
      return translate('report.attacked.not-shown.flaw', {
        primitive: each.primitive,
        flaw: translate(`report.flaw.${each.flaw}`),
      });
  }
}
