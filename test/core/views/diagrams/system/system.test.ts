import { describe, expect, test } from 'vitest';
import { createTranslate } from '#core/messages/catalogue.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import type { Positions } from '#core/views/diagrams/system/system.ts';
import { systemContent } from '#core/views/diagrams/system/system-content.ts';
import { systemDrawing } from '#core/views/drawings/drawings.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { boxesOf, outside, overlapping, tooSmall } from '../../../../support/drawings.ts';
import { executableOf, randomExecutables } from '../../../../support/models/executables.ts';
import { family } from '../../../../support/models/family.ts';
import { sampleText } from '../../../../support/models/sample.ts';

const english = createTranslate('en');

function drawn(executed: ExecutedModel, positions: Positions = {}, attack?: string): Scene {
  return systemDrawing(executed, { attack }, positions, english);
}

const loud = sampleText.replaceAll(/"[^"\n]*"/gu, (label) => label.toUpperCase());

describe.each([
  ['the example', [executableOf(sampleText)]],
  ['the example in capitals', [executableOf(loud)]],
  ['sixty phases', [executableOf(family(60))]],
  ['random models', randomExecutables(40)],
])('%s', (_, models) => {
  test('each entity has one box, none over another, and everything can be read', () => {
    expect(models.length).toBeGreaterThan(0);
    for (const executed of models) {
      const scene = drawn(executed);
      const names = boxesOf(scene).map(({ name }) => name);
      expect(names.toSorted()).toEqual(executed.model.entities.map(({ name }) => name).toSorted());
      expect(overlapping(scene)).toEqual([]);
      expect(outside(scene)).toEqual([]);
      expect(tooSmall(scene)).toEqual([]);
      expect(drawn(executed)).toEqual(scene);
    }
  });

  test('each channel that something goes over has one line, and each message is on one of them', () => {
    for (const executed of models) {
      const { channels } = systemContent(executed, null);
      const sent = executed.model.phases.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === 'message' ? [step.name] : [])),
      );
      const carried = channels.flatMap(({ uses }) => uses.flatMap(({ messages }) => messages));
      expect(carried.map(({ name }) => name).toSorted()).toEqual(sent.toSorted());
      const lines = drawn(executed).shapes.flatMap((shape) =>
        shape.kind === 'line' && shape.subject !== null ? [shape.subject.name] : [],
      );
      expect([...new Set(lines)].toSorted()).toEqual(channels.map(({ name }) => name).toSorted());
    }
  });
});

const text = `protocol P
entity A "Sender"
entity B "Receiver"
key K shared by A, B long-term
key S shared by A, B session
phase make channel secure adversary absent {
  message m0 A -> B: A
}
phase run channel public adversary present {
  channel A, B authentic
  A makes S
  message m1 A -> B: enc[K](S)
  A erases S
}
attack insider {
  compromise B from run
}
attack lost {
  leak K
  channel A, B public in run
}
attack quiet {
  adversary passive
}
`;

test('what is held at the end is in the boxes: not what was erased', () => {
  const { entities } = systemContent(executableOf(text), null);
  expect(entities.map(({ name, session }) => [name, session.map((each) => each.name)])).toEqual([
    ['A', []],
    ['B', ['S']],
  ]);
});

test('where the adversary sits: on channels by their trust, in what an attack model gives it', () => {
  const executed = executableOf(text);
  const { attacks } = executed.model;
  const usesUnder = (name: string | null): unknown =>
    systemContent(executed, attacks.find((each) => each.name === name) ?? null).channels.flatMap(({ uses }) =>
      uses.map(({ phase, reads, writes }) => [phase, reads, writes]),
    );
  expect(usesUnder(null)).toEqual([
    ['make', false, false],
    ['run', true, false],
  ]);
  expect(usesUnder('lost')).toEqual([
    ['make', false, false],
    ['run', true, true],
  ]);
  const texts = (attack: string): readonly string[] =>
    drawn(executed, {}, attack).shapes.flatMap((shape) =>
      shape.kind === 'text' && shape.tone === 'danger' ? [shape.text] : [],
    );
  expect(texts('insider')).toContain('taken over, from run');
  expect(texts('lost')).toContain('K ⚠');
});

test('a box that was put somewhere stands there, and moves no other; names that are gone change nothing', () => {
  const executed = executableOf(sampleText);
  const places = (
    positions: Positions,
  ): ReadonlyMap<string, { readonly left: number; readonly top: number }> =>
    new Map(boxesOf(drawn(executed, positions)).map((box) => [box.name, box]));
  const before = places({});
  const after = places({ MET: { x: 400, y: 900 }, GONE: { x: 5000, y: 5000 } });
  const hes = { before: before.get('HES'), after: after.get('HES') };
  const met = after.get('MET');
  expect(hes.after).toEqual(hes.before);
  expect((met?.left ?? 0) - (hes.after?.left ?? 0)).toBeGreaterThan(300);
  expect(overlapping(drawn(executed, { HES: { x: 0, y: 0 }, CON: { x: 200, y: 0 } }))).toEqual([]);
});
