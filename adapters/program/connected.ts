/** Turns a program into a target, in the thread that requests it and in the one that runs it. */
import type { PureTarget } from '../../simulator/target.ts';
import { Connection } from './connection.ts';
import { Patience } from './patience.ts';
import { probeForgetting } from './held/forget-probe.ts';
import { probeCopies } from './held/fork-probe.ts';
import { heldTarget } from './held/held-target.ts';
import { PROGRAM_PREFIX, programTarget } from './program-target.ts';
import { ProgramFault, type Hello } from './protocol.ts';
import type { SharedProgram } from './shared-program.ts';
import { parseHello } from './schema.ts';
import { shortened } from './printable.ts';

/** One copy waits for its next line while this thread reads what the other has answered. */
const MAX_OTHERS = 1;

/** A program as a target, for as long as it is wanted. */
export interface ConnectedProgram {
  readonly hello: Hello;
  readonly target: PureTarget;
  readonly close: () => void;
}

/**
 * A program without a known hello is started at once; a {@link ProgramFault} of one line is thrown
 * if its hello is invalid, or if it makes no copies though it says so. A program with a known
 * hello is started by its first step.
 */
export function connectProgram(program: SharedProgram): ConnectedProgram {
  const { request, patience } = program;
  let known = program.hello;
  const isWelcome = (json: unknown): void => {
    const hello = parseHello(json);
    if (typeof hello === 'string') {
      throw new ProgramFault(`its hello: ${hello} (it said ${shortened(JSON.stringify(json))})`);
    }
    if (known !== null && known.name !== hello.name) {
      throw new ProgramFault(`it said hello as ${known.name} before, and now as ${hello.name}`);
    }
    if (known !== null && JSON.stringify(known) !== JSON.stringify(hello)) {
      throw new ProgramFault('it says another hello than before, under the same name');
    }
    known = hello;
  };
  // The others are started by their first request: only a search has any for them.
  const [connection, ...others] = [patience, ...program.others.slice(0, MAX_OTHERS)].map(
    (shared) => new Connection(request, new Patience(shared), isWelcome),
  ) as [Connection, ...Connection[]];
  const connections = [connection, ...others];
  const isFirst = known === null;
  if (isFirst) connection.start();
  const hello = known;
  if (hello === null) throw new Error('a program was started without a hello');
  const isHeld = hello.state === 'held';
  if (isFirst && isHeld) probeForgetting(hello, connection);
  if (isFirst && hello.fork === true) probeCopies(hello, connection);
  return {
    hello,
    target: isHeld
      ? heldTarget(`${PROGRAM_PREFIX}${hello.name}`, hello, connections)
      : programTarget(hello, connection, connections),
    close: () => connections.forEach((each) => each.close()),
  };
}
