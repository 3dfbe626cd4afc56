// `shrink` of a saved finding: what it meets on the way is shown and saved, too.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { crash, deliver, fire } from '../../simulator/decide.ts';
import { ownVoteNotRecorded } from '../../targets/mutants/own-vote-not-recorded.ts';
import { decidedFinding } from '../reports/decided.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

const REQUEST = { kind: 'requestVote', term: 1, candidateId: 2, lastLogIndex: 0, lastLogTerm: 0 };

/** A vote that is given twice, with a crash in between that has nothing to do with it. */
const FINDING = decidedFinding({
  target: ownVoteNotRecorded.target,
  property: 'one-vote-per-term',
  nodes: 3,
  decisions: [
    fire(3, 'election'),
    fire(1, 'election'),
    crash(1),
    fire(2, 'election'),
    deliver(2, 1, REQUEST),
  ],
  foundBy: 'adversarial',
  original: { nodes: 3, actions: null, decisions: 5, events: 9, simulatedMs: null },
  executions: 0,
  states: 0,
});

interface Answer {
  readonly after: { readonly id: string };
  readonly others: readonly { readonly id: string; readonly decisions: number; file: string }[];
}

test('the simpler run of another story is shown and saved beside the finding', async (t) => {
  const folder = emptyFolder(t);
  const file = join(folder, 'finding.json');
  writeFileSync(file, JSON.stringify(FINDING));
  const json = await whitewater(folder, ['shrink', file, '--json']);
  t.is(json.code, 0, json.stderr);
  const { after, others } = JSON.parse(json.stdout) as Answer;
  t.is(others.length, 1, json.stdout);
  const [other] = others;
  t.is(other?.decisions, 3);
  t.true(existsSync(join(folder, other?.file ?? '')), 'the other run is not saved');
  const shown = await whitewater(folder, ['shrink', after.id]);
  t.is(shown.code, 0, shown.stderr);
  t.regex(shown.stdout, /\n {3}took .* of processor time\n$/);
  t.is(shown.stdout.match(/✖ one-vote-per-term/g)?.length, 2, shown.stdout);
  t.regex(shown.stdout, /✔ the same as before.*\n {3}a simpler run tells another story: finding /);
});

test('sizes that were asked for are in the saved finding, and bind shrink', async (t) => {
  const folder = emptyFolder(t);
  const hunt = ['run', 'vote-not-persisted', '--engine', 'adversarial', '--seed', '1', '--json'];
  const few = ['--nodes', '4', '--shrink-budget', '20x', '--runs', '2000'];
  const run = await whitewater(folder, [...hunt, ...few]);
  t.is(run.code, 0, run.stderr);
  const [target] = (JSON.parse(run.stdout) as { targets: { findings: { file: string }[] }[] })
    .targets;
  const file = join(folder, target?.findings[0]?.file ?? '');
  t.like(JSON.parse(readFileSync(file, 'utf8')), { shrinking: { nodesAskedFor: [4] } });
  const shrunk = await whitewater(folder, ['shrink', file, '--shrink-budget', '200x', '--json']);
  t.is(shrunk.code, 0, shrunk.stderr);
  t.like(JSON.parse(shrunk.stdout), { before: { nodes: 4 }, after: { nodes: 4 } });
});
