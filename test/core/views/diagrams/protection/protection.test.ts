import { describe, expect, test } from 'vitest';
import { createTranslate } from '#core/messages/catalogue.ts';
import { protectionLayouts } from '#core/views/diagrams/protection/protection.ts';
import type { Scene } from '#core/views/diagrams/scene.ts';
import { protectionDrawing } from '#core/views/drawings/drawings.ts';
import type { ExecutedModel } from '#core/analysis/1-execute/execute.ts';
import { boxesOf, outside, overlapping, tooSmall } from '../../../../support/drawings.ts';
import { executableOf, randomExecutables } from '../../../../support/models/executables.ts';
import { family } from '../../../../support/models/family.ts';
import { sampleText } from '../../../../support/models/sample.ts';

const english = createTranslate('en');

function keysOf({ model }: ExecutedModel): readonly string[] {
  const isKey = (kind: string): boolean => kind === 'symmetric-key' || kind === 'key-pair';
  return model.elements.flatMap(({ kind, name }) => (isKey(kind) ? [name] : []));
}

/** Every drawing of a model: one of each layout, and the tree of each key. */
function drawingsOf(executed: ExecutedModel): readonly Scene[] {
  return protectionLayouts.flatMap((layout) =>
    layout === 'tree'
      ? keysOf(executed).map((root) => protectionDrawing(executed, { layout, root }, english))
      : [protectionDrawing(executed, { layout }, english)],
  );
}

const loud = sampleText.replaceAll(/"[^"\n]*"/gu, (label) => label.toUpperCase());

describe.each([
  ['the example', [executableOf(sampleText)]],
  ['the example in capitals', [executableOf(loud)]],
  ['sixty renewals of a key', [executableOf(family(60))]],
  ['random models', randomExecutables(40)],
])('%s', (_, models) => {
  test('no box stands over another, everything stands within the drawing and can be read', () => {
    expect(models.length).toBeGreaterThan(0);
    for (const scene of models.flatMap(drawingsOf)) {
      expect(overlapping(scene)).toEqual([]);
      expect(outside(scene)).toEqual([]);
      expect(tooSmall(scene)).toEqual([]);
    }
  });

  test('every key has one box among the layers, and the same model gives the same drawing', () => {
    for (const executed of models) {
      const draw = (): Scene => protectionDrawing(executed, { layout: 'layers' }, english);
      const names = boxesOf(draw()).map(({ name }) => name);
      expect(names.toSorted()).toEqual(keysOf(executed).toSorted());
      expect(draw()).toEqual(draw());
    }
  });
});

function boxTones(scene: Scene): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    scene.shapes.flatMap((shape) =>
      shape.kind === 'rectangle' && shape.subject !== null ? [[shape.subject.name, shape.stroke]] : [],
    ),
  );
}

test('of what hangs on a key, what a listener obtains with it is told from what other keys protect, too', () => {
  const executed = executableOf(sampleText);
  expect(boxTones(protectionDrawing(executed, { layout: 'tree', root: 'K_mh_master' }, english))).toEqual({
    K_mh_master: 'accent',
    K_mh_kek: 'danger',
    K_mh: 'warning',
    K_mh_next: 'warning',
  });
});

test('what falls beside keys is named under the tree', () => {
  const executed = executableOf(`protocol P
entity A
entity B
key K shared by A, B long-term
key S shared by A, B session
data D of A
phase one channel public adversary present {
  A makes S
  message m1 A -> B: enc[K](S)
  message m2 A -> B: enc[S](D)
}
`);
  const { shapes } = protectionDrawing(executed, { layout: 'tree', root: 'K' }, english);
  const named = shapes.filter((shape) => shape.kind === 'text' && shape.text === 'D');
  expect(named).toMatchObject([{ subject: { kind: 'element', name: 'D' } }]);
});

test('a key that only opens what is carried under another is not carried itself', () => {
  const executed = executableOf(sampleText);
  const { shapes } = protectionDrawing(executed, { layout: 'matrix' }, english);
  const columns = shapes.flatMap((shape) =>
    shape.kind === 'text' && shape.upwards === true ? [shape.text] : [],
  );
  // K_mh_next is carried under K_mh_kek, which is derived and never sent.
  expect(columns).toContain('K_mh_next');
  expect(columns).not.toContain('HK');
});
