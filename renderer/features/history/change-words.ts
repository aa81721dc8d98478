import type { MessageKey, Translate } from '#core/messages/catalogue.ts';
import { criteria, criterionStatuses } from '#core/dossier/criterion.ts';
import { methodActivities } from '#core/dossier/effort-entry.ts';
import { riskLevels } from '#core/dossier/risk-level.ts';
import { abstractionLevels, coverages } from '#core/dossier/scope.ts';
import { threatDecisions } from '#core/dossier/threat-entry.ts';
import { treatmentStatuses } from '#core/dossier/treatment.ts';
import type { ChangeKind, ContentChange } from '#core/method/comparison/content-change.ts';

/** A change as it is told: what it is about, and what was said and is said of it. */
export interface ChangeWords {
  readonly what: string;
  /** Null where there was, or is, nothing to say. */
  readonly before: string | null;
  readonly after: string | null;
  /** True where these are lines of the language. */
  readonly code: boolean;
}

const marks: Readonly<Record<ChangeKind, string>> = {
  added: '+',
  removed: '−',
  changed: '~',
  renamed: '≈',
  moved: '⇅',
  accepted: '✓',
  rejected: '✕',
  reopened: '?',
};

/** The sign of a change; a word beside it says the same. */
export function changeMark(kind: ChangeKind): string {
  return marks[kind];
}

/** Tells a change. `threatTitle` gives the words of a threat of the catalogue, or null. */
export function changeWords(
  change: ContentChange,
  text: Translate,
  threatTitle: (id: string) => string | null,
): ChangeWords {
  const { subject, name, before, after } = change;
  const words = (what: string, said: (code: string | null) => string | null): ChangeWords => ({
    what,
    before: unlessEmpty(said(before)),
    after: unlessEmpty(said(after)),
    code: false,
  });
  const coded =
    <Code extends string>(codes: readonly Code[], key: (code: Code) => MessageKey) =>
    (said: string | null): string | null => {
      const code = codes.find((each) => each === said);
      return code === undefined ? said : text(key(code));
    };
  const nothing = (): null => null;
  const named = name ?? text(`history.subject.${subject}`, { count: 1 });
  switch (subject) {
    case 'protocol':
    case 'entity':
    case 'coincide':
    case 'element':
    case 'phase':
    case 'message':
    case 'step':
    case 'tick':
    case 'claim':
    case 'requirement':
    case 'attack':
    case 'assumption':
      return { what: named, before, after, code: true };
    case 'purpose':
      return words(text('scope.purpose'), (said) => said);
    case 'level':
      return words(
        coded(abstractionLevels, (level) => `scope.level.${level}`)(name) ?? named,
        coded(coverages, (coverage) => `scope.coverage.${coverage}`),
      );
    case 'threat':
      return words(
        threatTitle(named) ?? named,
        coded(threatDecisions, (decision) => `threats.decision.${decision}`),
      );
    case 'policy':
      return words(named, nothing);
    case 'risk':
      return words(threatTitle(named) ?? named, (said) =>
        coded(riskLevels, (level) => `risk.level.${level}`)(said ?? 'unknown'),
      );
    case 'treatment':
      return words(
        named,
        coded(treatmentStatuses, (status) => `risk.treatments.status.${status}`),
      );
    case 'criterion':
      return words(
        coded(criteria, (criterion) => `evaluation.criterion.${criterion}`)(name) ?? named,
        coded(criterionStatuses, (status) => `evaluation.status.${status}`),
      );
    case 'effort':
      return words(
        named,
        coded(methodActivities, (activity) => `effort.activity.${activity}`),
      );
    case 'released-item':
      return words(named, (said) => said);
    case 'scope-statement':
    case 'source':
    case 'owner':
      return words(named, nothing);
  }
}

function unlessEmpty(words: string | null): string | null {
  return words?.trim() === '' ? null : words;
}
