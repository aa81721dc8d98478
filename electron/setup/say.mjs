// What set-up tells the person who waits for it. Always on stderr: stdout belongs to the program.

/** A failure of set-up, told in one sentence that says what to do. It is shown without a stack. */
export class SetupFailure extends Error {}

/** Prints one line of progress. */
export function say(text) {
  process.stderr.write(`segl: ${text}\n`);
}

/** Runs the main function of a script; a SetupFailure is one sentence, and the exit status tells. */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
