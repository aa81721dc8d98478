import { Command } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { print, printError, printWords, translate, type CommandFailure } from '#cli/console/console.ts';
import { auditLines, stateAsJson, stateLine, stateLines, statesAsJson } from '#cli/history/history-lines.ts';
import { atLeastOne } from '#cli/console/options.ts';
import { withGivenProject, type OpenedProject } from '#cli/projects/open-project.ts';
import { openingInput, withOpeningOptions, type OpeningOptions } from '#cli/projects/opening-options.ts';
import { refuseFile } from '#cli/projects/refusal.ts';
import { meantState } from '#cli/projects/state-content.ts';
import { lineSchema } from '#contract/dossier/parts.ts';
import type { HistoryState } from '#core/history/state.ts';
import { success, type Result } from '#core/result.ts';
import { auditedProject } from '#project/history/audited.ts';
import { changedStates } from '#project/history/state-changes.ts';

/** The command `history` with its arguments and options. */
export function historyCommand(): Command {
  const command = new Command('history')
    .description(
      'list the states of a project, the newest first: who made each, when, why, and what it changed; or the audit log; name or ' +
        `restore a state, which is called by the beginning of its identifier, its name, or head~N; ${openingInput}`,
    )
    .argument('<project>', 'the project file')
    .option('--last <n>', 'only so many, the newest', atLeastOne)
    .option('--audit', 'the audit log instead; ends with 1 where its links are broken')
    .option(
      '--name <state name...>',
      'give a state a name, by which it always stays; an empty one takes it away',
    )
    .option('--restore <state>', 'make a new state that says what an earlier one said')
    .option('--json', 'one line of JSON');
  return withOpeningOptions(command).action(async (file: string, options: HistoryOptions) => {
    process.exitCode = await history(file, options);
  });
}

interface HistoryOptions extends OpeningOptions {
  readonly last?: number;
  readonly audit?: boolean;
  readonly name?: readonly string[];
  readonly restore?: string;
  readonly json?: boolean;
}

/** Answers the exit status of what was asked. */
type Told = Result<number, CommandFailure>;

/** Lists, names or restores states, or lists the audit log. Returns the exit status. */
async function history(file: string, options: HistoryOptions): Promise<number> {
  const misuse = misusedHistory(options);
  if (misuse !== null) {
    printError(misuse);
    return exitStatus.misused;
  }
  const json = options.json === true;
  const done = await withGivenProject(file, options, (opened): Told => {
    const { name, restore, audit, last } = options;
    if (name !== undefined) return nameState(opened, name, json);
    if (restore !== undefined) return restoreState(opened, restore, json);
    return audit === true ? success(tellAudit(file, opened, json)) : listStates(file, opened, last, json);
  });
  return done.ok ? done.value : refuseFile(file, done.error, json);
}

function misusedHistory(options: HistoryOptions): string | null {
  const { audit = false, name, restore } = options;
  const asked = [audit, name !== undefined, restore !== undefined].filter(Boolean).length;
  if (asked > 1) return 'one of --audit, --name and --restore at a time.';
  if (name !== undefined && name.length !== 2) return '--name takes a state and a name.';
  if (name !== undefined && !lineSchema.safeParse(name[1]).success)
    return 'a name has at most 1,000 characters.';
  return null;
}

function listStates(
  file: string,
  { project: { vault } }: OpenedProject,
  last: number | undefined,
  json: boolean,
): Told {
  const states = changedStates(vault, last);
  if (!states.ok) return states;
  if (json) print(JSON.stringify({ file, head: vault.history.head.id, states: statesAsJson(states.value) }));
  else for (const line of stateLines(states.value)) printWords(line);
  return success(exitStatus.fine);
}

function nameState(opened: OpenedProject, [called = '', given = '']: readonly string[], json: boolean): Told {
  const state = meantState(opened, called);
  if (!state.ok) return state;
  const name = given.trim() === '' ? null : given.trim();
  const named = opened.project.vault.history.name(state.value.id, name);
  return named.ok ? told({ ...state.value, name }, json) : named;
}

function restoreState(opened: OpenedProject, called: string, json: boolean): Told {
  const state = meantState(opened, called);
  if (!state.ok) return state;
  const restored = opened.project.vault.history.restore(state.value.id);
  return restored.ok ? told(restored.value, json) : restored;
}

function told(state: HistoryState, json: boolean): Told {
  if (json) print(JSON.stringify({ state: stateAsJson(state) }));
  else printWords(stateLine(state));
  return success(exitStatus.fine);
}

function tellAudit(file: string, { project: { vault } }: OpenedProject, json: boolean): number {
  const audited = auditedProject(vault);
  if (json) print(JSON.stringify({ file, ...audited }));
  else for (const line of auditLines(audited)) printWords(line);
  const { broken, endMissing } = audited;
  if (broken.length === 0 && !endMissing) return exitStatus.fine;
  if (broken.length > 0) printError(translate('history.audit.broken', { count: broken.length }));
  if (endMissing) printError('the log does not end with what was written into it last; do not rely on it.');
  return exitStatus.discrepancies;
}
