import type { InteractionWords } from '#core/views/diagrams/interaction/interaction.ts';
import { channelTrusts, type ChannelTrust } from '#core/language/kinds.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** The words of the interaction view in one language. */
export function interactionWords(translate: Translate): InteractionWords {
  const word = (trust: ChannelTrust): string => translate(`report.trust.${trust}`);
  const [open, authentic, confidential, secure] = channelTrusts;
  return {
    trust: {
      [open]: word(open),
      [authentic]: word(authentic),
      [confidential]: word(confidential),
      [secure]: word(secure),
    },
    overheard: translate('report.overheard'),
    publicChannel: translate('report.public-channel'),
    folded: (count) => translate('report.folded-messages', { count }),
  };
}
