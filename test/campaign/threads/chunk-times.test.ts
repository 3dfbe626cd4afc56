// What of a budget went into chunks that a later session begins anew.
import test from 'ava';
import { ChunkTimes } from '../../../campaign/threads/chunk-times.ts';

test('the time of a chunk is lost until it is kept', (t) => {
  const times = new ChunkTimes();
  times.began(0, 100);
  t.is(times.lostMs(400, 1), 300, 'a chunk under way is lost if nothing more comes of it');
  times.lost(0, 500);
  t.is(times.lostMs(900, 1), 400, 'it was cut short, and cannot go on');
  times.kept(0);
  t.is(times.lostMs(900, 1), 0, 'another thread has performed it');
});

test('of a chunk that goes on where it stood, the run that was cut short is lost', (t) => {
  const times = new ChunkTimes();
  times.began(0, 100);
  times.kept(0, 250);
  t.is(times.lostMs(900, 1), 250);
  times.kept(0);
  t.is(times.lostMs(900, 1), 0, 'another thread has performed it to its end');
});

test('threads share the time of a hunt: what one of two loses is half of it', (t) => {
  const times = new ChunkTimes();
  times.began(0, 0);
  times.began(1, 0);
  times.kept(1);
  times.began(2, 600);
  times.kept(0);
  t.is(times.lostMs(1000, 2), 200, 'chunk 2 was under way for 400 ms');
});

test('a chunk that is performed once more is as late as its second attempt', (t) => {
  const times = new ChunkTimes();
  times.began(0, 0);
  times.began(0, 700);
  t.is(times.lostMs(1000, 1), 300);
});
