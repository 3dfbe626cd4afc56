import test from 'ava';
import { compiled } from '../../../adapters/wasm/code.ts';
import { WasmInstance } from '../../../adapters/wasm/instance.ts';
import { bootPast } from '../../../adapters/wasm/past.ts';
import { Slots } from '../../../adapters/wasm/slots.ts';
import { tinyRaft } from './tiny-raft.ts';

const CODE = compiled(tinyRaft({}));
const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };

function slots(): { readonly slots: Slots; readonly made: () => number } {
  let made = 0;
  const newInstance = (): WasmInstance => {
    made += 1;
    return new WasmInstance(CODE);
  };
  return { slots: new Slots(newInstance), made: () => made };
}

const past = (node: number): ReturnType<typeof bootPast> =>
  bootPast({ kind: 'boot', node, nodes: 3, timing, durable: null, luck: 0, localTimeMs: 0 });

test('with clocks, lives of one node have one instance, one after the other', (t) => {
  const { slots: all, made } = slots();
  for (let life = 0; life < 50; life += 1) {
    for (const node of [1, 2, 3]) all.stand(all.forLife(node, true), past(node));
  }
  t.is(made(), 3);
});

test('a state whose instance was taken says so', (t) => {
  const { slots: all } = slots();
  const [first, second] = [past(1), past(1)];
  all.stand(all.forLife(1, true), first);
  all.stand(all.forLife(1, true), second);
  t.is(first.slot, null);
  t.is(second.slot?.at, second);
});

test('without clocks, the state that was not used for longest makes room', (t) => {
  const { slots: all, made } = slots();
  const pasts = Array.from({ length: 12 }, () => past(1));
  for (const one of pasts) all.stand(all.forLife(1, false), one);
  const [first, second] = pasts;
  if (first?.slot) all.stand(first.slot, first);
  all.stand(all.idle(), past(2));
  t.is(made(), 12);
  t.not(first?.slot, null, 'the first was used again, and stays');
  t.is(second?.slot, null, 'the second was not used for longest');
});
