/**
 * A run as a module of TLA+, to be checked against a specification of Raft: `specification/` has
 * one, and says how.
 */
import type { ReportStream } from '../events/report-line.ts';
import { Definitions } from './definitions.ts';
import { Events, type Happening } from './events.ts';
import { textOf } from './expression.ts';

/** The name of the module, and of its file. */
export const TLA_MODULE = 'RaftTrace';

/** Runs of clusters of one size, in one module. */
export interface RunsInTla {
  readonly nodes: number;
  readonly runs: readonly (readonly Happening[])[];
  /** Said at its head, in a line. */
  readonly remark: string;
}

export function renderTla({ finding, events }: ReportStream): string {
  const { target, property, id, nodes } = finding;
  const remark = `${target} breaks ${property}, finding ${id}`;
  return tlaModule({ nodes, runs: [events], remark });
}

export function tlaModule({ nodes, runs, remark }: RunsInTla): string {
  const definitions = new Definitions();
  const written = runs.map((run) => eventsOf(run, definitions));
  return `${[
    `---- MODULE ${TLA_MODULE} ----`,
    `\\* ${textOf(remark)}`,
    'EXTENDS Integers, Sequences, TLC',
    '',
    `ClusterSize == ${nodes}`,
    '',
    ...definitions.lines,
    '',
    ...written.map((events, index) => `Run${index + 1} == <<\n  ${events.join(',\n  ')}>>\n`),
    `Runs == <<${written.map((_, index) => `Run${index + 1}`).join(', ')}>>`,
    '====',
  ].join('\n')}\n`;
}

function eventsOf(run: readonly Happening[], definitions: Definitions): readonly string[] {
  const events = new Events(definitions);
  return run.map((line) => events.recordOf(line)).filter((record) => record !== null);
}
