import { describe, expect, test } from 'vitest';
import { file, segl } from '../../support/command-line.ts';

const text = `protocol P
entity A
entity B
key K shared by A, B long-term
data D of A
phase one {
  message m A -> B: D, mac[K](D)
}
integrity D: A
`;

const earlier = file('earlier.segl', text);

describe('compare', () => {
  test('says nothing of what means the same, and ends with 0', () => {
    const later = file('same.segl', `// reviewed\n${text.replace('entity B', 'entity B "Receiver"')}`);
    const done = segl(['compare', earlier, later, '--pin']);
    expect(done).toMatchObject({ status: 0, err: '' });
    expect(done.out).toContain('Nothing of what the texts mean differs.');
    expect(JSON.parse(segl(['compare', earlier, later, '--json']).out)).toMatchObject({
      renamed: [],
      statements: [],
      verdicts: [],
      weakened: [],
      threats: [],
      risks: [],
    });
  });

  test('ends with 1 where an answer got worse, and says which and through what', () => {
    const later = file('worse.segl', text.replace(', mac[K](D)', ''));
    const done = segl(['compare', earlier, later]);
    expect(done.status).toBe(1);
    expect(done.out).toContain('~ one: message m A -> B: D, mac[K](D)  ->  message m A -> B: D');
    expect(done.out).toContain('WORSE: holds; now: violated');
    expect(segl(['compare', later, earlier]).status).toBe(0);
  });

  test('ends with 1 for a dropped question where what is asked is pinned, and tells it in any case', () => {
    const later = file('gutted.segl', text.replace('integrity D: A\n', ''));
    const free = segl(['compare', earlier, later]);
    expect(free.status).toBe(0);
    expect(free.out).toContain('NO LONGER ASKED; before: holds');
    expect(segl(['compare', earlier, later, '--pin']).status).toBe(1);
  });

  test('ends with 1 for a weaker adversary where what is asked is pinned', () => {
    const later = file('trusting.segl', text.replace('A -> B:', 'A -> B over secure:'));
    expect(segl(['compare', earlier, later]).status).toBe(0);
    const pinned = segl(['compare', earlier, later, '--pin']);
    expect(pinned.status).toBe(1);
    expect(pinned.out).toContain('message m goes over a channel that is trusted more: public; now: secure');
  });

  test('refuses a file with an error', () => {
    const broken = file('broken.segl', 'protocol');
    const done = segl(['compare', earlier, broken]);
    expect(done.status).toBe(2);
    expect(done.err).toContain(broken);
    expect(segl(['compare', earlier]).status).toBe(64);
  });
});
