import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { TraceRecord } from '#core/analysis/record/trace-record.ts';

/** A model of commands that are each obeyed twice. */
export const text = `protocol P "Commands"
entity HES "Head-end system"
entity MET "Smart meter"
key K shared by HES, MET
key S session
data COMMAND of HES
requirement R1 integrity "A command is acted on once"
phase operations {
  HES makes S
  message o1 HES -> MET: aead[K](COMMAND, S ; HES, MET)
  MET installs S
  message o2 MET -> HES: aead[S](COMMAND ; MET, HES)
}
confidentiality COMMAND: HES, MET
integrity COMMAND: HES refines R1
authentication HES to MET: aliveness
authentication HES to MET: agreement
authentication HES to MET: injective-agreement on COMMAND
authentication MET to HES: weak-agreement refines R1
key-confirmation S: HES to MET
key-freshness S: MET
forward-secrecy S
`;

const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };

/** The verdicts on a text, which must be without errors. */
export function answersTo(source: string): ReturnType<typeof verifyModel> {
  const { executable, diagnostics } = checkText(source);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  return verifyModel(executable.model, executable.run, limits);
}

/** The trace of the first attack that is found. Throws where there is none. */
export function violatedTrace(source: string): TraceRecord {
  const trace = answersTo(source).find((verdict) => verdict.trace !== null)?.trace;
  if (trace === undefined || trace === null) throw new Error('no attack');
  return trace;
}
