import { failureSentence, type CommandFailure } from '#cli/console/console.ts';
import { refuse, type Refusal } from '#cli/models/model-file.ts';

/** A failure as commands tell it: a sentence and a code, and nothing of a project. */
export function refusalOf({ code }: CommandFailure): Refusal {
  return { code, message: failureSentence(code), line: null, column: null };
}

/** Says why a command failed, and of which file; returns the exit status for it. */
export function refuseFile(file: string, failure: CommandFailure, json: boolean): number {
  return refuse(failure.file ?? file, refusalOf(failure), json);
}
