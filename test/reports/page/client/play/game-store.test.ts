// What a player's clicks come to, also on a machine that answers slowly.
import test from 'ava';
import { PageEngine } from '../../../../../campaign/play/page-engine.ts';
import type { PlayEngine } from '../../../../../reports/page/client/play/engine.ts';
import { GameStore } from '../../../../../reports/page/client/play/game-store.ts';
import { fire } from '../../../../../simulator/decide.ts';
import type { Path, Position } from '../../../../../search/playing/game.ts';
import { gameOf } from '../../../../search/playing/games.ts';

const START = [fire(1, 'election'), fire(2, 'election'), fire(3, 'election')];

/** Answers a turn of the event loop later, as a server does. */
class SlowEngine extends PageEngine {
  override async at(path: Path): Promise<Position> {
    await new Promise((resolve) => setImmediate(resolve));
    return super.at(path);
  }
}

async function slowStore(): Promise<GameStore> {
  const engine: PlayEngine = new SlowEngine(gameOf('raft'));
  const store = new GameStore(engine, await engine.at([]));
  await store.go(START);
  return store;
}

test('steps that are asked for before the first is taken are all taken', async (t) => {
  const store = await slowStore();
  await Promise.all([store.step(-1), store.step(-1), store.step(-1), store.step(1)]);
  t.deepEqual(store.path, START.slice(0, 1));
  t.deepEqual(store.state.ahead, START.slice(1));
});

test('a step back from the beginning stays there', async (t) => {
  const store = await slowStore();
  await Promise.all([store.goTo(0), store.step(-1)]);
  t.deepEqual(store.path, []);
  t.deepEqual(store.whole, START);
});

test('a second click on a decision of the same list does not make it twice', async (t) => {
  const store = await slowStore();
  const again = fire(1, 'election');
  await Promise.all([store.make(again), store.make(again)]);
  t.deepEqual(store.path, [...START, again]);
});

test('a move that fails is told, and the next one is made', async (t) => {
  const store = await slowStore();
  await store.work('', () => Promise.reject(new Error('the server does not answer')));
  t.is(store.state.status, 'the server does not answer');
  await store.step(-1);
  t.is(store.path.length, 2);
});
