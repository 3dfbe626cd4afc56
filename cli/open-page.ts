/** Opens an address in the user's browser; where there is none, the printed address has to do. */
import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Never where nobody looks: in CI, or if the output is no terminal. */
export function openPage(url: string): void {
  const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');
  if (isCi || !process.stdout.isTTY) return;
  const [command, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...words, url], { stdio: 'ignore', detached: true });
  // Without such a program the user opens the address.
  child.on('error', () => undefined);
  child.unref();
}
