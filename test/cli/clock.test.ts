// The time of day may jump: a budget runs on a clock that only goes forwards.
import test from 'ava';
import { emptyFolder, whitewater } from './whitewater.ts';

/** Each look at the time of day is hours away from the one before. */
function jumping(hours: number): string {
  const source =
    'const real = Date.now; let jumps = 0;' +
    `Date.now = () => real() + (jumps += 1) * ${hours} * 3600000;`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

const HUNT = ['run', 'raft', '--engine', 'timed', '--seed', '1', '--no-progress', '--json'];

test('a clock that jumps forwards ends no budget', async (t) => {
  const words = [...HUNT, '--budget', '1h', '--runs', '3'];
  const { code, stdout, stderr } = await whitewater(emptyFolder(t), words, () => undefined, [
    jumping(5),
  ]);
  t.is(code, 0, stderr);
  t.like(JSON.parse(stdout), { targets: [{ runs: 3 }] });
});

test('a clock that jumps backwards prolongs none', async (t) => {
  const words = [...HUNT, '--budget', '300ms'];
  const { stdout, stderr } = await whitewater(emptyFolder(t), words, () => undefined, [
    jumping(-5),
  ]);
  const { targets } = JSON.parse(stdout) as { targets: readonly { readonly runs: number }[] };
  t.true((targets[0]?.runs ?? 0) > 0, stderr);
});
