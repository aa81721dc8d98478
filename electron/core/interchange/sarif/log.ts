import type { Property } from '#core/analysis/record/question.ts';
import { questionKinds } from '#core/language/kinds.ts';
import type { AnswerKind, Verdict } from '#core/analysis/record/verdict.ts';
import { engineVersion } from '#core/analysis/record/record.ts';
import type { Findings } from '#core/interchange/format/format.ts';
import { positionAt, type Span } from '#core/language/source.ts';
import type { Translate } from '#core/messages/catalogue.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { isGap, type Unasked } from '#core/method/requirements/unasked.ts';
import { describeFinding } from '#core/views/words/describe-finding.ts';
import { describeQuestion } from '#core/views/words/describe-question.ts';
import { describeUnasked } from '#core/views/words/describe-unasked.ts';

/** The rule of statements about which nothing was asked. */
const notAsked = 'not-asked';

const ruleIds: readonly string[] = [...questionKinds, notAsked];

/**
 * A log in SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format", 2020). There is a result for every question
 * that is not proved, for every statement about which none was asked, and where nothing was asked at all; what is proved is
 * no finding. A rule is a kind of
 * question, and the place that of the statement in the text. Of an attack there is the sentence and no more: no trace, no
 * messages, so that a log says no more of a system than its list of findings.
 */
export function sarifLog(findings: Findings, translate: Translate): object {
  const results = [
    ...findings.verdicts.flatMap((verdict) => resultOf(verdict, findings, translate)),
    ...findings.unasked.filter(isGap).map((unasked) => unaskedResult(unasked, findings, translate)),
    ...(findings.verdicts.length === 0 ? [nothingAsked(findings, translate)] : []),
  ];
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Segl', version: engineVersion, rules: ruleIds.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

/** Only a failure has a level (section 3.27.10): what is open is neither an error nor proved; a statement about nothing is one. */
const kinds: Readonly<Record<Exclude<AnswerKind, 'holds'>, Pick<Result, 'kind' | 'level'>>> = {
  violated: { kind: 'fail', level: 'error' },
  vacuous: { kind: 'fail', level: 'error' },
  undecided: { kind: 'open', level: 'none' },
  'holds-within': { kind: 'open', level: 'none' },
  inconsistent: { kind: 'review', level: 'none' },
};

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: 'fail' | 'open' | 'review';
  readonly level: 'error' | 'none';
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  /** Stays the same as long as the question does, wherever its statement stands. */
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

function resultOf(verdict: Verdict, findings: Findings, translate: Translate): readonly Result[] {
  const { question, answer } = verdict;
  const { attack } = question;
  if (answer === 'holds') return [];
  const sentence = `${describeQuestion(question, translate)}: ${describeFinding(verdict, translate)}`;
  return [
    {
      ...ruleOf(question.kind),
      ...kinds[answer],
      message: { text: underAttack(sentence, attack, translate) },
      locations: [locationOf(spanOf(question, findings), findings)],
      partialFingerprints: { 'question/v1': `${attack ?? ''}/${question.key}` },
    },
  ];
}

function unaskedResult(unasked: Unasked, findings: Findings, translate: Translate): Result {
  const { what, why } = describeUnasked(unasked, translate);
  return {
    ...ruleOf(notAsked),
    ...kinds.undecided,
    message: { text: underAttack(`${what}: ${why}`, unasked.attack, translate) },
    locations: [locationOf(unasked.stated.span, findings)],
    partialFingerprints: { 'question/v1': `${unasked.attack ?? ''}/${what}` },
  };
}

// A log without results would be taken for one of a model of which everything is proved.
function nothingAsked(findings: Findings, translate: Translate): Result {
  return {
    ...ruleOf(notAsked),
    ...kinds.undecided,
    message: { text: translate('report.active.nothing-asked') },
    locations: [locationOf(null, findings)],
    partialFingerprints: { 'question/v1': '/' },
  };
}

function ruleOf(ruleId: string): Pick<Result, 'ruleId' | 'ruleIndex'> {
  return { ruleId, ruleIndex: ruleIds.indexOf(ruleId) };
}

function underAttack(sentence: string, attack: string | null, translate: Translate): string {
  if (attack === null) return sentence;
  return `${translate('report.attack.model', { name: attack })}: ${sentence}`;
}

function spanOf(question: Property, { model }: Findings): Span | null {
  return askingStatement(question, model)?.span ?? null;
}

// Lines and columns count from 1; the end is the place behind the last character.
function locationOf(span: Span | null, { uri, text }: Findings): object {
  const artifactLocation = { uri };
  if (span === null) return { physicalLocation: { artifactLocation } };
  const [start, end] = [positionAt(text, span.start), positionAt(text, span.end)];
  const region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
  return { physicalLocation: { artifactLocation, region } };
}
