import { createHash } from 'node:crypto';
import { Command, Option } from 'commander';
import { failureSentence, print, printError, type CommandFailureCode } from '#cli/console/console.ts';
import { exitStatus } from '#cli/console/exit-status.ts';
import { atLeastOne, clausesOption, jsonOption, secondsOption } from '#cli/console/options.ts';
import { drawModel, drawableViews, type DrawnPieces, type DrawRequest } from '#cli/models/draw-model.ts';
import { refuse, type Refusal } from '#cli/models/model-file.ts';
import { reportResources } from '#cli/projects/resources.ts';
import { createTranslate, locales, type Locale } from '#core/messages/catalogue.ts';
import { drawingDocument } from '#core/report/drawing-document.ts';
import { protectionLayouts } from '#core/views/diagrams/protection/protection.ts';
import { drawingFile } from '#core/views/drawings/drawing-file.ts';
import { success, type Result } from '#core/result.ts';
import { writeTarget } from '#project/export/target.ts';
import type { PdfFailure } from '#report/pdf-threads.ts';
import { produceReport } from '#report/produce.ts';

/** The command `draw` with its arguments and options. */
export function drawCommand(): Command {
  return new Command('draw')
    .description('draw a view of a model, or an attack on it, as SVG or PDF, marked with its classification')
    .argument('<file>', 'a model in the language of Segl')
    .addOption(new Option('--view <name>', 'the view').choices(drawableViews).makeOptionMandatory())
    .requiredOption('--out <file>', 'the file to write, which ends in .svg or .pdf')
    .addOption(new Option('--layout <name>', 'of the protection view').choices(protectionLayouts))
    .option('--key <name>', 'the key that the tree of the protection view is about')
    .option('--local-steps', 'in the interaction view also what entities do by themselves')
    .option('--join-hops', 'in the interaction view one arrow for what is passed on as it came')
    .option('--without <entities...>', 'entities without a lane in the interaction view')
    .option('--attack <name>', 'the attack model whose adversary the system view shows')
    .option('--question <n>', 'whose attack is drawn, by its place among those of "verify"', atLeastOne)
    .addOption(new Option('--language <tag>', 'language of the drawing').choices(locales).default('en'))
    .addOption(jsonOption())
    .addOption(secondsOption('time for finding the attack', 120))
    .addOption(clausesOption())
    .action(async (file: string, options: DrawOptions) => {
      process.exitCode = await draw(file, options);
    });
}

interface DrawOptions extends DrawRequest {
  readonly out: string;
  readonly language: Locale;
  readonly json?: boolean;
}

/** Draws a view into a new file; one that is there stays as it is. Returns the exit status. */
async function draw(file: string, options: DrawOptions): Promise<number> {
  const { out, view } = options;
  const json = options.json === true;
  const format = ['svg', 'pdf'].find((each) => out.toLowerCase().endsWith(`.${each}`));
  if (format === undefined) return misused('the file to write ends in .svg or .pdf.');
  const misuse = misuseOf(options);
  if (misuse !== null) return misused(misuse);
  const drawn = drawModel(file, options, options.language);
  if (!drawn.ok) return refuse(file, drawn.error, json);
  const bytes = await bytesOf(drawn.value, format, options);
  if (!bytes.ok) return refuse(out, refusalOf(bytes.error.code), json);
  const written = writeTarget(out, bytes.value, { project: null, mayReplace: false });
  if (!written.ok) return refuse(out, refusalOf(written.error.code), json);
  const sha256 = createHash('sha256').update(bytes.value).digest('hex');
  if (json) print(JSON.stringify({ file, view, out, sha256 }));
  else print(`${out}  SHA-256 ${sha256}`);
  return exitStatus.fine;
}

// Whoever names something that the view has not would take the drawing for something else.
function misuseOf(options: DrawOptions): string | null {
  const { view, layout, key, attack, question, localSteps, joinHops, without } = options;
  if (view !== 'interaction' && (localSteps ?? joinHops ?? without) !== undefined)
    return '--local-steps, --join-hops and --without are for --view interaction.';
  if (layout !== undefined && view !== 'protection') return 'only the protection view has layouts.';
  if (key !== undefined && (view !== 'protection' || layout !== 'tree')) return '--key is for --layout tree.';
  if (attack !== undefined && view !== 'system')
    return 'only the system view is drawn under an attack model.';
  if ((question !== undefined) !== (view === 'attack'))
    return '--question is for, and needed by, --view attack.';
  return null;
}

async function bytesOf(
  { scene, pieces, title }: DrawnPieces,
  format: string,
  { language }: DrawOptions,
): Promise<Result<Uint8Array, PdfFailure>> {
  if (format === 'svg') {
    return success(
      new TextEncoder().encode(drawingFile(scene, createTranslate(language)('report.marking.secret'))),
    );
  }
  const made = await produceReport(drawingDocument(pieces, title, language), reportResources);
  return made.ok ? success(made.value.bytes) : made;
}

function refusalOf(code: CommandFailureCode): Refusal {
  return { code, message: failureSentence(code), line: null, column: null };
}

function misused(sentence: string): number {
  printError(sentence);
  return exitStatus.misused;
}
