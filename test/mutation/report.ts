/** What came of the mutants: scores by room, and the survivors with their places. */
import { dirname } from 'node:path';
import type { Mutant } from './mutators.ts';
import type { Fate, Trial } from './trial.ts';

export interface RoomScore {
  readonly room: string;
  /** Mutants that the room has. */
  readonly mutants: number;
  readonly tried: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly untested: number;
  /** Noticed of those tried, in percent. */
  readonly percent: number;
}

export function scoresOf(
  mutants: readonly Mutant[],
  trials: readonly Trial[],
): readonly RoomScore[] {
  const rooms = [...new Set(mutants.map(roomOf))];
  return rooms.map((room) => {
    const ours = trials.filter(({ mutant }) => roomOf(mutant) === room);
    const count = (fate: Fate): number => ours.filter((trial) => trial.fate === fate).length;
    const [killed, timedOut] = [count('killed'), count('timed-out')];
    return {
      room,
      mutants: mutants.filter((mutant) => roomOf(mutant) === room).length,
      tried: ours.length,
      killed,
      timedOut,
      survived: count('survived'),
      untested: count('untested'),
      percent: ours.length === 0 ? 0 : (100 * (killed + timedOut)) / ours.length,
    };
  });
}

export function roomOf({ path }: Mutant): string {
  return dirname(path);
}

/** One line for each room, then one for each survivor. */
export function reportText(scores: readonly RoomScore[], trials: readonly Trial[]): string {
  const rooms = scores.map(
    ({ room, mutants, tried, killed, timedOut, percent }) =>
      `${room.padEnd(18)} ${percent.toFixed(1).padStart(5)} %   ${killed} killed and ` +
      `${timedOut} timed out of ${tried} tried (${mutants} in all)`,
  );
  const missed = trials.filter(({ fate }) => fate === 'survived' || fate === 'untested');
  const lines = missed.map(({ mutant, fate }) => `${fate}  ${mutantText(mutant)}`).sort();
  return [...rooms, '', ...lines, ''].join('\n');
}

/** Where the mutant is, and what it says instead. */
export function mutantText({ path, line, column, mutator, original, replacement }: Mutant): string {
  return `${path}:${line}:${column} ${mutator}: ${short(original)} → ${short(replacement)}`;
}

function short(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
}
