/** Code under test must not end the thread that it runs in: to try to is an error of its own. */

/** What it must not do, done: the message says what, after the name of the node. */
export class Trespass extends Error {}

let pending: Trespass | null = null;

/** From here on, what would end the process throws a {@link Trespass}. */
export function guardProcess(): void {
  const kill = process.kill.bind(process);
  const exit = process.exit.bind(process);
  // After an error that nothing catches, Node itself calls it, and aborts the process if it throws.
  process.once('exit', () => {
    process.exit = exit;
  });
  process.exit = (code) => refuse(`process.exit(${code ?? ''})`);
  process.abort = () => refuse('process.abort()');
  process.kill = (pid, signal) => {
    const isOwn = pid === process.pid || pid === 0;
    return isOwn ? refuse('process.kill(process.pid)') : kill(pid, signal);
  };
}

/** What was tried since the last call, even if the code caught the error; null if nothing. */
export function takeTrespass(): Trespass | null {
  const taken = pending;
  pending = null;
  return taken;
}

function refuse(call: string): never {
  pending ??= new Trespass(`it called ${call}`);
  throw pending;
}
