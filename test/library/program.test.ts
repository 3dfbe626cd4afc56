// A program as the target of a test, as docs/STEP-PROTOCOL.md shows it.
import test from 'ava';
import { huntOptions } from '../../library/check-options.ts';
import { CannotRun, check, CheckFailed, explore, program } from '../../library/index.ts';
import {
  commandOf,
  haveEnded,
  HELD_ELECTION,
  heldCommandOf,
} from '../adapters/program/programs.ts';
import { emptyFolder } from '../cli/whitewater.ts';

test('a program is explored and checked like any target: its defect is shrunk to four decisions', (t) => {
  const out = emptyFolder(t);
  const target = program({ command: `'${process.execPath}' '${HELD_ELECTION}'` });
  t.is(target.name, 'exec:held-election');
  const options = { maxDecisions: 4, out, properties: ['one-vote-per-term'] } as const;
  const error = t.throws(() => explore(target, options), { instanceOf: CheckFailed });
  t.regex(error?.message ?? '', /breaks one-vote-per-term/);
  const { finding } = error;
  t.is(finding?.run.kind === 'schedule' ? finding.run.decisions.length : null, 4);
});

test('a program that keeps nothing is one as well', (t) => {
  const target = program({ command: commandOf('well'), answerWithinMs: 5000 });
  const error = t.throws(() => check(target, { runs: 1, out: emptyFolder(t) }), {
    instanceOf: CheckFailed,
  });
  t.is(error.reason, 'violated', 'its nodes stand for no election');
});

test('a program with a pace of its own runs in a world of that pace', (t) => {
  const target = program({ command: heldCommandOf('paced') });
  const timing = { electionTimeoutMinMs: 900, electionTimeoutMaxMs: 1800, heartbeatMs: 50 };
  t.deepEqual(target.timing, timing);
  t.deepEqual(huntOptions(target, {}).timing, timing);
  t.deepEqual(huntOptions(target, { timing: 'paper' }).timing, timing, 'it keeps to its own');
});

test('a program that cannot be used says why in one line, and does not go on', async (t) => {
  t.throws(() => program({ command: 'whitewater-no-such-program' }), {
    instanceOf: CannotRun,
    message:
      /^program "whitewater-no-such-program": it ended without an answer; on stderr: .*found$/,
  });
  const mark = `--mark-${process.pid}`;
  t.throws(() => program({ command: `${heldCommandOf('impatient')} ${mark}` }), {
    instanceOf: CannotRun,
    message: /its hello: timing: heartbeatMs must be less than electionTimeoutMinMs/,
  });
  await haveEnded(t, mark);
  t.throws(() => program({ command: 'true', answerWithinMs: 0 }), { instanceOf: RangeError });
  t.throws(() => program({ command: 'true', ...{ answerWithin: 5 } }), { instanceOf: RangeError });
});
