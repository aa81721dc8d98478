import type { Answer } from '#core/analysis/6-decide/answer.ts';
import { attackSteps, type AttackStep } from '#core/interchange/format/attack-steps.ts';
import type {
  Format,
  ImportedModel,
  ImportedReport,
  Problem,
  Sentence,
} from '#core/interchange/format/format.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { failure, success, type Result } from '#core/result.ts';
import type { ClaimReason } from './claim-form.ts';
import { importScyther } from './import.ts';
import type { ScytherClaim } from './report.ts';
import { verdictOn, type ClaimVerdict } from './verdict.ts';
import { writeApplication } from './written.ts';

/** Protocols of Scyther. */
export const scyther: Format = {
  id: 'scyther',
  endings: ['.spdl'],
  mediaType: 'text/plain',
  reader: { makes: 'protocol', read },
  writer: null,
};

function read(text: string): Result<ImportedModel, readonly Problem[]> {
  const imported = importScyther(text);
  if (!imported.ok) {
    return failure(
      imported.failures.map(({ code, line, column, name }): Problem => ({
        code: `scyther-${code}`,
        at: { line, column },
        sentence: (translate) => translate(`import.scyther-${code}`, { name }),
      })),
    );
  }
  const { protocol, claims } = imported;
  return success({
    protocol,
    notes: claims.flatMap((claim) => unwritten(claim, claims)),
    report: (answers, cancelled) => reportOf(protocol, claims, answers, cancelled),
  });
}

// Which claim it is; roles of different protocols may have the same name.
function nameOf({ protocol, role, label, claim }: ScytherClaim, all: readonly ScytherClaim[]): string {
  const isAlone = all.every((other) => other.protocol === protocol);
  return `${isAlone ? role : `${protocol}.${role}`} ${label} ${claim}`;
}

// A claim that a written model does not put as it is claimed.
function unwritten(claim: ScytherClaim, all: readonly ScytherClaim[]): readonly Sentence[] {
  const { reason } = claim;
  if (reason === null) return [];
  const question = nameOf(claim, all);
  const sentence: Sentence = (translate) =>
    translate('export.proverif-note-claim', { question, because: reasonSentence(reason)(translate) });
  return [sentence];
}

/** The claims in the order of the text; one that cannot be expressed is `undecided`, one that is never come to `vacuous`. */
function reportOf(
  protocol: Protocol,
  stated: readonly ScytherClaim[],
  answers: ReadonlyMap<string, Answer>,
  cancelled: () => boolean,
): ImportedReport {
  const claims = stated.map((each) => ({
    ...each,
    ...judged(verdictOn(protocol, each, answers, cancelled), protocol),
  }));
  return {
    heading: '',
    answers: claims.map((each) => ({ line: claimLine(each, nameOf(each, stated)), attack: each.attack })),
    allHold: claims.length > 0 && claims.every(({ verdict }) => verdict === 'holds'),
    json: {
      claims: claims.map(({ protocol: of, role, label, claim, verdict, runs, reason, attack }) => ({
        protocol: of,
        role,
        label,
        claim,
        verdict,
        runs,
        reason: reason?.code ?? null,
        attack,
      })),
    },
  };
}

interface Judged {
  readonly verdict: ClaimVerdict['verdict'];
  /** Within how many runs of each role it holds, where there is no proof for any number. */
  readonly runs: number | null;
  readonly attack: readonly AttackStep[];
}

function judged(found: ClaimVerdict, protocol: Protocol): Judged {
  const trace = found.verdict === 'violated' ? found.trace : null;
  return {
    verdict: found.verdict,
    runs: found.verdict === 'holds-within' ? found.runs : null,
    attack: trace === null ? [] : attackSteps(protocol, trace, writeApplication),
  };
}

function claimLine({ verdict, runs, reason }: ScytherClaim & Judged, name: string): Sentence {
  return (translate) => {
    const because = verdict === 'vacuous' ? vacuousSentence : reason === null ? null : reasonSentence(reason);
    const isOpen = verdict === 'undecided' || verdict === 'vacuous';
    const why = isOpen && because !== null ? ` (${because(translate)})` : '';
    const within = runs === null ? '' : ` ${runs}`;
    return `${name}: ${verdict}${within}${why}`;
  };
}

const vacuousSentence: Sentence = (translate) => translate('import.scyther-vacuous');

function reasonSentence({ code, name }: ClaimReason): Sentence {
  return (translate) => translate(`import.scyther-reason-${code}`, { name });
}
