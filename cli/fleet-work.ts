/** `fleet work`: performs chunks of all campaigns that are the same here, until it is ended. */
import { availableParallelism } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { ChunkThreads } from '../campaign/fleet/chunk-threads.ts';
import { FolderStore } from '../campaign/fleet/folder-store.ts';
import { USUAL_PATIENCE } from '../campaign/fleet/job-queue.ts';
import type { FleetServer } from '../campaign/fleet/server.ts';
import { counted } from '../reports/terminal/numbers.ts';
import { withExternalTargets } from './bring-targets.ts';
import { USUAL_WORKERS } from './configuration/settings.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { ExternalTarget } from './external-target.ts';
import type { FleetOptions } from './fleet-options.ts';
import { withFleet } from './fleet-server.ts';
import { FleetShift } from './fleet-shift.ts';
import { Interrupt } from './interrupt.ts';
import { parseWorkers } from './quantity.ts';
import { printJson, warn } from './terminal.ts';

/** How often it looks for new campaigns, and for the end of others. */
const LOOK_EVERY_MS = 1000;

export function fleetWork(ids: readonly string[], options: FleetOptions): Promise<ExitCodeValue> {
  const most = parseWorkers(options.workers ?? USUAL_WORKERS, availableParallelism());
  return withExternalTargets(options, [], (externalTargets) => {
    let shift: FleetShift | null = null;
    const onRemark = oncePer(REPEAT_MS);
    const onRefused = (why: string): void => onRemark(`the queue: ${why}; going on`);
    const onReconnected = (): void => shift?.offerAgain();
    const patient = { writes: true, isPatient: true, onReconnected, onRefused };
    return withFleet(patient, (server) => {
      shift = shiftAt(server, options, { ids, most, externalTargets, onRemark });
      return worked(shift, options, most);
    });
  });
}

interface Wanted {
  readonly ids: readonly string[];
  readonly most: number;
  readonly externalTargets: readonly ExternalTarget[];
  readonly onRemark: (line: string) => void;
}

function shiftAt(server: FleetServer, options: FleetOptions, wanted: Wanted): FleetShift {
  return new FleetShift({
    server,
    own: new FolderStore(options.out),
    threads: new ChunkThreads(wanted.most),
    concurrency: wanted.most,
    patience: USUAL_PATIENCE,
    ...wanted,
  });
}

/** A server that is away says so at every attempt. */
const REPEAT_MS = 30_000;

function oncePer(everyMs: number): (line: string) => void {
  const told = new Map<string, number>();
  return (line) => {
    const nowMs = performance.now();
    if (nowMs - (told.get(line) ?? -Infinity) < everyMs) return;
    told.set(line, nowMs);
    warn(line);
  };
}

async function worked(
  shift: FleetShift,
  options: FleetOptions,
  most: number,
): Promise<ExitCodeValue> {
  const interrupt = new Interrupt();
  const stopping = new AbortController();
  const release = interrupt.onStop(() => {
    warn('stopping after the chunks that are under way; again ends at once');
    stopping.abort();
  });
  warn(`a worker with ${counted(most, 'thread')} is ready`);
  try {
    while (!interrupt.hasStopped) {
      await shift.look();
      if (options.untilDone === true && shift.isOver) break;
      await after(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  } finally {
    await shift.end();
    release();
  }
  const { performed, lacking, refused } = shift;
  const isUseless = performed === 0 && refused > 0;
  const untilDone = lacking > 0 ? ExitCode.notMeaningful : ExitCode.expected;
  const code = interrupt.code ?? (isUseless ? ExitCode.usage : untilDone);
  if (options.json === true) printJson({ command: 'fleet work', performed, lacking, refused });
  else warn(`${counted(performed, 'chunk')} performed here`);
  return code;
}
