/** The frame of every page: one file that asks for nothing from anywhere. */
import { contentPolicy } from './content-policy.ts';
import { text } from './parts/html.ts';

export interface Sheet {
  readonly title: string;
  readonly style: string;
  /** What the body holds, as HTML. */
  readonly body: readonly string[];
  /** One classic script; empty: the page stands still. */
  readonly script: string;
}

export function documentOf({ title, style, body, script }: Sheet): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${text(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    ...(script === '' ? [] : [`<script>${script}</script>`]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
