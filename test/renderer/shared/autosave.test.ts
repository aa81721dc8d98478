import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallFailure } from '#contract/failures.ts';
import { Autosave } from '#renderer/shared/autosave.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A project that takes what it is handed, or refuses it for as long as `problem` is set. */
class Project {
  held = '';
  problem: CallFailure | null = null;
  followed: string[] = [];
  follow: Promise<CallFailure | null> = Promise.resolve(null);

  readonly storing = {
    put: (value: string) => {
      if (this.problem === null) this.held = value;
      return Promise.resolve(this.problem);
    },
    then: (value: string) => {
      this.followed.push(value);
      return this.follow;
    },
  };
}

/** Types a letter every 100 ms. */
async function type(saving: Autosave<string>, letters: number): Promise<void> {
  for (let count = 0; count < letters; count += 1) {
    saving.change(`${saving.current}x`);
    await vi.advanceTimersByTimeAsync(100);
  }
}

test('typing that never pauses is in the project within two seconds, at every moment', async () => {
  const project = new Project();
  const saving = new Autosave<string>('', project.storing);
  for (let count = 0; count < 100; count += 1) {
    const twoSecondsAgo = saving.current.length - 20;
    await type(saving, 1);
    expect(project.held.length).toBeGreaterThanOrEqual(twoSecondsAgo);
  }
  expect(project.held.length).toBeGreaterThan(0);
});

test('a pause saves, once', async () => {
  const project = new Project();
  const saving = new Autosave<string>('', project.storing);
  await type(saving, 3);
  await vi.advanceTimersByTimeAsync(900);
  expect(project.held).toBe('xxx');
  expect(saving.saved).toBe(true);
  expect(project.followed).toEqual(['xxx']);
});

test('what follows a saving does not hold the next one up', async () => {
  const project = new Project();
  project.follow = new Promise(() => undefined);
  const saving = new Autosave<string>('', project.storing);
  await type(saving, 3);
  await vi.advanceTimersByTimeAsync(900);
  await type(saving, 20);
  expect(project.held.length).toBeGreaterThan(3);
});

test('what cannot be saved stays, is told until it is saved, and is tried again by itself', async () => {
  const project = new Project();
  const saving = new Autosave<string>('', project.storing);
  project.problem = { code: 'vault-disk-full' };
  await type(saving, 3);
  for (let count = 0; count < 40; count += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saving.problem).toEqual({ code: 'vault-disk-full' });
    expect(saving.saved).toBe(false);
    expect(saving.current).toBe('xxx');
  }
  project.problem = null;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(project.held).toBe('xxx');
  expect(saving.problem).toBe(null);
  expect(saving.saved).toBe(true);
});

test('a page that goes hands over what it has, and says whether it was taken', async () => {
  const project = new Project();
  const saving = new Autosave<string>('', project.storing);
  saving.change('last words');
  expect(await saving.leave()).toBe(true);
  expect(project.held).toBe('last words');
  project.problem = { code: 'vault-disk-full' };
  saving.change('more last words');
  expect(await saving.leave()).toBe(false);
  expect(saving.problem).toEqual({ code: 'vault-disk-full' });
});
