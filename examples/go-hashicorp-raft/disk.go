package main

import (
	"encoding/json"
	"sync"

	"github.com/hashicorp/raft"
	"whitewater/sdk/live"
)

// disk is the library's LogStore and StableStore. It tells the harness all that it holds whenever
// something is written: a node that crashes before the write is durable starts from the one before.
type disk struct {
	mu     sync.Mutex
	Stable map[string][]byte
	Logs   []*raft.Log
	// shown is the log as people read it.
	shown []live.Entry
}

func newDisk(durable *live.Record) *disk {
	d := &disk{Stable: map[string][]byte{}}
	if durable != nil {
		check(json.Unmarshal(durable.Body, d))
	}
	d.show(0)
	return d
}

// show makes the entries from this place on anew.
func (d *disk) show(from int) {
	d.shown = append([]live.Entry(nil), d.shown[:from]...)
	for _, entry := range d.Logs[from:] {
		d.shown = append(d.shown, live.Entry{Term: entry.Term, Command: commandOf(entry)})
	}
}

// commandOf shows what is no command of a client by its kind.
func commandOf(entry *raft.Log) string {
	if entry.Type == raft.LogCommand {
		return string(entry.Data)
	}
	return entry.Type.String()
}

// record is what the harness may know of it, and the library's own data. Map keys are sorted there.
func (d *disk) record() live.Record {
	term := d.uint64("CurrentTerm")
	record := live.Record{CurrentTerm: term, Log: d.shown}
	if d.uint64("LastVoteTerm") == term {
		record.VotedFor = nodeOf(raft.ServerAddress(d.Stable["LastVoteCand"]))
	}
	return record
}

func (d *disk) write() { live.Persist(d.whole()) }

// writeEntries may let other goroutines run while it waits, but not while the node starts.
func (d *disk) writeEntries(first uint64) {
	switch isStarted := first > 1; {
	case isStarted && defect == "log-not-awaited":
		live.PersistLater(d.whole())
	case isStarted && variant == "later":
		<-live.PersistLater(d.whole())
	default:
		d.write()
	}
}

// whole is the record with all that the library needs after a crash.
func (d *disk) whole() live.Record {
	record := d.record()
	body, err := json.Marshal(d)
	check(err)
	record.Body = body
	return record
}

func (d *disk) uint64(key string) uint64 {
	n := uint64(0)
	for _, b := range d.Stable[key] {
		n = n<<8 | uint64(b)
	}
	return n
}
