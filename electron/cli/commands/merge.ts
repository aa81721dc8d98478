import { Command } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { jsonOption } from '#cli/console/options.ts';
import { print, printError, printWords, translate, type CommandFailure } from '#cli/console/console.ts';
import { stateAsJson, stateLine } from '#cli/history/history-lines.ts';
import { withGivenProject, type OpenedProject } from '#cli/projects/open-project.ts';
import { openingInput, withOpeningOptions, type OpeningOptions } from '#cli/projects/opening-options.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { noAnswers, readAnswers, type GivenAnswers } from '#cli/sealed/answers-file.ts';
import { noticeSentence, placeLines } from '#cli/sealed/merge-lines.ts';
import { refuseUnanswered } from '#cli/sealed/refuse-unanswered.ts';
import { decisionLines, relationSentence } from '#cli/sealed/content-lines.ts';
import {
  answeredOption,
  printWarnings,
  sealedWarnings,
  unanswered,
  type NamedWarning,
} from '#cli/sealed/warnings.ts';
import { sealedWarnings as sealedWarningKinds } from '#contract/exchange-calls.ts';
import type { SealedPreview } from '#contract/exchange-calls.ts';
import type { HistoryState } from '#core/history/state.ts';
import { failure, success, type Result } from '#core/result.ts';
import { mergeReceived, mergeSides, reviewMerge, type MergeReview } from '#project/exchange/merging.ts';
import { previewOf, readReceived } from '#project/exchange/received-file.ts';
import { realPath } from '#vault/opening/exclusive-opening.ts';

/** The command `merge` with its arguments and options. */
export function mergeCommand(): Command {
  const command = new Command('merge')
    .description(
      'merge what a colleague sealed into a project; nothing is changed before every conflict is answered, by its identifier in ' +
        `a file of answers, and every warning by its name; ${openingInput}`,
    )
    .argument('<project>', 'the project file')
    .argument('<sealed>', 'the sealed file')
    .option('--answers <file>', 'answers to conflicts, as JSON: {"answers": {"<id>": "mine"}}')
    .option('--preview', 'only say what the merge would do')
    .addOption(answeredOption(sealedWarningKinds))
    .addOption(jsonOption());
  return withOpeningOptions(command, 'keyring').action(
    async (file: string, sealed: string, options: MergeOptions) => {
      process.exitCode = await merge(file, sealed, options);
    },
  );
}

interface MergeOptions extends OpeningOptions {
  readonly answers?: string;
  readonly preview?: boolean;
  readonly yes?: readonly string[];
  readonly json?: boolean;
}

/** What a merge would do, what keeps it from being done, and the state that came of it; null where it was not done. */
interface Outcome {
  readonly head: string;
  readonly sha256: string;
  readonly preview: SealedPreview;
  readonly warnings: readonly NamedWarning[];
  readonly review: MergeReview;
  readonly merged: HistoryState | null;
}

/** Merges a sealed file, or says what that would do. Returns the exit status: 1 where a conflict waits for an answer. */
async function merge(file: string, sealed: string, options: MergeOptions): Promise<number> {
  const { json = false, preview = false } = options;
  const answers = options.answers === undefined ? success(noAnswers) : readAnswers(options.answers);
  if (!answers.ok) return refuseFile(file, answers.error, json);
  const done = await withGivenProject(file, options, (opened) =>
    mergeInto(opened, sealed, answers.value, options),
  );
  if (!done.ok) return refuseFile(file, done.error, json);
  const { warnings, review, merged } = done.value;
  if (!preview && warnings.length > 0) return refuseUnanswered(sealed, warnings, json);
  tell(file, sealed, done.value, json);
  if (review.open.length === 0 || merged !== null) return exitStatus.fine;
  if (!preview) printError(translate('error.merge-unanswered'));
  return exitStatus.discrepancies;
}

async function mergeInto(
  { project, keyring }: OpenedProject,
  sealed: string,
  given: GivenAnswers,
  { preview: onlyPreview = false, yes = [] }: MergeOptions,
): Promise<Result<Outcome, CommandFailure>> {
  const ofSealed = (error: CommandFailure): Result<never, CommandFailure> =>
    failure({ ...error, file: sealed });
  const file = await readReceived(realPath(sealed), keyring);
  if (!file.ok) return ofSealed(file.error);
  const preview = previewOf(file.value, project, keyring);
  if (!preview.ok) return ofSealed(preview.error);
  if (preview.value.relation === 'other-project') printError(translate('sealed.relation.other-project'));
  const sides = mergeSides(project, file.value);
  if (!sides.ok) return ofSealed(sides.error);
  const { head } = sides.value;
  const { sha256 } = file.value;
  const { answers } = given;
  // Answers are about what each side said when they were thought of: on either side it can be something else by now.
  if ((given.sha256 ?? sha256) !== sha256) return ofSealed({ code: 'merge-unanswered' });
  const review = reviewMerge(sides.value, answers);
  const warnings = unanswered(sealedWarnings(preview.value), yes);
  const outcome = { head, sha256, preview: preview.value, warnings, review, merged: null };
  if (onlyPreview || warnings.length > 0 || review.open.length > 0) return success(outcome);
  const merged = mergeReceived(project, file.value, keyring, { head: given.head ?? head, answers });
  return merged.ok ? success({ ...outcome, merged: merged.value }) : merged;
}

function tell(file: string, sealed: string, outcome: Outcome, json: boolean): void {
  const { head, sha256, preview, review, merged, warnings } = outcome;
  const { places, open, notices } = review;
  const { relation, decisions } = preview;
  if (json) {
    const state = merged === null ? null : stateAsJson(merged);
    const told = {
      file,
      sealed,
      sha256,
      head,
      relation,
      decisions,
      warnings,
      places,
      open,
      notices,
      merged: state,
    };
    print(JSON.stringify(told));
    return;
  }
  if (merged !== null) printWords(stateLine(merged));
  else {
    print(relationSentence(preview));
    for (const line of decisionLines(decisions)) printWords(line);
    const waiting = new Set(open.map(({ id }) => id));
    for (const place of allPlaces(review))
      for (const line of placeLines(place, waiting.has(place.id))) printWords(line);
  }
  for (const notice of notices) printWords(`⚠ ${noticeSentence(notice)}`);
  printWarnings(warnings);
}

// A conflict that answers brought up stands behind those that are there without any.
function allPlaces({ places, open }: MergeReview): MergeReview['places'] {
  const known = new Set(places.map(({ id }) => id));
  return [...places, ...open.filter(({ id }) => !known.has(id))];
}
