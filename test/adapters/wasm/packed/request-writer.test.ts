import test from 'ava';
import { RequestWriter } from '../../../../adapters/wasm/packed/request-writer.ts';

/** A byte for the kind, eight for the luck, and one that says that there is a clock. */
const CLOCK_AT = 10;

for (const localTimeMs of [-7, 0, 431, 2 ** 40]) {
  test(`a clock that shows ${localTimeMs} ms is written so that it can be read again`, (t) => {
    const request = { kind: 'timer', timer: 'election', luck: 0.5, localTimeMs } as const;
    const bytes = new RequestWriter().written(request);
    t.is(bytes.readDoubleLE(CLOCK_AT), localTimeMs);
    t.is(bytes.toString('latin1', CLOCK_AT + 9), 'election');
  });
}
