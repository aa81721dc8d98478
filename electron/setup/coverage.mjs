// How much of the core the tests reached, told by room.
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { inCheckout } from './paths.mjs';
import { say } from './say.mjs';

const measures = ['lines', 'branches', 'functions'];

/** Where vitest writes what was covered, file by file (vitest.config.ts). */
export const coverageReport = inCheckout('out', 'test', 'coverage', 'coverage-summary.json');

/** Tells a row for each room of the core, and one for all of it. Throws where there is no report. */
export function sayCoverage() {
  const { total, ...files } = JSON.parse(readFileSync(coverageReport, 'utf8'));
  const rows = [...coverageByRoom(files), ['all of the core', total]];
  if (rows.length === 1) throw new Error('the report of the coverage has no file');
  say(['coverage of the core'.padEnd(24), ...measures.map((measure) => measure.padStart(11))].join(''));
  for (const [room, counts] of rows) {
    say([room.padEnd(24), ...measures.map((measure) => percentage(counts[measure]).padStart(11))].join(''));
  }
}

/** The counts of each room, from those of its files: pairs of a room and what was covered of it, by name. */
export function coverageByRoom(files) {
  const rooms = new Map();
  for (const [file, counts] of Object.entries(files)) {
    const room = roomOf(file);
    const sum = rooms.get(room) ?? {};
    for (const measure of measures) {
      const { total, covered } = sum[measure] ?? { total: 0, covered: 0 };
      sum[measure] = { total: total + counts[measure].total, covered: covered + counts[measure].covered };
    }
    rooms.set(room, sum);
  }
  return [...rooms].sort(([a], [b]) => (a < b ? -1 : 1));
}

// A room with parts that are rooms of their own is told part by part.
function roomOf(file) {
  const [room, part, ...rest] = relative(inCheckout('electron', 'core'), file).split(sep);
  if (part === undefined) return '(beside the rooms)';
  return rest.length > 0 && ['analysis', 'method'].includes(room) ? `${room}/${part}` : room;
}

function percentage({ total, covered }) {
  return total === 0 ? '–' : `${((100 * covered) / total).toFixed(1)} %`;
}
