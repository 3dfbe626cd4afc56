// The agenda, against a model: a list, sorted by time and then by order of arrival.
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { Agenda, type AgendaEntry } from '../../simulator/agenda.ts';
import { holds } from '../property-run.ts';

class Item implements AgendaEntry {
  readonly name: number;
  dueMs = 0;
  next: AgendaEntry | null = null;

  constructor(name: number) {
    this.name = name;
  }
}

/** Adds an item due so long from now, or takes what is due up to so long from now. */
interface Act {
  readonly kind: 'add' | 'take';
  readonly ms: number;
}

// The wheel has 1024 slots: near items, items around its end, and items far beyond it.
const distance = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 5 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1015, max: 1035 }) },
  { weight: 1, arbitrary: fc.integer({ min: -50, max: 5000 }) },
);
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('add', 'add', 'take'),
  ms: distance,
});

test('items come out by time, those of one time in the order in which they went in', (t) => {
  const property = fc.property(fc.array(act, { maxLength: 80, size: 'max' }), (acts) => {
    const agenda = new Agenda<Item>();
    const model: { dueMs: number; name: number }[] = [];
    let nowMs = 0;
    acts.forEach(({ kind, ms }, name) => {
      if (kind === 'add') {
        agenda.add(new Item(name), nowMs + ms);
        model.push({ dueMs: Math.max(nowMs, nowMs + ms), name });
      } else {
        const untilMs = nowMs + ms;
        const due = model.toSorted((a, b) => a.dueMs - b.dueMs)[0];
        const taken = due !== undefined && due.dueMs <= Math.max(nowMs, untilMs) ? due : null;
        assert.equal(agenda.take(untilMs)?.name ?? null, taken?.name ?? null);
        nowMs = taken?.dueMs ?? Math.max(nowMs, untilMs);
        if (taken !== null) model.splice(model.indexOf(taken), 1);
      }
      assert.equal(agenda.nowMs, nowMs);
      assert.equal(agenda.size, model.length);
    });
  });
  holds(t, property, { numRuns: 300 });
});

test('an item that was far away keeps its place before those that came later', (t) => {
  const agenda = new Agenda<Item>();
  agenda.add(new Item(1), 3000);
  agenda.add(new Item(2), 2000);
  agenda.add(new Item(3), 3000);
  t.is(agenda.take(5000)?.name, 2);
  agenda.add(new Item(4), 3000);
  t.deepEqual(
    [1, 2, 3].map(() => agenda.take(5000)?.name),
    [1, 3, 4],
  );
});

test('an item that was far away comes first, whenever the second of its time is added', (t) => {
  // Before, at and after the moment at which the wheel reaches the time of both.
  for (let nowMs = 1970; nowMs <= 1985; nowMs += 1) {
    const agenda = new Agenda<Item>();
    agenda.add(new Item(1), 3000);
    agenda.take(nowMs);
    agenda.add(new Item(2), 3000);
    t.is(agenda.take(3000)?.name, 1, `the second was added at ${nowMs} ms`);
  }
});

test('an item can be put back while it is being taken', (t) => {
  const agenda = new Agenda<Item>();
  agenda.add(new Item(1), 5);
  const item = agenda.take(10);
  if (item === null) return t.fail('the item is due');
  agenda.add(item, 7);
  t.is(agenda.take(6), null);
  t.is(agenda.take(7), item);
});
