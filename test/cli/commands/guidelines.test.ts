import { describe, expect, test } from 'vitest';
import { changed } from '../../support/models/sample.ts';
import { file, segl } from '../../support/command-line.ts';

describe('guidelines', () => {
  const token = [
    'protocol P',
    'entity A',
    'entity B',
    'key K shared by A, B session',
    'nonce N of B',
    'phase f {',
    'message c B -> A: N',
    'message m A -> B: mac[K](A)',
    '}',
    '',
  ].join('\n');

  test('says where, why and which section, and is content with the mended design', () => {
    const path = file('token.segl', token);
    const done = segl(['guidelines', path]);
    expect(done.status).toBe(1);
    expect(done.out).toContain('warning: A token without freshness [token-without-freshness]');
    expect(done.out).toContain('AMI Security Analysis, sections 4.3, 6.2.3.');
    expect(done.out).toContain(
      `${path}:8:19: Nothing in what B gets from A in m shows that it is no repetition.`,
    );
    // No verdict is at hand here.
    expect(done.out).toMatch(
      /hints from the text alone: where “segl verify” proves the contrary, the proof counts\.\n$/u,
    );
    const mended = file('mended.segl', changed(token, 'mac[K](A)', 'mac[K](A, N)'));
    expect(segl(['guidelines', mended])).toEqual({
      status: 0,
      out: `${mended}: no departure from the guidelines was found.\n`,
      err: '',
    });
  });

  test('gives one line of JSON for each file, refused ones among them', () => {
    const [stale, refused] = [file('stale.segl', token), file('refused.segl', 'protocol P')];
    const done = segl(['guidelines', '--json', stale, refused]);
    expect(done.status).toBe(2);
    const parsed: unknown[] = done.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(parsed).toMatchObject([
      {
        file: stale,
        findings: [
          {
            code: 'token-without-freshness',
            severity: 'warning',
            sections: ['4.3', '6.2.3'],
            message: 'm',
            entities: ['A', 'B'],
            line: 8,
            column: 19,
          },
        ],
      },
      { file: refused, error: { code: 'no-entity' } },
    ]);
  });
});
