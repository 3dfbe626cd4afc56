/** The page comes to life: it was complete without this. */
import { reportSource } from './report-source.ts';
import { openViewer } from './viewer.ts';

const source = reportSource(document);
if (source !== null) void openViewer(document, source);
