// Messages in flight: a bag where messages are lost on delivery, a set where copies stay.
import test from 'ava';
import fc from 'fast-check';
import { Flights, type FlightsId } from '../../../search/exploring/flights.ts';
import { ABSENT } from '../../../search/exploring/pair-table.ts';
import { holds } from '../../property-run.ts';
import { outcome } from './outcomes.ts';

const messages = fc.array(fc.nat(4), { maxLength: 4 });
/** What is sent, and which of the messages in flight is delivered before; none if there is none. */
const steps = fc.array(fc.record({ sent: messages, pick: fc.nat(9) }), { maxLength: 12 });

/** Messages of even numbers go to n1, the others to n2. */
function flightsThat(keeps: boolean): Flights {
  return new Flights({ nodes: 2, keeps, receiverOf: (message) => 1 + (message % 2) });
}

function read(flights: Flights, id: FlightsId): readonly number[] {
  return flights.messagesOf(id).toSorted((a, b) => a - b);
}

for (const keeps of [false, true]) {
  const what = keeps ? 'the set of all that were ever sent' : 'a bag of what is not yet delivered';

  test(`messages in flight are ${what}`, (t) => {
    const law = fc.property(steps, (run) => {
      const flights = flightsThat(keeps);
      const numbers = new Map([['', flights.none]]);
      let [id, expected]: [FlightsId, readonly number[]] = [flights.none, []];
      for (const [step, { sent, pick }] of run.entries()) {
        const delivered = expected[pick % Math.max(1, expected.length)] ?? ABSENT;
        const taken = expected.indexOf(delivered);
        const rest = keeps || taken === -1 ? expected : expected.toSpliced(taken, 1);
        const all = [...rest, ...sent].sort((a, b) => a - b);
        expected = keeps ? [...new Set(all)] : all;
        id = flights.after(id, delivered, flights.sentBy(outcome(step, sent)));
        t.deepEqual(read(flights, id), expected);
        t.is(numbers.get(expected.join()) ?? id, id, 'equal messages must have one number');
        numbers.set(expected.join(), id);
      }
      t.is(new Set(numbers.values()).size, numbers.size, 'others must have another');
    });
    holds(t, law);
  });
}

test('what an outcome sends is the same whenever it is asked, and nothing if it sends nothing', (t) => {
  const law = fc.property(fc.boolean(), messages, (keeps, sent) => {
    const flights = flightsThat(keeps);
    const first = flights.sentBy(outcome(0, sent));
    t.is(flights.sentBy(outcome(0, sent)), first);
    t.is(flights.sentBy(outcome(1, sent.toReversed())), first, 'their order means nothing');
    t.is(flights.sentBy(outcome(2, [])), flights.none);
  });
  holds(t, law);
});
