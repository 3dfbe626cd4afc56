/** Runs of the program that has the habits of libraries. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { connectProgram } from '../../../../adapters/program/connected.ts';
import { Patience } from '../../../../adapters/program/patience.ts';
import { LAB_TIMING } from '../../../../core/timing.ts';
import type { Action } from '../../../../faults/action.ts';
import { performScenario } from '../../../../search/running/perform-scenario.ts';
import type { RunResult } from '../../../../search/running/run.ts';
import { DEFAULT_NETWORK } from '../../../../simulator/settings.ts';
import type { PureTarget } from '../../../../simulator/target.ts';
import type { TraceEvent } from '../../../../trace/event.ts';
import type { NodeView } from '../../../../trace/view.ts';
import { emptyFolder } from '../../../cli/whitewater.ts';

const FILE = new URL('library-raft.mjs', import.meta.url).pathname;

export interface Library {
  readonly target: PureTarget;
  /** All lines between whitewater and the program until now. */
  readonly lines: () => string;
}

/** The program with these habits, which library-raft.mjs explains. */
export function libraryWith(t: ExecutionContext, habits: string): Library {
  const transcript = join(emptyFolder(t), 'lines.txt');
  const command = `'${process.execPath}' '${FILE}' ${habits}`;
  const request = { command, limitMs: 20_000, transcript };
  const patience = new Patience().shared;
  const { target, close } = connectProgram({ request, patience, others: [], hello: null });
  t.teardown(close);
  return { target, lines: () => readFileSync(transcript, 'utf8') };
}

/** What a node could be seen to do. */
export interface Seen {
  readonly event: TraceEvent;
  readonly before: NodeView | null;
  readonly after: NodeView | null;
}

/** Three nodes that live through these actions, everything they did, and what was judged of it. */
export function lived(
  target: PureTarget,
  actions: readonly Action[],
): { readonly result: RunResult; readonly seen: readonly Seen[] } {
  const seen: Seen[] = [];
  const observer = {
    happened(_timeMs: number, event: TraceEvent, before: NodeView | null, after: NodeView | null) {
      seen.push({ event, before, after });
    },
    sent: () => undefined,
  };
  const setting = { nodes: 3, timing: LAB_TIMING, settings: DEFAULT_NETWORK, seed: 1 };
  const result = performScenario(
    target,
    { ...setting, actions },
    { sought: null, observers: [observer] },
  );
  return { result, seen };
}
