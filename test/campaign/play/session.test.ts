// A game is answered from a thread, and a step that stands still is a step of the game.
import test, { type ExecutionContext } from 'ava';
import { serveGame } from '../../../campaign/play/game-server.ts';
import { PlaySession } from '../../../campaign/play/session.ts';
import type { PlayAnswers } from '../../../campaign/threads/play-job.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import type { EnabledDecision, Path } from '../../../search/playing/game.ts';
import { DEFAULT_NETWORK } from '../../../simulator/settings.ts';
import { fire } from '../../../simulator/decide.ts';
import { STANDS_STILL } from '../../../trace/event.ts';
import { moduleThat } from '../threads/modules.ts';
import { ask, ownHeaders } from './asked.ts';

const SETTING = { nodes: 3, timing: LAB_TIMING, fair: SEARCH_FAULTS };

function sessionOf(t: ExecutionContext, target: string): PlaySession {
  const session = new PlaySession({ target, ...SETTING });
  t.teardown(() => session.close());
  return session;
}

test.serial('calls are answered one after the other, each for its own path', async (t) => {
  const session = sessionOf(t, 'raft');
  const paths: readonly Path[] = [[], [fire(1, 'election')], [fire(2, 'election')]];
  const positions = await Promise.all(paths.map((path) => session.ask({ kind: 'at', path })));
  t.deepEqual(
    positions.map(({ path }) => path),
    paths,
  );
  t.deepEqual(
    positions.map(({ nodes }) => nodes.map(({ view }) => view?.currentTerm)),
    [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ],
  );
});

test.serial('a search, a shrinking and a finding come from the same thread', async (t) => {
  const session = sessionOf(t, 'votes-without-memory');
  const start = [fire(3, 'election'), fire(2, 'election')];
  const found = await session.ask({ kind: 'search', path: start, decisions: 5 });
  if (found.kind !== 'found') return t.fail('votes-without-memory holds');
  const { path } = found;
  const property = 'one-vote-per-term';
  const shrunk = await session.ask({ kind: 'shrink', path, property });
  t.is(shrunk?.path.length, 3);
  const finding = await session.ask({ kind: 'finding', path, property });
  t.is(finding?.target, 'votes-without-memory');
  t.regex(finding?.id ?? '', /^[0-9a-f]{12}$/);
});

test.serial('live code is played in time, from the same thread', async (t) => {
  const clock = { seed: 3, settings: DEFAULT_NETWORK };
  const session = new PlaySession({ target: 'raft-live', ...SETTING, clock });
  t.teardown(() => session.close());
  const elapse = { kind: 'act', action: { kind: 'elapse', ms: 600 } } as const;
  const { timeMs, path, nodes } = await session.ask({ kind: 'at', path: [elapse] });
  t.is(timeMs, 600);
  t.deepEqual(path, [elapse]);
  t.true(nodes.some(({ view }) => view?.role === 'leader'));
  const search = await session.ask({ kind: 'search', path: [elapse], decisions: 1 });
  t.is(search.kind, 'sampled', 'nothing is wrong with it');
  const shrinking = session.ask({ kind: 'shrink', path: [elapse], property: 'election-safety' });
  await t.throwsAsync(shrinking, { message: /shrunk by the command/ });
});

test.serial(
  'a step that stands still is told as one that does, and the game goes on',
  async (t) => {
    const module = moduleThat(t, 'for (;;);');
    const session = new PlaySession({ target: 'faulty', module, stepLimitMs: 500, ...SETTING });
    t.teardown(() => session.close());
    const thrownBy = ({ enabled }: PlayAnswers['at']): readonly (string | null)[] =>
      enabled
        .filter(({ decision }: EnabledDecision) => decision.kind === 'fire')
        .map(({ thrown }) => thrown);
    const start = await session.ask({ kind: 'at', path: [] });
    t.deepEqual(thrownBy(start), [null, STANDS_STILL, null]);
    const later = await session.ask({ kind: 'at', path: [fire(2, 'election')] });
    t.is(later.ending?.kind, 'targetThrew');
    t.deepEqual(later.enabled, []);
    const broken = later.verdicts.filter(({ witness }) => witness !== null);
    t.deepEqual(
      broken.map(({ property }) => property),
      ['never-throws'],
    );
  },
);

test.serial('a search that meets a step that stands still says so in a line', async (t) => {
  const module = moduleThat(t, 'for (;;);');
  const session = new PlaySession({ target: 'faulty', module, stepLimitMs: 500, ...SETTING });
  t.teardown(() => session.close());
  const search = session.ask({ kind: 'search', path: [], decisions: 3 });
  await t.throwsAsync(search, { message: /^n2 stands still in timer election: / });
  t.is((await session.ask({ kind: 'at', path: [fire(1, 'election')] })).path.length, 1);
});

test.serial('what is no call of a player is refused, and what is one is answered', async (t) => {
  const game = { page: '', policy: '' };
  const { url, close } = await serveGame({ target: 'raft', ...SETTING }, game);
  t.teardown(close);
  const path = `${new URL(url).pathname}api`;
  const post = (call: unknown): ReturnType<typeof ask> =>
    ask(url, { method: 'POST', path, headers: ownHeaders(url), body: JSON.stringify(call) });
  const bad = [
    null,
    {},
    { kind: 'at' },
    { kind: 'at', path: 1 },
    { kind: 'at', path: [{ kind: 'fire', node: 4, timer: 'election' }] },
    { kind: 'at', path: [{ kind: 'lose', from: 1, to: 2, message: {}, more: 1 }] },
    { kind: 'at', path: [], more: 1 },
    { kind: 'search', path: [], decisions: 100 },
    { kind: 'shrink', path: [], property: 'none' },
    { kind: 'eval', path: [] },
    { kind: 'at', path: [{ kind: 'act' }] },
    { kind: 'at', path: [{ kind: 'act', action: { kind: 'elapse', ms: 1e9 } }] },
    { kind: 'at', path: [{ kind: 'act', action: { kind: 'unplug', node: 1 } }] },
  ];
  for (const call of bad) t.is((await post(call)).status, 400, JSON.stringify(call));
  const { status, text } = await post({ kind: 'at', path: [fire(1, 'election')] });
  t.is(status, 200);
  const { answer } = JSON.parse(text) as { readonly answer: PlayAnswers['at'] };
  t.is(answer.nodes[0]?.view?.role, 'candidate');
});
