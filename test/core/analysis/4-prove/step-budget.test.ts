import { expect, test } from 'vitest';
import { completesWithinStack } from '#core/stack-limit.ts';
import { Interrupted, StepBudget, unitsInBlock } from '#core/analysis/4-prove/step-budget.ts';

test('asking whether to stop spends nothing', () => {
  const budget = new StepBudget({ clauses: 1, cancelled: () => false }, 2);
  for (let times = 0; times < 100; times += 1) expect(budget.isCancelled()).toBe(false);
  expect([budget.takeBlock(), budget.takeBlock(), budget.takeBlock()]).toEqual([true, true, false]);
  expect(budget.isSpent).toBe(true);
});

test('units are spent in blocks, and the last one of a spent portion interrupts', () => {
  const budget = new StepBudget({ clauses: 1, cancelled: () => false }, 1);
  const spend = (units: number): void => {
    for (let unit = 0; unit < units; unit += 1) budget.spend();
  };
  spend(2 * unitsInBlock - 1);
  expect(() => {
    budget.spend();
  }).toThrow(Interrupted);
  expect(budget.units).toBe(2 * unitsInBlock);
});

test('whoever asks for the work can end it, however much of it is left', () => {
  let cancelled = false;
  const budget = new StepBudget({ clauses: 1_000, cancelled: () => cancelled });
  expect([budget.isCancelled(), budget.takeBlock(), budget.isSpent]).toEqual([false, true, false]);
  cancelled = true;
  expect([budget.isCancelled(), budget.takeBlock(), budget.isSpent]).toEqual([true, false, false]);
  expect(() => {
    budget.spendBlock();
  }).toThrow(Interrupted);
});

test('a full stack is a limit, whatever it is called, and nothing else is', () => {
  const deep = (level: number): number => 1 + deep(level + 1);
  expect(completesWithinStack(() => void deep(0))).toBe(false);
  expect(completesWithinStack(() => undefined)).toBe(true);
  const fault = new Error('Maximum call stack size exceeded');
  expect(() =>
    completesWithinStack(() => {
      throw fault;
    }),
  ).toThrow(fault);
});
