import { exitStatus } from '#cli/exit-status.ts';
import {
  importScytherModel,
  importVerifpalModel,
  readModel,
  refusalLine,
  textRefusal,
} from '#cli/model-file.ts';
import { complain, failureSentence, translate } from '#cli/speech.ts';
import { checkText } from '#core/analysis/analyse.ts';
import { inquiriesOf } from '#core/analysis/verify/inquiry.ts';
import { exportProverif } from '#core/interchange/proverif/export.ts';
import type { Protocol } from '#core/protocol/protocol.ts';
import { failure, success, type Result } from '#core/result.ts';
import { isSameFile, writeTarget } from '#report/target.ts';

/** Where a written model goes, and what of the file it is about. */
export interface ExportOptions {
  /** The file to write; standard output where there is none. */
  readonly out?: string;
  /** The attack model; the plain adversary where there is none. */
  readonly attack?: string;
  readonly sessions: number;
}

/**
 * Writes a model of ProVerif whose queries correspond one to one, in order, to what Segl asks. What the written
 * model says otherwise is told on standard error; a model that cannot be written is refused. Answers the exit
 * status.
 */
export async function exportModel(file: string, options: ExportOptions): Promise<number> {
  const protocol = protocolOf(file, options);
  if (!protocol.ok) return protocol.error;
  const written = exportProverif(protocol.value);
  if (!written.ok) {
    for (const { code, subject } of written.reasons) {
      complain(`${file}: ${translate(`export.proverif-reason-${code}`, { subject })} [${code}]`);
    }
    return exitStatus.failed;
  }
  for (const { code, subject } of written.remarks) {
    complain(`${file}: ${translate(`export.proverif-remark-${code}`, { subject })}`);
  }
  for (const { name, text } of written.queries) {
    if (text === null) {
      complain(`${file}: ${translate('export.proverif-remark-query-missing', { subject: name })}`);
    }
  }
  if (options.out === undefined) {
    process.stdout.write(written.text);
    return exitStatus.fine;
  }
  const placed = isSameFile(options.out, file)
    ? failure({ code: 'target-is-source' as const })
    : await writeTarget(options.out, Buffer.from(written.text, 'utf8'), { project: null, mayReplace: true });
  if (placed.ok) return exitStatus.fine;
  const { code } = placed.error;
  complain(`${options.out}: ${failureSentence(code)} [${code}]`);
  return exitStatus.failed;
}

// What has been said already is answered as an exit status.
function protocolOf(file: string, { attack, sessions }: ExportOptions): Result<Protocol, number> {
  if (file.endsWith('.vp')) {
    const imported = importVerifpalModel(file, false, sessions);
    return imported.ok ? success(imported.value.protocol) : imported;
  }
  if (file.endsWith('.spdl')) {
    const imported = importScytherModel(file, false);
    return imported.ok ? success(imported.value.protocol) : imported;
  }
  const read = readModel(file);
  if (!read.ok) {
    complain(refusalLine(file, read.error));
    return failure(exitStatus.failed);
  }
  const { executable, diagnostics } = checkText(read.value);
  if (executable === null) {
    complain(refusalLine(file, textRefusal(read.value, diagnostics)));
    return failure(exitStatus.failed);
  }
  const inquiries = inquiriesOf(executable.model, executable.run);
  const wanted = inquiries.find((inquiry) => inquiry.attack === (attack ?? null));
  if (wanted === undefined) {
    complain(`${file}: ${failureSentence('nothing-asked')} [nothing-asked]`);
    return failure(exitStatus.failed);
  }
  return success(wanted.protocol);
}
