/** A step of `npm run build`: bundles the browser's part of the page into the package. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { bundledClient } from './page-client.ts';

const folder = new URL('../dist/reports/page/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('client.js', folder), bundledClient());
