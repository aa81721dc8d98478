import { describe, expect, test } from 'vitest';
import type { OpenedProject } from '#contract/channels.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { emptyDossier } from '#core/dossier/dossier.ts';
import { openingNotice, openingQuestion, openingRemark } from '#renderer/features/project/opening-notice.ts';

const text = createTranslate('en');

function opened(changed: Partial<OpenedProject>): OpenedProject {
  return {
    name: 'AMS',
    fileName: 'AMS.segl',
    text: '',
    dossier: emptyDossier,
    revision: 1,
    recovered: false,
    setAside: false,
    readOnly: false,
    rollback: 'same',
    place: null,
    leftOpen: null,
    ...changed,
  };
}

describe('what is said of a file when it is opened', () => {
  test.each(['unseen', 'same'] as const)('%s: nothing', (rollback) => {
    const project = opened({ rollback });
    expect([openingNotice(project, text), openingRemark(project, text), openingQuestion(project)]).toEqual([
      '',
      '',
      null,
    ]);
  });

  test('four findings are four sentences; two of them must be answered', () => {
    expect(openingRemark(opened({ rollback: 'unknown' }), text)).not.toBe('');
    expect(openingNotice(opened({ rollback: 'unknown' }), text)).toBe('');
    expect(openingNotice(opened({ rollback: 'newer' }), text)).not.toBe('');
    expect(openingQuestion(opened({ rollback: 'newer' }))).toBeNull();
    expect(openingQuestion(opened({ rollback: 'older' }))).toBe('older');
    expect(openingQuestion(opened({ rollback: 'forked' }))).toBe('forked');
    const sentences = [
      openingRemark(opened({ rollback: 'unknown' }), text),
      openingNotice(opened({ rollback: 'newer' }), text),
      text('interface.opening.older'),
      text('interface.opening.forked'),
    ];
    expect(new Set(sentences).size).toBe(4);
  });

  test('who left it open is named', () => {
    const leftOpen = { name: 'Bo Lind', since: '2026-11-30T08:02:00Z', host: 'a' };
    expect(openingNotice(opened({ leftOpen }), text)).toContain('Bo Lind');
  });
});
