import { createRequire } from 'node:module';
import { HOSTILE, LIVENESS, rendered, SAFETY } from '../reports/rendered.ts';
import { browserTest } from './browser.ts';

const MERMAID = createRequire(import.meta.url).resolve('@mermaid-js/tiny');

/** What the script of Mermaid adds to a page. */
interface WithMermaid {
  readonly mermaid: {
    parse(text: string): Promise<{ readonly diagramType: string }>;
    render(id: string, text: string): Promise<{ readonly svg: string }>;
  };
}

for (const [what, report] of Object.entries({ SAFETY, LIVENESS, HOSTILE })) {
  browserTest(`Mermaid reads and draws the diagram: ${what}`, async (t, browser) => {
    const [, diagram = ''] = /```mermaid\n([^]*?)\n```/.exec(rendered('md', report)) ?? [];
    const context = await browser.newContext({ offline: true });
    try {
      const page = await context.newPage();
      const dialogs: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await page.addScriptTag({ path: MERMAID });
      const drawn = await page.evaluate(async (text) => {
        const { mermaid } = globalThis as unknown as WithMermaid;
        const { diagramType } = await mermaid.parse(text);
        return { diagramType, ...(await mermaid.render('diagram', text)) };
      }, diagram);
      t.is(drawn.diagramType, 'sequence');
      t.regex(drawn.svg, /is violated/, 'the last note of the diagram is drawn');
      t.notRegex(drawn.svg, /<img|<script/, 'text of a target became an element');
      t.deepEqual(dialogs, []);
    } finally {
      await context.close();
    }
  });
}
