/** What the page may do: show itself and run its own script. It may reach nothing else. */
import { createHash } from 'node:crypto';

/** The content security policy of a page with this style and this script, and no other. */
export function contentPolicy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    script === '' ? "script-src 'none'" : `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}
