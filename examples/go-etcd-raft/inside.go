package main

import (
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"go.etcd.io/raft/v3"
)

// The library keeps some of its state to itself. It is read where it lies: the version is pinned, and
// the places are looked up by name, once.
var (
	innerType, _ = reflect.TypeFor[raft.RawNode]().FieldByName("raft")
	timeout, _   = innerType.Type.Elem().FieldByName("randomizedElectionTimeout")
)

// ownTimeout is the number of ticks that the library has drawn, and tells nobody.
func (n *node) ownTimeout() int {
	inner := *(*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(n.library), innerType.Offset))
	return *(*int)(unsafe.Add(inner, timeout.Offset))
}

// Digest is all that has an influence on later answers. With a clock, that includes how long a node
// has been waiting. Without one, a timer may fire at any time: the timeouts that were drawn do not
// count, and what is only looked at by CheckQuorum counts only there.
func (n *node) Digest() string {
	if n.hasClock {
		return ""
	}
	inner := reflect.ValueOf(n.library).Elem().FieldByName("raft").Elem()
	var text strings.Builder
	write := func(of reflect.Value, names ...string) {
		for _, name := range names {
			fmt.Fprint(&text, of.FieldByName(name), " ")
		}
	}
	write(inner, "state", "Term", "Vote", "lead", "pendingConfIndex")
	write(inner.FieldByName("raftLog").Elem(), "committed", "applying", "applied")
	tracked := inner.FieldByName("trk")
	write(tracked, "Votes")
	if checksQuorum() {
		write(inner, "electionElapsed")
	}
	fmt.Fprint(&text, n.log)
	for id := 1; id <= n.identity.Nodes; id++ {
		progress := tracked.FieldByName("Progress").MapIndex(reflect.ValueOf(uint64(id))).Elem()
		write(progress, "State", "Match", "Next", "sentCommit", "PendingSnapshot", "MsgAppFlowPaused")
		write(progress.FieldByName("Inflights").Elem(), "count")
		if checksQuorum() {
			write(progress, "RecentActive")
		}
	}
	return text.String()
}
