// A game as it is told: a row for each decision, in the words that announced it.
import test from 'ava';
import fc from 'fast-check';
import { playedRun, sentenceOfDecision } from '../../../reports/story/played-run.ts';
import { play } from '../../../search/playing/play.ts';
import { holds } from '../../property-run.ts';
import { election, gameOf, walk } from '../../search/playing/games.ts';

const anyPicks = fc.array(fc.nat(1000), { maxLength: 12 });
const anyTarget = fc.constantFrom('raft', 'sends-before-write', 'votes-without-memory');

/** Of two messages that say the same, the list and the row may name different senders' steps. */
const REMARK = / \(.*$/;

test('every decision has a row, in order, and its row says what was announced', (t) => {
  const law = fc.property(anyTarget, anyPicks, (name, picks) => {
    const game = gameOf(name);
    for (const [before, path] of walk(game, picks, election(game))) {
      const last = before.enabled.find(({ decision }) => decision === path.at(-1));
      const { run, decisionsAt } = playedRun(play(game, path));
      t.deepEqual(
        [...new Set(decisionsAt)],
        path.map((_, place) => place + 1),
      );
      if (last === undefined) return t.fail('the decision was not listed');
      const told = run.steps.at(-1)?.row.text.replace(REMARK, '');
      t.is(
        told,
        sentenceOfDecision(before, last).replace(REMARK, ''),
        JSON.stringify(last.decision),
      );
    }
  });
  holds(t, law, { numRuns: 40, seed: 20140619 });
});

test('a violation is marked in the row of the decision that made it', (t) => {
  const game = gameOf('votes-without-memory');
  const start = play(game, [
    { kind: 'fire', node: 1, timer: 'election' },
    { kind: 'fire', node: 2, timer: 'election' },
  ]);
  const breaking = start.enabled.find(({ breaks }) => breaks.length > 0);
  if (breaking === undefined) return t.fail('votes-without-memory holds');
  const { run } = playedRun(play(game, [...start.path, breaking.decision]));
  const marks = run.steps.map(({ row }) => row.mark);
  t.deepEqual(marks.slice(-1), ['violation']);
  t.true(marks.includes('because'));
});
