import { Command } from 'commander';
import { exitStatus } from '#cli/console/exit-status.ts';
import { readModel, refusalLine, textRefusal, type Refusal } from '#cli/models/model-file.ts';
import { printError, print, translate } from '#cli/console/console.ts';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { lintDesign } from '#core/method/guidelines/lint-design.ts';
import type { Finding } from '#core/method/guidelines/design/finding.ts';
import { describeFinding, describeSections } from '#core/method/guidelines/describe-finding.ts';
import { positionAt, type Position } from '#core/language/source.ts';
import { failure, success, type Result } from '#core/result.ts';

/** The command `guidelines` with its arguments and options. */
export function guidelinesCommand(): Command {
  return new Command('guidelines')
    .description('say where the design departs from the guidelines of the paper, and why')
    .argument('<files...>', 'models in the language of Segl')
    .option('--json', 'one line of JSON for each file, in order')
    .action((files: readonly string[], options: { readonly json?: boolean }) => {
      process.exitCode = guidelines(files, options.json === true);
    });
}

/** A finding with its place as people count. */
type PlacedFinding = Finding & Position;

/** Says for each file where its design departs from the guidelines. Returns the worst exit status of all. */
function guidelines(files: readonly string[], json: boolean): number {
  return Math.max(...files.map((file) => describeFile(file, json)));
}

function describeFile(file: string, json: boolean): number {
  const outcome = findIn(file);
  if (json) print(JSON.stringify(asJson(file, outcome)));
  if (!outcome.ok) {
    printError(refusalLine(file, outcome.error));
    return exitStatus.failed;
  }
  if (!json) describe(file, outcome.value);
  return outcome.value.length === 0 ? exitStatus.fine : exitStatus.discrepancies;
}

function findIn(file: string): Result<readonly PlacedFinding[], Refusal> {
  const read = readModel(file);
  if (!read.ok) return read;
  const text = read.value;
  const { executable, diagnostics } = checkText(text);
  if (executable === null) return failure(textRefusal(text, diagnostics));
  const findings = lintDesign(executable.model, executable.run);
  return success(findings.map((finding) => ({ ...finding, ...positionAt(text, finding.span.start) })));
}

function asJson(file: string, outcome: Result<readonly PlacedFinding[], Refusal>): object {
  if (!outcome.ok) return { file, error: outcome.error };
  const findings = outcome.value.map((finding) => ({
    ...finding,
    sentence: describeFinding(finding, translate),
  }));
  return { file, findings };
}

function describe(file: string, findings: readonly PlacedFinding[]): void {
  print(`${file}: ${countSentence(findings.length)}`);
  let told: string | null = null;
  for (const finding of findings) {
    const { code, severity, line, column } = finding;
    if (told !== code) {
      const head = `${translate(`guideline.${code}.title`)} [${code}]`;
      print(`  ${translate(`guideline.severity.${severity}`)}: ${head}`);
      print(`    ${describeSections(code, translate)}. ${translate(`guideline.${code}.why`)}`);
      told = code;
    }
    print(`    ${file}:${String(line)}:${String(column)}: ${describeFinding(finding, translate)}`);
  }
  if (findings.length > 0) print(`  ${translate('guideline.without-verdicts')}`);
}

function countSentence(count: number): string {
  if (count === 0) return 'no departure from the guidelines was found.';
  return count === 1 ? '1 finding.' : `${String(count)} findings.`;
}
