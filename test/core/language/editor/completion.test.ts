import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionAt, declaredNameAt } from '#core/notation/notation.ts';
import type { Proposal } from '#core/language/editor/proposal.ts';
import { lex } from '#core/language/parse/lex.ts';
import { sampleText } from '../../../support/models/sample.ts';
import { root } from '../../../support/places.ts';

const model = `protocol P "Reading"
entity MET "Smart meter"
entity HES "Head-end system"
key K "Traffic key" shared by MET, HES
key pair HK of HES known to MET
counter C of MET
data READING of MET
constant LABEL
requirement R1 integrity "Readings arrive as they were written"
phase operations {
  message o1 "Reading" MET -> HES: aead[K](READING, C ; MET)
  HES checks C
  |
}
attack lost {
  leak K from operations
}
`;

/** What is proposed where the bar stands. */
function proposedAt(text: string): readonly Proposal[] {
  const offset = text.indexOf('|');
  return completionAt(text.replace('|', ''), offset)?.proposals ?? [];
}

function labelsAt(text: string): readonly string[] {
  return proposedAt(text).map(({ label }) => label);
}

/** What is proposed on a line of the phase. */
function inPhase(line: string): readonly string[] {
  return labelsAt(model.replace('|', line));
}

/** What is proposed on a line behind everything. */
function behind(line: string): readonly string[] {
  return labelsAt(`${model.replace('|', '')}${line}`);
}

