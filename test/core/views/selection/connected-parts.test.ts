import { expect, test } from 'vitest';
import { checkText } from '#core/analysis/pipeline/analyse.ts';
import { connectedParts } from '#core/views/selection/connected-parts.ts';
import { channelName } from '#core/views/diagrams/scene.ts';
import { partKey, partNamed, type ModelPart } from '#core/views/selection/model-part.ts';
import { recordOf, sampleText } from '../../../support/models/sample.ts';

const text = `protocol P
entity A
entity B
entity S
key K shared by A, B long-term
key OLD shared by A, B session
key NEW shared by A, B session replaces OLD
data D of A
data E of S
phase one channel public adversary present {
  A makes NEW
  message m1 A -> B: enc[K](NEW)
  message m2 A -> B: enc[NEW](D)
  message m3 S -> A: E
}
`;

function connected(source: string, part: ModelPart): readonly string[] {
  const { executable } = checkText(source);
  if (executable === null) throw new Error('refused');
  return [...connectedParts(executable.model, recordOf(source).cells, part)].toSorted();
}

test('a key: the messages whose terms have it, who holds it, the key that it replaces', () => {
  expect(connected(text, { kind: 'element', name: 'NEW' })).toEqual([
    'element OLD',
    'entity A',
    'entity B',
    'message m1',
    'message m2',
  ]);
});

test('an entity: what it holds, sends and receives, over which channels', () => {
  expect(connected(text, { kind: 'entity', name: 'S' })).toEqual(['channel A S', 'element E', 'message m3']);
});

test('a message, a channel and a phase', () => {
  const ofMessage = ['channel A B', 'element D', 'element NEW', 'entity A', 'entity B', 'phase one'];
  expect(connected(text, { kind: 'message', name: 'm2' })).toEqual(ofMessage);
  const ofChannel = ['entity A', 'entity B', 'message m1', 'message m2'];
  expect(connected(text, { kind: 'channel', name: channelName('B', 'A') })).toEqual(ofChannel);
  const ofPhase = ['message m1', 'message m2', 'message m3'];
  expect(connected(text, { kind: 'phase', name: 'one' })).toEqual(ofPhase);
});

test('what is gone from the text has to do with nothing', () => {
  expect(connected(text, { kind: 'element', name: 'GONE' })).toEqual([]);
});

test('messages and what their terms name have to do with each other, both ways', () => {
  const { executable } = checkText(sampleText);
  if (executable === null) throw new Error('refused');
  const { model } = executable;
  const { cells } = recordOf(sampleText);
  const names = model.elements.map(({ name }) => name);
  for (const name of names) {
    for (const key of connectedParts(model, cells, { kind: 'element', name })) {
      const [kind, other = ''] = key.split(' ');
      if (kind !== 'message') continue;
      expect(connectedParts(model, cells, { kind, name: other })).toContain(
        partKey({ kind: 'element', name }),
      );
    }
  }
  expect(names.length).toBeGreaterThan(5);
});

test('a declared name is a part where a view shows it', () => {
  expect(partNamed('K', 'key-pair')).toEqual({ kind: 'element', name: 'K' });
  expect(partNamed('m1', 'message')).toEqual({ kind: 'message', name: 'm1' });
  expect(partNamed('R', 'requirement')).toBeNull();
});
