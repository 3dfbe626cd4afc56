import test from 'ava';
import { causeIn } from '../../../adapters/program/last-words.ts';

/** As the runtimes of these languages write it, the cause first or last. */
const DEATHS: Readonly<Record<string, readonly [stderr: string, cause: string]>> = {
  'a panic of Go': [
    'panic: tocommit(2) is out of range\n\ngoroutine 1 [running]:\nmain.step(0x0)\n\tmain.go:4\n' +
      'exit status 2\n',
    'panic: tocommit(2) is out of range',
  ],
  'a panic of Go while it recovers from another': [
    'panic: first [recovered]\n\tpanic: second\n\ngoroutine 1 [running]:\nmain.main()\n',
    'panic: first [recovered]',
  ],
  'a deadlock of Go': [
    'fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n',
    'fatal error: all goroutines are asleep - deadlock!',
  ],
  'a panic of Rust, whose words follow': [
    "\nthread 'main' panicked at src/main.rs:12:9:\nno such entry\n" +
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n',
    "thread 'main' panicked at src/main.rs:12:9: no such entry",
  ],
  'a panic of older Rust': [
    "thread '<unnamed>' panicked at 'no such entry', src/main.rs:12:9\nstack backtrace:\n   0: x\n",
    "thread '<unnamed>' panicked at 'no such entry', src/main.rs:12:9",
  ],
  'an exception of Python': [
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n' +
      '    raise ValueError("no such entry")\nValueError: no such entry\n',
    'ValueError: no such entry',
  ],
  'an assertion of Python without words': [
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n' +
      '    assert False\nAssertionError\n',
    'AssertionError',
  ],
  'an exception of Java': [
    'Exception in thread "main" java.lang.IllegalStateException: no such entry\n' +
      '\tat Raft.step(Raft.java:4)\nCaused by: java.io.IOException: gone\n\t... 1 more\n',
    'Exception in thread "main" java.lang.IllegalStateException: no such entry',
  ],
  'an exception of .NET': [
    'Unhandled exception. System.InvalidOperationException: no such entry\n   at Raft.Step()\n',
    'Unhandled exception. System.InvalidOperationException: no such entry',
  ],
  'an error of Node': [
    "/raft.js:3\n    throw new TypeError('no such entry');\n    ^\n\nTypeError: no such entry\n" +
      '    at step (/raft.js:3:11)\n\nNode.js v20.19.0\n',
    'TypeError: no such entry',
  ],
  'an error of Node with a code': [
    'Error [ERR_ASSERTION]: no such entry\n    at step (/raft.js:3:11)\n\nNode.js v20.19.0\n',
    'Error [ERR_ASSERTION]: no such entry',
  ],
  'an assertion of C': [
    "raft: raft.c:12: step: Assertion `index > 0' failed.\nAborted (core dumped)\n",
    "raft: raft.c:12: step: Assertion `index > 0' failed.",
  ],
  'an exception of C++': [
    "terminate called after throwing an instance of 'std::out_of_range'\n  what():  no entry\n",
    "terminate called after throwing an instance of 'std::out_of_range' what():  no entry",
  ],
  'an error that was survived, and a panic': [
    'ConnectionError: retrying\npanic: no such entry\n\ngoroutine 1 [running]:\n',
    'panic: no such entry',
  ],
  'nothing that is known: the last line': ['first line\nout of luck\n\n', 'out of luck'],
  'a word about errors that is no cause': ['0 errors: fine\nbye\n', 'bye'],
  'no word': ['\n', ''],
};

for (const [what, [stderr, cause]] of Object.entries(DEATHS)) {
  test(`the line of stderr that says why: ${what}`, (t) => {
    t.is(causeIn(stderr), cause);
  });
}
