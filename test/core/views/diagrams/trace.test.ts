import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { verifyModel } from '#core/analysis/pipeline/verify-model.ts';
import type { TraceRecord } from '#core/analysis/record/trace-record.ts';
import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { paperPalette, sceneToSvg } from '#core/views/diagrams/svg.ts';
import { traceScene } from '#core/views/diagrams/trace.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { describeTrace } from '#core/views/words/describe-trace.ts';
import { traceWords } from '#core/views/words/trace-words.ts';
import { root } from '../../../support/places.ts';

const english = createTranslate('en');

/** The attack on a protocol of the library against this kind of requirement. */
function attackOn(name: string, kind: string): TraceRecord {
  const folder = join(root, 'resources', 'protocols');
  const { executable } = checkText(readFileSync(join(folder, `${name}.segl`), 'utf8'));
  if (executable === null) throw new Error('refused');
  const limits = { clauses: 20_000, cancelled: () => false, progress: () => undefined };
  const verdicts = verifyModel(executable.model, executable.run, limits);
  const found = verdicts.find(({ question, trace }) => question.kind === kind && trace !== null)?.trace;
  if (found === undefined || found === null) throw new Error('no attack');
  return found;
}

function drawn(trace: TraceRecord): Scene {
  return traceScene(trace, { width: 480, contentLines: 2, words: traceWords(english) });
}

type Text = Extract<Shape, { kind: 'text' }>;

function textsOf({ shapes }: Scene): readonly Text[] {
  return shapes.filter((shape) => shape.kind === 'text');
}

/** Where the line of a lane stands, by the text in its heading. */
function laneAt(scene: Scene, label: string): number {
  return textsOf(scene).find(({ text, at }) => text === label && at.y < 40)?.at.x ?? Number.NaN;
}

/** From where to where the arrow of a step goes. */
function arrowOf({ shapes }: Scene, step: number): readonly [number, number] {
  const own = shapes.filter(({ subject }) => subject?.kind === 'step' && subject.name === String(step));
  const line = own.find((shape) => shape.kind === 'line');
  const tip = own.find((shape) => shape.kind === 'polygon')?.points[0];
  return [line?.from.x ?? Number.NaN, tip?.x ?? Number.NaN];
}

describe('a drawn attack', () => {
  const lowe = attackOn('needham-schroeder-public-key', 'secrecy');
  const scene = drawn(lowe);
  const [initiator, adversary, responder] = ['A', 'Adversary', 'B'].map((label) => laneAt(scene, label));

  test('has the adversary between the runs, and says whom a run takes it for', () => {
    expect(initiator).toBeLessThan(adversary ?? 0);
    expect(adversary).toBeLessThan(responder ?? 0);
    const texts = textsOf(scene).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['Run 1 · A in run', 'Run 2 · B in run']));
    const belief = textsOf(scene).find(({ text }) => text === 'B is the adversary');
    expect(belief?.at.x).toBe(initiator);
  });

  test('sends to the adversary, receives from it, and goes straight through where it lets pass', () => {
    expect(arrowOf(scene, 0)).toEqual([initiator, adversary]);
    expect(arrowOf(scene, 1)).toEqual([adversary, responder]);
    expect(arrowOf(scene, 2)).toEqual([responder, initiator]);
    expect(textsOf(scene).map(({ text }) => text)).toEqual(
      expect.arrayContaining(['2 m1', 'made by the adversary', '3–4 m2']),
    );
  });

  test('marks what the question is about where it happens', () => {
    const learned = textsOf(scene).find(({ text }) => text.startsWith('The adversary has NB'));
    expect(learned?.at.x).toBe(adversary);
    expect(describeTrace(lowe, english)).toContain("→ The adversary has NB: NB'2");
  });

  test('shows a replayed message as the adversary delivers it, and where it is from', () => {
    const replayed = attackOn('metering-command-unchecked', 'injective-agreement');
    const repeat = drawn(replayed);
    const last = replayed.steps.length - 1;
    expect(arrowOf(repeat, last)[0]).toBe(laneAt(repeat, 'Adversary'));
    expect(textsOf(repeat).map(({ text }) => text)).toContain('as sent in (1)');
  });

  test('keeps everything inside the drawing, however many runs and however long the contents', () => {
    for (const trace of [lowe, attackOn('needham-schroeder-symmetric', 'key-uniqueness')]) {
      const long = {
        ...trace,
        steps: trace.steps.map((step) => ({ ...step, content: step.content.repeat(30) })),
      };
      const wide = drawn(long);
      expect(wide.width).toBeGreaterThanOrEqual(120 * (trace.runs.length + 1));
      for (const { at, text, size, anchor, font } of textsOf(wide)) {
        const width = text.length * size * (font === 'mono' ? 0.6 : 0.565);
        const left = at.x - (anchor === 'middle' ? width / 2 : 0);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(wide.width);
        expect(at.y).toBeLessThanOrEqual(wide.height);
      }
      expect(textsOf(wide).filter(({ text }) => text.endsWith('…')).length).toBeGreaterThan(0);
      expect(sceneToSvg(wide, paperPalette)).toContain('</svg>');
    }
  });
});
