/** What happens if the output has no reader, or no room. */
import { ExitCode } from './exit-code.ts';
import { warn } from './terminal.ts';

/**
 * The command goes on in any case, and saves what it finds. A reader that has seen enough, such as
 * `head`, is no error; a report that is lost to a full disk is one.
 */
export function hearOutputErrors(): void {
  let isLost = false;
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || isLost) return;
    isLost = true;
    warn(`error: the report cannot be written to stdout (${code ?? 'unknown'})`);
  });
  // Remarks only: without a place for them there is nothing to be done.
  process.stderr.on('error', () => undefined);
  process.on('exit', (exitCode) => {
    if (isLost && exitCode === ExitCode.expected) process.exitCode = ExitCode.usage;
  });
}
