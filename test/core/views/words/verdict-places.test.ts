import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { decisiveSteps } from '#core/views/words/decisive-steps.ts';
import { drawingFile } from '#core/views/drawings/drawing-file.ts';
import { attackDrawing } from '#core/views/drawings/drawings.ts';
import { describeTrace } from '#core/views/words/describe-trace.ts';
import { askingStatement } from '#core/method/requirements/asked-statement.ts';
import { root } from '../../../support/places.ts';

const text = `protocol P "Commands"
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

function answersTo(source: string): ReturnType<typeof verifyModel> {
  const { executable, diagnostics } = checkText(source);
  if (executable === null) throw new Error(JSON.stringify(diagnostics));
  return verifyModel(executable.model, executable.run, limits);
}

function violatedTrace(source: string): TraceRecord {
  const trace = answersTo(source).find((verdict) => verdict.trace !== null)?.trace;
  if (trace === undefined || trace === null) throw new Error('no attack');
  return trace;
}

describe('the place of a question', () => {
  const { executable } = checkText(text);
  const asked = answersTo(text).map((verdict) => verdict.question);
  const places = asked.map((each) => {
    const statement = executable === null ? null : askingStatement(each, executable.model);
    const { start, end } = statement?.span ?? { start: 0, end: 0 };
    return { kind: each.kind, line: text.slice(start, end), refines: statement?.refines ?? [] };
  });

  test('is a line of the text for every question', () => {
    expect(new Set(places.map(({ kind }) => kind)).size).toBe(11);
    expect(places.filter(({ line }) => line === '')).toEqual([]);
  });

  test.each([
    ['secrecy', 'confidentiality COMMAND: HES, MET'],
    ['injective-agreement', 'integrity COMMAND: HES refines R1'],
    ['aliveness', 'authentication HES to MET: aliveness'],
    ['weak-agreement', 'authentication MET to HES: weak-agreement refines R1'],
    ['entity-agreement', 'authentication HES to MET: agreement'],
    ['injective-entity-agreement', 'authentication HES to MET: injective-agreement on COMMAND'],
    ['key-confirmation', 'key-confirmation S: HES to MET'],
    ['key-uniqueness', 'key-freshness S: MET'],
    ['forward-secrecy', 'forward-secrecy S'],
  ])('is, of %s, %j', (kind, line) => {
    expect(places.filter((place) => place.kind === kind).map((place) => place.line)).toContain(line);
    for (const place of places) if (place.line.includes('refines')) expect(place.refines).toEqual(['R1']);
  });
});

describe('an attack cut down to what the adversary does', () => {
  test('keeps what is made, taken for something else, or delivered again, and where it comes from', () => {
    const trace = violatedTrace(text.replace('confidentiality COMMAND: HES, MET\n', ''));
    const kept = [...decisiveSteps(trace)].map((step) => trace.steps[step]);
    const sent = kept.filter((step) => step?.kind === 'sends');
    const received = kept.filter((step) => step?.kind === 'receives');
    expect(received.length).toBeGreaterThan(0);
    for (const step of received) {
      const again = trace.steps.filter(({ from }) => from !== null && from === step?.from).length > 1;
      expect(step?.origin !== 'delivered' || again).toBe(true);
    }
    for (const step of sent)
      expect(received.some((each) => trace.steps[each?.from ?? -1] === step)).toBe(true);
  });

  test('keeps the whole of an attack in which the adversary makes every message', () => {
    const folder = join(root, 'resources', 'protocols');
    const trace = violatedTrace(readFileSync(join(folder, 'needham-schroeder-public-key.segl'), 'utf8'));
    const made = trace.steps.flatMap(({ origin }, step) => (origin === 'made' ? [step] : []));
    expect(made.length).toBeGreaterThan(0);
    expect([...decisiveSteps(trace)]).toEqual(expect.arrayContaining(made));
  });
});

describe('an attack as a file', () => {
  const trace = violatedTrace(text);

  test('is a drawing of its own with its classification above it', () => {
    const svg = drawingFile(attackDrawing(trace, createTranslate('nb')), 'STRENGT FORTROLIG');
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg.indexOf('STRENGT FORTROLIG')).toBeLessThan(svg.indexOf('Angriper'));
    expect(svg.match(/<svg /g)).toHaveLength(3);
    expect(svg.match(/<\/svg>/g)).toHaveLength(3);
    expect(svg).not.toMatch(/<script|href|url\(/);
  });

  test('is told in the language of the reader, the parts of the phases too', () => {
    expect(describeTrace(trace, createTranslate('en')).join('\n')).toMatch(
      /Run 1 is (HES|MET) in operations/,
    );
    expect(describeTrace(trace, createTranslate('nb')).join('\n')).toMatch(
      /Kjøring 1 er (HES|MET) i operations/,
    );
  });
});
