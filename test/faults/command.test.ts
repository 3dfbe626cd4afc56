// fast-check runs actions as commands: what applies is performed, and noted as performed.
import test from 'ava';
import type { Action } from '../../faults/action.ts';
import { ActionCommand } from '../../faults/command.ts';
import { Stage } from './stage.ts';

const CRASH: Action = { kind: 'crash', node: 1 };

test('a command performs its action and notes it, if it applies', (t) => {
  const { model, world, recorder } = new Stage();
  const crash = new ActionCommand(CRASH);
  t.true(crash.check(model));
  crash.run(model, world);
  t.is(recorder.lines.filter(({ event }) => event.kind === 'crashed').length, 1);
  t.deepEqual(model.performed, [CRASH]);
  t.false(crash.check(model), 'a node that is down cannot crash');
  crash.run(model, world);
  t.is(recorder.lines.filter(({ event }) => event.kind === 'crashed').length, 1);
  t.deepEqual(model.performed, [CRASH], 'what did not apply is not noted');
});

test('a command is described as its action is', (t) => {
  t.regex(String(new ActionCommand(CRASH)), /^crash n1/);
});
