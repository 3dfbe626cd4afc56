// A program holds so many nodes and no more: which of them make room for others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { connectProgram } from '../../../../adapters/program/connected.ts';
import { Patience } from '../../../../adapters/program/patience.ts';
import { LAB_TIMING } from '../../../../core/timing.ts';
import { foresightOf } from '../../../../simulator/foresight.ts';
import { emptyFolder } from '../../../cli/whitewater.ts';
import { heldCommandOf } from '../programs.ts';

/** More than are held at a time of a program that makes no copies. */
const LIVES = 30;

test('a node from which a step goes out makes no room for those of the same plan', (t) => {
  const transcript = join(emptyFolder(t), 'lines.txt');
  const request = { command: heldCommandOf('well', 'batches'), limitMs: 5000, transcript };
  const patience = new Patience().shared;
  const { target, close } = connectProgram({ request, patience, others: [], hello: null });
  t.teardown(close);
  const fired = { kind: 'timerFired', timer: 'election', luck: 0 } as const;
  // One of them is the oldest that is held. Those before it have to be brought back, and need room.
  for (let oldest = 0; oldest < LIVES; oldest += 1) {
    const states = Array.from({ length: LIVES }, (_, life) => {
      const timing = { ...LAB_TIMING, heartbeatMs: 1 + oldest * LIVES + life };
      return target.boot({ self: 1, nodes: 3, timing }, null).state;
    });
    const steps = [states[oldest], ...states].map((state) => ({ state, input: fired }));
    foresightOf(target)?.(steps);
    for (const { state, input } of steps) target.step(state, input, null);
  }
  const said = readFileSync(transcript, 'utf8');
  t.true(said.includes('"kind":"forget"'), 'no node made room: this test proves nothing');
  const complaints = said.match(/there is no node with handle \d+/g) ?? [];
  t.deepEqual(complaints, [], 'keep what a planned step goes out from');
});
