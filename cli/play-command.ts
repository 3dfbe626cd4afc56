/** `play`: a page in which the reader makes the decisions, served until Ctrl-C. */
import { serveGame } from '../campaign/play/game-server.ts';
import { playPage } from '../reports/page/play-page.ts';
import { withTargetsOf, type TargetsOfFindingsArguments } from './targets-of-findings.ts';
import { browserScript } from './browser-script.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { stepLimitOf } from './exec.ts';
import { Interrupt } from './interrupt.ts';
import { mayOpen, openFile } from './open-file.ts';
import { beginningOf, claimsOfAll, isModule, openingOf } from './played.ts';
import { print, printJson, type OutputArguments } from './terminal.ts';

/** The options of `play`, as typed. */
export interface PlayOptions extends OutputArguments, TargetsOfFindingsArguments {
  readonly nodes?: string;
  readonly out: string;
  readonly open: boolean;
}

export async function playCommand(
  what: string | undefined,
  options: PlayOptions,
): Promise<ExitCodeValue> {
  const beginning = await beginningOf(what, options.out);
  const paths = what !== undefined && isModule(what) ? [what] : [];
  const names = beginning.kind === 'run' ? [beginning.finding.target] : [];
  return withTargetsOf(names, options, paths, async (externalTargets) => {
    const interrupt = new Interrupt();
    const stepLimitMs = stepLimitOf(options);
    const asked = { nodes: options.nodes, stepLimitMs, interrupt };
    const { opening, request } = await openingOf(beginning, externalTargets, asked);
    const page = playPage({ games: [opening], claims: claimsOfAll() }, browserScript('player'));
    const server = await serveGame({ ...request, stepLimitMs }, page);
    if (options.json === true)
      printJson({ command: 'play', target: opening.target, url: server.url });
    else print(`play ${opening.target} here, Ctrl-C ends it:\n${server.url}\n`);
    if (options.open && process.stdout.isTTY && mayOpen(process.env)) await openFile(server.url);
    await new Promise<void>((resolve) => {
      interrupt.onStop(resolve);
    });
    await server.close();
    return interrupt.code === ExitCode.interrupted
      ? ExitCode.expected
      : (interrupt.code ?? ExitCode.expected);
  });
}
