// The disk of a live node: what is durable when, and what a crash takes.
import test from 'ava';
import type { Host } from '../../../adapters/live/live-target.ts';
import type { Target } from '../../../simulator/target.ts';
import type { World } from '../../../simulator/world.ts';
import { lived, tamed } from './live-world.ts';

const SLOW = { nodes: 1, settings: { syncMinMs: 7, syncMaxMs: 7 } };

/** Notes what happens when, and what every boot finds on the disk. */
function writer(act: (host: Host, note: (word: string) => () => void) => void): {
  readonly target: Target;
  readonly notes: string[];
} {
  const notes: string[] = [];
  const note = (word: string) => (): void => void notes.push(`${performance.now()} ${word}`);
  const target = tamed('writer', (host) => {
    notes.push(`boots with ${JSON.stringify(host.durable)}`);
    if (host.durable === null) act(host, note);
  });
  return { target, notes };
}

function afterCrashAt(ms: number): (world: World) => void {
  return (world) => {
    world.elapse(ms);
    world.crash(1);
    world.restart(1);
  };
}

test('a write in the background takes as long as the disk, while the node goes on', async (t) => {
  const { target, notes } = writer((host, note) => {
    host.saveAsync({ vote: 2 }, note('durable'));
    setTimeout(note('goes on'), 3);
  });
  await lived(target, afterCrashAt(7), SLOW);
  t.deepEqual(notes, ['boots with null', '3 goes on', '7 durable', 'boots with {"vote":2}']);
});

test('a crash before it is durable loses the write', async (t) => {
  const { target, notes } = writer((host, note) => host.saveAsync('vote', note('durable')));
  await lived(target, afterCrashAt(6), SLOW);
  t.is(notes[1], 'boots with null', 'a write outlived a crash that came before it was durable');
});

test('a write at once makes earlier ones durable, and is not undone by them', async (t) => {
  const { target, notes } = writer((host, note) => {
    host.saveAsync('first', note('first'));
    setTimeout(() => host.save('second'), 2);
  });
  await lived(target, afterCrashAt(20), SLOW);
  t.deepEqual(notes, ['boots with null', '9 first', 'boots with "second"']);
});

test('a slow disk is slow for writes in the background and for reads too', async (t) => {
  const { target, notes } = writer((host, note) => {
    setTimeout(() => host.saveAsync('vote', note('written')), 10);
    setTimeout(() => host.afterDisk(note('read')), 10);
  });
  const slow = (world: World): void => {
    world.slowDisk(1, 50);
    world.elapse(100);
  };
  await lived(target, slow, SLOW);
  t.deepEqual(notes.slice(1), ['60 written', '60 read']);
});

test('a disk that takes no time is done in the same turn, and nothing is sent before', async (t) => {
  const seen: string[] = [];
  const observer = {
    happened: (_: number, event: { readonly kind: string; readonly synced?: boolean }) =>
      void seen.push(event.kind === 'persisted' ? `synced: ${String(event.synced)}` : event.kind),
    sent: () => void seen.push('sent'),
  };
  const target = tamed('quick', (host) => host.saveAsync('vote', () => host.send(1, 'done')));
  const settings = { syncMinMs: 0, syncMaxMs: 0 };
  await lived(target, 0, { nodes: 1, settings, observer });
  t.deepEqual(seen.slice(0, 4), ['synced: false', 'synced: true', 'booted', 'sent']);
});
