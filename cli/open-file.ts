/** Opens a file with whatever the platform opens such files with. */
import { spawn } from 'node:child_process';

/** The platform's opener, and what it is called with before the file. */
function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // The empty argument is the title of the window; without it, the path would be.
      return ['cmd', '/c', 'start', ''];
    default:
      return ['xdg-open'];
  }
}

/** False if nothing could be started; what becomes of the window is for the reader to see. */
export function openFile(file: string, platform = process.platform): Promise<boolean> {
  const [opener, ...before] = openerOf(platform);
  return new Promise((resolve) => {
    const started = spawn(opener, [...before, file], { detached: true, stdio: 'ignore' });
    started.once('error', () => resolve(false));
    started.once('spawn', () => {
      started.unref();
      resolve(true);
    });
  });
}

/** Where nobody looks at a screen, none is opened. */
export function mayOpen(environment: NodeJS.ProcessEnv): boolean {
  const { CI = '', GITHUB_ACTIONS = '' } = environment;
  return ![CI, GITHUB_ACTIONS].some((value) => value !== '' && value !== '0' && value !== 'false');
}
