import { translate } from '#cli/console/console.ts';
import { personLine } from '#cli/keyring/person-lines.ts';
import type { SealedDecision, SealedPreview, SharedContent } from '#contract/exchange-calls.ts';
import { spokenFingerprint } from '#exchange/card/fingerprint.ts';

/** What a sealed file holds, a line for each part. */
export function contentLines(contents: readonly SharedContent[]): readonly string[] {
  return contents.map(
    ({ part, count, bytes }) => `  ${translate(`sharing.part.${part}`, { count })}, ${String(bytes)} bytes`,
  );
}

/** Who signed a sealed file, for whom, what for, and of which state of which project it is. */
export function sealedLines({
  signer,
  recipients,
  project,
  purpose,
  createdAt,
  head,
}: SealedPreview): readonly string[] {
  const line = (label: Parameters<typeof translate>[0], words: string): string =>
    `  ${translate(label)}: ${words}`;
  return [
    line('sealed.signer', personLine(signer)),
    `  ${translate('sealed.sealed-at', { instant: createdAt })}`,
    ...recipients.map(({ fingerprint, name }) =>
      line('sealed.for', `${spokenFingerprint(fingerprint)}  ${name ?? translate('sealed.unknown')}`),
    ),
    line('sharing.purpose', purpose),
    line('sealed.project', `${project.name} (${project.classification})`),
    line('sealed.state', `${head.id} ${head.createdAt} ${head.author?.name ?? translate('history.nobody')}`),
  ];
}

/** The decisions about public reports that a sealed file brings, a line for each. */
export function decisionLines(decisions: readonly SealedDecision[]): readonly string[] {
  return decisions.map(({ kind, organisation, recordedAt: instant }) =>
    translate(`sealed.decision.${kind}`, { organisation: organisation ?? '', instant }),
  );
}

/** How a sealed file relates to the open project. */
export function relationSentence({ relation, decisions }: SealedPreview): string {
  const isNewsOnly = (relation === 'same' || relation === 'behind') && decisions.length > 0;
  return translate(`sealed.relation.${isNewsOnly ? 'decisions' : relation}`);
}
