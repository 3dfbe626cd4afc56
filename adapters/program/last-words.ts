/** Why a program died, as far as its stderr says. */

/**
 * The line that names the cause, in the words of Go, Rust, C and C++, the JVM, .NET, Python and
 * Node. Such a line is not indented: what is belongs to a trace, or quotes source code.
 */
const CAUSES: readonly RegExp[] = [
  /^panic: /,
  /^(?:fatal|runtime) error: /,
  /^thread '.*' (?:\(\d+\) )?panicked at/,
  /^Exception in thread /,
  /^Unhandled exception/i,
  /^terminate called /,
  // `ValueError: …`, `java.lang.IllegalStateException: …`, and an AssertionError without a word.
  /^(?:Uncaught )?(?:[\w$]+(?:\.|::))*[A-Za-z_$][\w$]*(?:Error|Exception)(?: \[\w+\])?(?::|$)/,
  /^(?:Uncaught )?(?:Error|Exception)(?: \[\w+\])?: /,
  /\bassertion\b.*\bfailed\b/i,
];

/** These leave the message to the next line. */
const GOES_ON = /^thread '.*panicked at .*:$|^terminate called after throwing/;

/**
 * The last line of `text` that names a cause, or else its last line; empty if it says nothing. The
 * last, because a program may have logged an error that it survived.
 */
export function causeIn(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const index = lines.findLastIndex((line) => CAUSES.some((cause) => cause.test(line)));
  if (index === -1) return lines.findLast((line) => line !== '')?.trim() ?? '';
  const line = lines[index] ?? '';
  const next = lines[index + 1]?.trim() ?? '';
  return GOES_ON.test(line) && next !== '' ? `${line} ${next}` : line;
}
