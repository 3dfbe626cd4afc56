import test from 'ava';
import { Check } from '../../properties/check.ts';
import { property } from '../../properties/property.ts';

test('a property that is due between two milliseconds is judged at the next whole one', (t) => {
  const punctual = property<null>({
    id: 'progress',
    kind: 'liveness',
    claim: '',
    source: '',
    start: () => null,
    on: {
      healed(memory, { timeMs }, judge) {
        judge.wakeAt(timeMs + 137.5);
        return memory;
      },
      due(memory, { step, timeMs }, judge) {
        judge.violated({ observed: 'it is time', because: [], step, timeMs });
        return memory;
      },
    },
  });
  const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };
  const check = new Check([punctual], { nodes: 1, ...timing });
  check.happened(10, { kind: 'healed' }, null, null);
  check.passed(147);
  t.deepEqual(check.violations, []);
  check.passed(1000);
  t.is(check.violations[0]?.witness.timeMs, 148, 'files of findings hold whole milliseconds only');
});
