import type { MatrixWords } from '#core/views/diagrams/protection/matrix.ts';
import type { ProtectionWords } from '#core/views/diagrams/protection/protection.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** The words of the protection view in one language. */
export function protectionWords(translate: Translate): ProtectionWords & MatrixWords {
  return {
    level: (level) => translate('report.full.hierarchy.level', { level: String(level) }),
    transports: translate('report.full.hierarchy.transports'),
    derives: translate('report.full.hierarchy.derives'),
    renews: (key) => translate('report.view.protection.renews', { key }),
    protects: (elements) => translate('report.view.protection.protects', { elements }),
    chosen: translate('report.view.protection.chosen'),
    falls: translate('report.view.protection.falls'),
    guarded: translate('report.view.protection.guarded'),
    fallen: translate('report.view.protection.fallen'),
    remains: translate('report.view.protection.remains'),
    others: translate('report.view.protection.also'),
    nothing: translate('report.view.protection.nothing'),
    letter: (use) => translate(`report.view.protection.letter.${use}`),
    use: (use) => translate(`report.view.protection.use.${use}`),
  };
}
