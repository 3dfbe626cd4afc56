/** How the command line is called where this code runs, for commands that messages tell to type. */
export const COMMAND = import.meta.url.endsWith('.ts')
  ? 'npm run -s whitewater --'
  : 'npx whitewater';
