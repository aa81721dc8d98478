import { describe, expect, test } from 'vitest';
import type { KeyHierarchy } from '#core/structure/key-hierarchy.ts';
import { sampleText } from '../../support/models/sample.ts';
import { measured } from '../../support/models/measured.ts';

function hierarchyOf(text: string): KeyHierarchy {
  return measured(text).metrics.keyHierarchy;
}

function levelsOf({ keys }: KeyHierarchy): Readonly<Record<string, number>> {
  return Object.fromEntries(keys.map(({ name, level }) => [name, level]));
}

function told({ edges }: KeyHierarchy): readonly string[] {
  return edges.map(({ upper, kind, lower, origins }) => {
    const places = origins.map(({ phase, message }) => message ?? `in ${phase}`);
    return `${upper} ${kind} ${lower}: ${places.join(', ')}`;
  });
}

function between(declarations: string, ...steps: readonly string[]): KeyHierarchy {
  return hierarchyOf(
    ['protocol P', 'entity A', 'entity B', declarations, 'phase run {', ...steps, '}', ''].join('\n'),
  );
}

describe('the hierarchy of the bundled example', () => {
  const hierarchy = hierarchyOf(sampleText);

  // By hand: the head-end's pair brings the masters and the joining key (d2 to d4); from a master comes a
  // key-encryption key; under that comes a traffic key; the backhaul key brings the joining key once more (d7), and
  // under that comes the link key. The longest chain is HK, K_ch_master, K_ch_kek, K_ch, K_mc_join, K_mc.
  test('has these edges and no others', () => {
    expect(told(hierarchy)).toEqual([
      'HK transports K_mh_master: d2',
      'HK transports K_mc_join: d3',
      'HK transports K_ch_master: d4',
      'K_ch_master derives K_ch_kek: in deployment',
      'K_mh_master derives K_mh_kek: in deployment',
      'K_ch_kek transports K_ch: d5',
      'K_ch transports K_mc_join: d7',
      'K_mc_join transports K_mc: d10',
      'K_mh_kek transports K_mh: d12, d13',
      'K_mh_kek transports K_mh_next: o5, o6',
    ]);
  });

  test('has six levels, and the renewed key stands where the one it replaces stands', () => {
    expect(hierarchy.levels).toBe(6);
    expect(levelsOf(hierarchy)).toEqual({
      HK: 1,
      K_mh_master: 2,
      K_ch_master: 2,
      K_mh_kek: 3,
      K_ch_kek: 3,
      K_mh: 4,
      K_mh_next: 4,
      K_ch: 4,
      K_mc_join: 5,
      K_mc: 6,
    });
  });
});

describe('a key stands under another', () => {
  test('not at all where there are no keys', () => {
    expect(between('data D of A', 'message m A -> B: D')).toEqual({ levels: 0, keys: [], edges: [] });
  });

  test('that it is renewed under', () => {
    const renewed = between(
      'key K shared by A, B session\nkey K2 shared by A, B session replaces K',
      'A makes K2',
      'message m A -> B: aead[K](K2 ; B)',
    );
    expect(levelsOf(renewed)).toEqual({ K: 1, K2: 2 });
  });

  test('and both share a level where each brings the other', () => {
    const circle = between(
      'key K shared by A, B\nkey K2 shared by A, B\nkey K3 shared by A, B',
      'message m A -> B: aead[K](K2 ; B)',
      'message n B -> A: aead[K2](K ; A)',
      'message o B -> A: aead[K](K3 ; A)',
    );
    expect(levelsOf(circle)).toEqual({ K: 1, K2: 1, K3: 2 });
    expect(circle.levels).toBe(2);
  });

  test('that it was signed within', () => {
    const signed = between(
      'key pair P of B known to A\nkey pair S of A known to B\nkey K shared by A, B session',
      'A makes K',
      'message m A -> B: penc[pk(P)](sign[sk(S)](K, B))',
    );
    expect(told(signed)).toEqual(['P transports K: m', 'S authenticates K: m']);
    expect(levelsOf(signed)).toEqual({ P: 1, S: 1, K: 2 });
  });

  test('that it is hashed from, or that is one of several it is derived from', () => {
    const derived = between(
      'key K shared by A, B\nkey K2 shared by A, B\nkey H session\nkey D session\nnonce N of A known to B',
      'A, B derive H = hash(K, N)',
      'A, B derive D = kdf[H](K2, N)',
      'message m A -> B: aead[D](N ; B)',
    );
    expect(told(derived)).toEqual(['K derives H: in run', 'H derives D: in run', 'K2 derives D: in run']);
    expect(derived.levels).toBe(3);
  });

  test('under all its names', () => {
    const named = between(
      'key K shared by A, B\nkey Same session\nkey T shared by A, B',
      'A, B derive Same = K',
      'message m A -> B: aead[T](Same ; B)',
    );
    expect(levelsOf(named)).toEqual({ K: 2, Same: 2, T: 1 });
    expect(told(named)).toEqual(['T transports K: m']);
  });

  test('without the public halves that only name who takes part', () => {
    const bound = between(
      'key K shared by A, B\nkey D session\nkey pair P of A known to B',
      'A, B derive D = kdf[K](pk(P))',
      'message m A -> B: aead[D](A ; B)',
    );
    expect(told(bound)).toEqual(['K derives D: in run']);
  });

  test('of both pairs of an exchange, and whoever signs a half stands over nothing', () => {
    const exchange = between(
      'key pair E of A\nkey pair F of B known to A\nkey pair S of A known to B\nkey D session',
      'message m A -> B: sign[sk(S)](pk(E), B)',
      'A derives D = kdf[dh[sk(E)](pk(F))](A, B)',
      'B derives D = kdf[dh[sk(F)](pk(E))](A, B)',
    );
    expect(told(exchange)).toEqual(['S authenticates E: m', 'E derives D: in run', 'F derives D: in run']);
    expect(levelsOf(exchange)).toEqual({ E: 1, F: 1, S: 1, D: 2 });
  });

  test('not of the envelope around the one that protects it', () => {
    const nested = between(
      'key K shared by A, B\nkey O shared by A, B\nkey I shared by A, B',
      'message m A -> B: aead[O](aead[I](K ; B) ; B)',
    );
    expect(told(nested)).toEqual(['I transports K: m']);
  });

  test('that is made for one message from a key', () => {
    const once = between(
      'key K shared by A, B\nkey T shared by A, B\nnonce N of A',
      'message m A -> B: N, aead[kdf[T](N)](K ; B)',
    );
    expect(told(once)).toEqual(['T transports K: m']);
  });
});
