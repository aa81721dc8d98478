import { describe, expect, test } from 'vitest';
import { analyseRun, checkText } from '#core/analysis/pipeline/analyse.ts';
import type { Analysis } from '#core/analysis/record/record.ts';
import type { Model } from '#core/language/model.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import {
  interactionParts,
  interactionScene,
  type InteractionOptions,
} from '#core/views/diagrams/interaction/interaction.ts';
import { interactionItems, type InteractionItem } from '#core/views/diagrams/interaction/items.ts';
import {
  lanesShown,
  wholeInteraction,
  type InteractionRequest,
} from '#core/views/diagrams/interaction/request.ts';
import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { shapesWithin } from '#core/views/diagrams/vertical-extent.ts';
import { interactionWords } from '#core/views/words/interaction-words.ts';
import { setWidth } from '../../../../support/report/fonts.ts';
import { sampleText } from '../../../../support/models/sample.ts';

const options: InteractionOptions = {
  width: 560,
  contentLines: 6,
  words: interactionWords(createTranslate('en')),
};

function analysed(text: string): { readonly model: Model; readonly record: Analysis } {
  const { executable } = checkText(text);
  if (executable === null) throw new Error('not executable');
  const { model, run } = executable;
  return { model, record: analyseRun(model, run) };
}

const sample = analysed(sampleText);

function itemsOf(request: Partial<InteractionRequest>, of = sample): readonly InteractionItem[] {
  return interactionItems(of.model, of.record, { ...wholeInteraction, ...request });
}

function namesOf(items: readonly InteractionItem[]): readonly string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'message':
        return [item.message.name];
      case 'journey':
        return [item.messages.map(({ name }) => name).join('+')];
      case 'phase':
      case 'step':
        return [];
    }
  });
}

function textsOf({ shapes }: Scene): readonly Extract<Shape, { kind: 'text' }>[] {
  return shapes.flatMap((shape) => (shape.kind === 'text' ? [shape] : []));
}