describe('completion', () => {
  test('begins statements with their words and lines of a block with theirs', () => {
    expect(behind('|')).toEqual(
      expect.arrayContaining([
        'entity',
        'key',
        'key pair',
        'phase',
        'requirement',
        'confidentiality',
        'attack',
      ]),
    );
    expect(behind('|')).not.toContain('message');
    expect(inPhase('|')).toEqual(['MET', 'HES', 'message', 'channel']);
    expect(labelsAt(model.replace('|', '').replace('  leak K', '  |\n  leak K'))).toEqual(
      expect.arrayContaining(['compromise', 'leak', 'forgeable', 'untyped']),
    );
  });

  test.each([
    ['MET |', ['derives', 'makes', 'advances', 'checks', 'skips', 'accepts', 'installs', 'erases']],
    ['MET, HES |', ['derive', 'make', 'advance', 'check', 'skip', 'accept', 'install', 'erase']],
    ['MET, |', ['HES']],
    ['MET advances |', ['C']],
    ['HES installs |', ['K', 'HK']],
    ['HES accepts |', ['C', 'READING']],
    ['HES skips |', expect.arrayContaining(['MET', 'K', 'READING'])],
    ['channel MET, HES secure |', ['may']],
    ['channel MET, HES secure may |', ['repeat']],
    ['message m MET -> HES over secure |', ['may']],
    ['message m MET -> HES over |', ['public', 'authentic', 'confidential', 'secure']],
    ['message m MET -> HES: aead[|', ['K', 'kdf', 'dh']],
    ['message m MET -> HES: penc[|', ['pk(HK)']],
    ['message m MET -> HES: sign[|', ['sk(HK)']],
    ['message m MET -> HES: pk(|', ['HK']],
  ])('in a phase, %j gives %j', (line, labels) => {
    expect(inPhase(line)).toEqual(labels);
  });

  test.each([
    ['key N |', ['of', 'shared', 'known', 'long-term', 'session', 'high', 'low', 'replaces', 'source']],
    [
      'key N source "Design note" |',
      ['page', 'quote', 'source', 'of', 'shared', 'known', 'long-term', 'session', 'high', 'low', 'replaces'],
    ],
    ['entity N source "Design note" "2.1" page 3 |', ['quote', 'source']],
    ['entity N\n  sour|', expect.arrayContaining(['source', 'entity'])],
    ['entity MET, |', ['HES']],
    ['entity MET, HES |', ['may']],
    ['entity MET, HES may |', ['coincide']],
    ['key N shared |', ['by']],
    ['key N shared by MET, |', ['HES']],
    ['key N replaces |', ['K']],
    [
      'requirement R2 |',
      expect.arrayContaining(['confidentiality', 'entity-authentication', 'availability']),
    ],
    ['requirement R2 integrity "x" |', ['owner', 'source']],
    ['requirement R2 integrity "x" source "D" |', ['page', 'quote', 'source', 'owner']],
    ['requirement R2 integrity "x" owner "O" source "D" page 3 |', ['quote', 'source']],
    ['confidentiality |', ['K', 'HK', 'C', 'READING']],
    ['forward-secrecy |', ['K', 'HK', 'C', 'READING']],
    ['confidentiality K: MET refines |', ['R1']],
    ['authentication MET to HES: |', ['aliveness', 'weak-agreement', 'agreement', 'injective-agreement']],
    ['authentication MET to HES: agreement on K in |', ['operations']],
    ['attack t {\n  weak |', ['enc', 'aead', 'mac', 'hash', 'kdf', 'penc', 'sign', 'dh']],
    ['attack t {\n  leak sk(|', ['HK']],
  ])('behind everything, %j gives %j', (line, labels) => {
    expect(behind(line)).toEqual(labels);
  });

  test('replaces what is begun, hyphens and all', () => {
    const text = `${model.replace('|', '')}authentication MET to HES: injective-ag`;
    expect(completionAt(text, text.length)?.from).toBe(text.length - 'injective-ag'.length);
  });

  test('offers nothing in a comment, in a quoted text, or where a new name is made up', () => {
    expect(behind('// MET |')).toEqual([]);
    expect(behind('entity X "Meter |')).toEqual([]);
    expect(behind('entity |')).toEqual([]);
  });

  test('tells what a name is and how a primitive is written', () => {
    const found = proposedAt(model.replace('|', 'message m MET -> HES: |'));
    expect(found.find(({ label }) => label === 'K')).toMatchObject({
      kind: 'symmetric-key',
      detail: 'Traffic key',
    });
    expect(found.find(({ label }) => label === 'aead')).toMatchObject({
      kind: 'primitive',
      detail: '[KEY](content ; associated)',
      construct: 'aead',
    });
  });

  test('goes on with the numbers of messages and requirements', () => {
    const message = proposedAt(model).find(({ label }) => label === 'message');
    expect(message?.pattern).toContain('message ${o2} "${label}" ${MET} -> ${HES}: ');
    const requirement = proposedAt(`${model.replace('|', '')}|`).find(({ label }) => label === 'requirement');
    expect(requirement?.pattern).toContain('requirement ${R2}');
  });

  const folder = join(root, 'resources', 'protocols');
  const library = readdirSync(folder).map(
    (name) => [name, readFileSync(join(folder, name), 'utf8')] as const,
  );
  test.each([['ams.segl', sampleText] as const, ...library])(
    'whatever is written in %s is proposed where it stands',
    (_name, text) => {
      const missing = lex(text)
        .filter(
          ({ kind, span }) =>
            kind === 'name' && declaredNameAt(text, span.start)?.declaredAt.start !== span.start,
        )
        .filter(({ span }) => !/\bprotocol $/.test(text.slice(0, span.start)))
        .filter(({ text: word, span }) => {
          const before = text.slice(0, span.start);
          const written =
            word === 'pk' || word === 'sk' ? /^..\([^)]*\)/.exec(text.slice(span.start))?.[0] : word;
          const proposed = completionAt(before + text.slice(span.end), span.start)?.proposals ?? [];
          return !proposed.some(({ label }) => label === written);
        })
        .map(
          ({ text: word, span }) =>
            `${word} in ${text.slice(text.lastIndexOf('\n', span.start) + 1, span.end)}`,
        );
      expect(missing).toEqual([]);
    },
  );
});
