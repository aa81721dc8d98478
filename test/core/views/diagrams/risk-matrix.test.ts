import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { riskMatrixScene } from '#core/views/diagrams/risk-matrix.ts';
import type { Scene, Shape } from '#core/views/diagrams/scene.ts';
import { paperPalette, sceneToSvg } from '#core/views/diagrams/svg.ts';
import { createTranslate } from '#core/messages/catalogue.ts';
import { riskMatrixWords } from '#core/views/words/risk-words.ts';
import { defaultPolicy } from '#core/dossier/default-policy.ts';
import { placeRisks } from '#core/method/risk/matrix-placement.ts';
import type { RiskPolicy } from '#core/dossier/risk-policy.ts';
import { riskRegister } from '#core/method/risk/register.ts';
import { riskLevels, type RiskLevel } from '#core/dossier/risk-level.ts';
import { root } from '../../../support/places.ts';

const policy: RiskPolicy = { ...defaultPolicy(), setOn: '2026-01-31' };
const look = { width: 430, words: riskMatrixWords(createTranslate('en')) };

/** A drawing of this many threats in one field, and one in another. */
function drawn(many: number, under = policy): Scene {
  const ids = Array.from({ length: many + 1 }, (_, place) => `t${String(place + 1)}`);
  const words = { reason: '', title: '', description: '', requirements: [], citations: [] };
  const threats = ids.map((id) => ({
    id,
    entry: { id, decision: 'accepted', ...words, own: null, seen: null } as const,
  }));
  const level = (each: RiskLevel) => ({ level: each, reason: '', edition: 1 });
  const assessments = ids.map((id, place) => ({
    id,
    likelihood: level(place < many ? 'high' : 'very-low'),
    impact: level(place < many ? 'high' : 'very-high'),
    residualLikelihood: null,
    residualImpact: null,
  }));
  return riskMatrixScene(under, placeRisks(riskRegister(under, threats, assessments, [])), 'before', look);
}

type Rectangle = Extract<Shape, { kind: 'rectangle' }>;
const rectangles = ({ shapes }: Scene): readonly Rectangle[] =>
  shapes.filter((shape) => shape.kind === 'rectangle');
const texts = ({ shapes }: Scene): readonly string[] =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

function within(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.at.x >= outer.at.x &&
    inner.at.y >= outer.at.y &&
    inner.at.x + inner.width <= outer.at.x + outer.width + 0.01 &&
    inner.at.y + inner.height <= outer.at.y + outer.height + 0.01
  );
}

test.each([0, 1, 12, 250])('%i threats in one field all have their place in it', (many) => {
  const scene = drawn(many);
  const fields = rectangles(scene).filter(({ subject }) => subject === null);
  const chips = rectangles(scene).filter(({ subject }) => subject?.kind === 'threat');
  expect(fields).toHaveLength(25);
  expect(chips.map(({ subject }) => subject?.name)).toHaveLength(many + 1);
  const fieldOf = (name: string) => {
    const chip = chips.find(({ subject }) => subject?.name === name);
    return fields.filter((field) => chip !== undefined && within(chip, field));
  };
  for (let place = 1; place <= many; place += 1)
    expect(fieldOf(`t${String(place)}`)).toEqual([fields[5 + 3]]);
  expect(fieldOf(`t${String(many + 1)}`)).toEqual([fields[24]]);
  const apart = chips.every((chip, index) =>
    chips.slice(index + 1).every((other) => {
      const beside = chip.at.x + chip.width <= other.at.x || other.at.x + other.width <= chip.at.x;
      return beside || chip.at.y + chip.height <= other.at.y || other.at.y + other.height <= chip.at.y;
    }),
  );
  expect(apart).toBe(true);
  const lowest = Math.max(...rectangles(scene).map(({ at, height }) => at.y + height));
  expect(lowest).toBeLessThanOrEqual(scene.height);
  expect(sceneToSvg(scene, paperPalette)).toContain('</svg>');
});

test('every field says its level as a word, with its mark, and one that the policy lacks says so', () => {
  const told = texts(drawn(0));
  expect(told.filter((text) => text === 'moderate *)')).toHaveLength(2);
  expect(told.filter((text) => text === 'low **)')).toHaveLength(3);
  expect(texts(drawn(0, { ...policy, matrix: policy.matrix.slice(1) }))).toContain('unknown');
});

/** Contrast of two colours by WCAG 2.2 (relative luminance). */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
      const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
      return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test('what is written on a field can be read, on paper, in the light and in the dark', () => {
  const theme = readFileSync(join(root, 'renderer', 'shared', 'theme.css'), 'utf8');
  const shades = (name: string): readonly string[] => {
    const [, light = '', dark = ''] =
      new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`, 'u').exec(theme) ?? [];
    return [light, dark];
  };
  const ink = shades('ink');
  for (const level of riskLevels) {
    expect(contrast(paperPalette[`risk-${level}`], paperPalette.ink)).toBeGreaterThan(4.5);
    shades(`risk-${level}`).forEach((ground, theme) => {
      expect(contrast(ground, ink[theme] ?? ground)).toBeGreaterThan(4.5);
    });
  }
});