describe('what is shown', () => {
  test('is every message in order, with the phases that they are of', () => {
    const items = itemsOf({});
    expect(namesOf(items)).toEqual(sample.record.messages.map(({ name }) => name));
    expect(items.flatMap((item) => (item.kind === 'phase' ? [item.phase.name] : []))).toEqual([
      'production',
      'deployment',
      'operations',
    ]);
  });

  test('keeps the numbers of messages, whatever is left out', () => {
    const numbers = itemsOf({ hidden: ['KPE'], folded: ['deployment'] }).flatMap((item) =>
      item.kind === 'message' ? [[item.message.name, item.number]] : [],
    );
    expect(numbers[0]).toEqual(['o1', 21]);
    expect(numbers).toHaveLength(8);
  });

  test('of a folded phase is how many messages it hides, of those that would be shown', () => {
    const folded = (request: Partial<InteractionRequest>) =>
      itemsOf({ folded: ['production'], ...request }).flatMap((item) =>
        item.kind === 'phase' ? [item.folded] : [],
      );
    expect(folded({})).toEqual([5, null, null]);
    expect(folded({ hidden: ['CON'] })).toEqual([3, null, null]);
  });

  test('is narrowed by element, under whatever it stands, and by channel', () => {
    expect(namesOf(itemsOf({ element: 'READING' }))).toEqual(['o3', 'o4']);
    expect(namesOf(itemsOf({ channel: 'HES KPE' }))).toEqual(['d1', 'd2', 'd3', 'd4']);
    expect(namesOf(itemsOf({ element: 'READING', channel: 'CON MET' }))).toEqual(['o3']);
  });

  test('has local steps where they stand in the text, as it writes them', () => {
    const steps = itemsOf({ localSteps: true, element: 'K_mh_kek' }).flatMap((item) =>
      item.kind === 'step' ? [[item.entities.join(), item.what]] : [],
    );
    expect(steps).toEqual([['MET,HES', 'derives K_mh_kek = kdf[K_mh_master](KEK_LABEL)']]);
    const all = itemsOf({ localSteps: true });
    const first = all.findIndex((item) => item.kind === 'step');
    expect(all[first]).toMatchObject({
      entities: ['KPE'],
      what: 'makes K_mh_master, K_mc_join, K_ch_master',
    });
    expect(namesOf(all.slice(0, first))).toEqual([]);
    const hidden = itemsOf({ localSteps: true, hidden: ['MET'] });
    expect(JSON.stringify(hidden.filter(({ kind }) => kind === 'step'))).not.toContain('"MET"');
  });

  test('joins what is passed on by somebody who cannot open it, and nothing else', () => {
    expect(namesOf(itemsOf({ joinedHops: true, folded: ['production', 'deployment'] }))).toEqual([
      'o1+o2',
      'o3+o4',
      'o5+o6',
      'o7+o8',
    ]);
    const [command] = itemsOf({ joinedHops: true, element: 'COMMAND' }).filter(
      ({ kind }) => kind === 'journey',
    );
    expect(command).toMatchObject({
      numbers: [21, 22],
      content: 'aead[K_mh](COMMAND, C_mh_down ; HES, MET)',
    });
    // Whoever has the key could as well have made it.
    const opened = analysed(
      sampleText.replace(
        'key K_mh "Meter traffic key" shared by MET, HES',
        'key K_mh "Meter traffic key" shared by MET, HES, CON',
      ),
    );
    expect(namesOf(itemsOf({ joinedHops: true, element: 'COMMAND' }, opened))).toEqual(['o1', 'o2']);
  });

  describe('of what is passed on', () => {
    const hops = (messages: string, request: Partial<InteractionRequest> = {}) => {
      const lines = [
        ...[
          'protocol P',
          'entity A',
          'entity B',
          'entity C',
          'entity D',
          'key K shared by A, C, D',
          'key L shared by B, D',
        ],
        ...['nonce N of C', 'data X of A', 'phase run {', messages, '}', ''],
      ];
      return namesOf(itemsOf({ joinedHops: true, ...request }, analysed(lines.join('\n'))));
    };
    const on = 'message m1 A -> B: enc[K](X)\nmessage m2 B -> D: enc[L](enc[K](X))';

    test('all of the way is one arrow, and nothing else is', () => {
      expect(hops(on)).toEqual(['m1+m2']);
      expect(
        hops('message m1 A -> B: enc[K](X)\nmessage m2 B -> C: enc[K](X), B\nmessage m3 C -> D: enc[K](X)'),
      ).toEqual(['m1+m2', 'm3']);
      // Back to where it came from is no way on, and a hash is a content of its own.
      expect(hops('message m1 A -> B: enc[K](X)\nmessage m2 B -> A: enc[K](X)')).toEqual(['m1', 'm2']);
      expect(hops('message m1 A -> B: hash(X)\nmessage m2 B -> D: hash(X)')).toEqual(['m1', 'm2']);
      // What somebody else does in between stands where it stands.
      expect(
        hops(
          'message m1 A -> B: enc[K](X)\nD makes N\nmessage m2 B -> D: enc[K](X)'.replace(
            'D makes',
            'C makes',
          ),
        ),
      ).toEqual(['m1', 'm2']);
    });

    test('nothing vanishes that is wanted for any part of it', () => {
      expect(hops(on, { element: 'L' })).toEqual(['m1+m2']);
      expect(hops(on, { channel: 'B D' })).toEqual(['m1+m2']);
      expect(hops(on, { hidden: ['B'] })).toEqual(['m1+m2']);
      expect(hops(on, { hidden: ['D'] })).toEqual([]);
      expect(hops(on, { joinedHops: false, hidden: ['B'] })).toEqual([]);
    });

    test('is as open as its most open part', () => {
      const model = analysed(
        'protocol P\nentity A\nentity B\nentity C\nkey K shared by A, C\ndata X of A\nphase run channel public {\nchannel A, B secure\nmessage m1 A -> B: enc[K](X)\nmessage m2 B -> C: enc[K](X)\n}\n',
      );
      const request = { ...wholeInteraction, joinedHops: true };
      const scene = interactionScene(model.model, model.record, request, options);
      const of = (shape: Shape): boolean => shape.subject?.kind === 'message';
      expect(scene.shapes.filter(of)).toContainEqual(expect.objectContaining({ kind: 'line', dashed: true }));
      // The eye: the adversary reads it on its second part.
      expect(scene.shapes.filter(of)).toContainEqual(
        expect.objectContaining({ kind: 'polygon', fill: 'warning' }),
      );
    });
  });

  test('of a step that only those without a lane take is nothing', () => {
    const steps = itemsOf({ localSteps: true, hidden: ['KPE'] }).filter(({ kind }) => kind === 'step');
    expect(steps.length).toBeGreaterThan(10);
    for (const step of steps) expect(step).not.toMatchObject({ entities: [] });
  });
});

test('lanes stand in the order that was given, then as in the text', () => {
  const names = ['A', 'B', 'C', 'D'];
  expect(lanesShown(names, { order: ['C', 'gone', 'A'], hidden: ['B'] })).toEqual(['C', 'A', 'D']);
  expect(lanesShown(names, wholeInteraction)).toEqual(names);
});

describe('the drawing', () => {
  const everything = { ...wholeInteraction, localSteps: true };

  test.each([464, 900])(
    'at %i points has no letter under 8 points, and no word over another lane',
    (width) => {
      const scene = interactionScene(sample.model, sample.record, everything, { ...options, width });
      const lanes = scene.shapes.flatMap((shape) =>
        shape.kind === 'line' && shape.subject?.kind === 'entity' ? [shape.from.x] : [],
      );
      expect(lanes).toHaveLength(4);
      for (const shape of textsOf(scene)) {
        expect(shape.size, shape.text).toBeGreaterThanOrEqual(8);
        if (shape.subject?.kind !== 'message') continue;
        const message = sample.record.messages.find(({ name }) => name === shape.subject?.name);
        const at = (entity: string | undefined): number =>
          lanes[sample.model.entities.findIndex(({ name }) => name === entity)] ?? 0;
        const ends = [at(message?.sender), at(message?.receiver)];
        const right =
          shape.at.x +
          setWidth(shape.text, shape.size, shape.font === 'mono' ? 'mono' : shape.bold ? 'bold' : 'sans');
        // Between neighbours nothing of it passes either of their lines.
        expect(shape.at.x, shape.text).toBeGreaterThanOrEqual(Math.min(...ends));
        expect(right, shape.text).toBeLessThanOrEqual(Math.max(...ends) + 0.8);
      }
    },
  );

  test('of what is passed on tells the way, wherever the lanes stand', () => {
    for (const order of [[], ['KPE', 'HES', 'MET', 'CON']]) {
      const request = { ...wholeInteraction, joinedHops: true, order, element: 'COMMAND' };
      const scene = interactionScene(sample.model, sample.record, request, options);
      expect(textsOf(scene).map(({ text }) => text)).toContain('HES → CON → MET');
      const arrow = scene.shapes.flatMap((shape) =>
        shape.kind === 'line' && shape.subject?.kind === 'message' ? [shape] : [],
      );
      expect(arrow).toHaveLength(1);
      // Whoever it passes is marked on the way, and nowhere else.
      const marks = scene.shapes.flatMap((shape) =>
        shape.kind === 'rectangle' && shape.stroke === 'ink' ? [shape.at.x] : [],
      );
      expect(marks).toHaveLength(order.length === 0 ? 1 : 0);
    }
  });

  test('writes nothing over something else', () => {
    const scene = interactionScene(sample.model, sample.record, everything, options);
    const boxes = textsOf(scene).map((shape) => {
      const width = setWidth(
        shape.text,
        shape.size,
        shape.font === 'mono' ? 'mono' : shape.bold ? 'bold' : 'sans',
      );
      const left = shape.at.x - { start: 0, middle: width / 2, end: width }[shape.anchor];
      return { shape, left, right: left + width, top: shape.at.y - shape.size * 0.72, bottom: shape.at.y };
    });
    const overlapping = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (other) =>
            one.left < other.right &&
            other.left < one.right &&
            one.top < other.bottom &&
            other.top < one.bottom,
        )
        .map((other) => `${one.shape.text} / ${other.shape.text}`),
    );
    expect(overlapping).toEqual([]);
  });

  test('is not turned around by a label, nor by its end', () => {
    const turned = analysed(
      sampleText
        .replace('"Instruction, backhaul"', '"Instruction\u202e, backhaul\u2067"')
        .replace('"Concentrator"', '"\u200fConcentrator"'),
    );
    const scene = interactionScene(turned.model, turned.record, wholeInteraction, options);
    const words = textsOf(scene)
      .map(({ text }) => text)
      .join('\n');
    expect(words.replaceAll('\n', ' ')).toContain('21 Instruction, backhaul');
    expect(words).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  });

  test('says in words which channels are not public', () => {
    const words = (element: string) =>
      textsOf(interactionScene(sample.model, sample.record, { ...wholeInteraction, element }, options)).map(
        ({ text }) => text,
      );
    expect(words('READING')).not.toContain('public');
    expect(words('K_mc_join')).toContain('secure');
  });

  test('in two parts is the same as whole', () => {
    const whole = interactionScene(sample.model, sample.record, everything, options);
    const { heads, body } = interactionParts(sample.model, sample.record, everything, options);
    expect(heads.height + body.height).toBe(whole.height);
    const words = (scene: Scene): readonly string[] => textsOf(scene).map(({ text }) => text);
    expect([...words(heads), ...words(body)].toSorted()).toEqual(words(whole).toSorted());
  });

  test('of many messages has a part in sight that grows with the sight alone', () => {
    const messages = Array.from(
      { length: 400 },
      (_each, index) => `  message m${String(index)} A -> B: D`,
    ).join('\n');
    const long = analysed(`protocol P\nentity A\nentity B\ndata D of A\nphase run {\n${messages}\n}\n`);
    const { body } = interactionParts(long.model, long.record, wholeInteraction, options);
    const near = shapesWithin(body, { top: 4_000, bottom: 5_000 });
    expect(near.length).toBeGreaterThan(50);
    expect(near.length).toBeLessThan(body.shapes.length / 8);
    // The lines of the lanes go through.
    expect(near.filter(({ subject }) => subject?.kind === 'entity')).toHaveLength(2);
  });
});
