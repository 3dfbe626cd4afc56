// The published hashicorp/raft, unmodified, goroutines and timers and all, as a target: this file
// says how a node starts and looks; transport.go and disk.go are what the library asks for.
package main

import (
	"io"
	"reflect"
	"time"

	"github.com/hashicorp/raft"
	"whitewater/sdk/live"
)

// Set by the linker: go build -ldflags "-X main.variant=prevote".
// A variant is prevote, which is the library's default and off here, or later, which writes entries
// while other goroutines go on. A defect is a mistake, to see that it is found: vote-not-written
// keeps votes in memory only, and log-not-awaited answers before its entries are durable.
var variant, defect string

func init() {
	name := "hashicorp-raft"
	for _, part := range []string{variant, defect} {
		if part != "" {
			name += "-" + part
		}
	}
	live.Serve(name, live.Capabilities{
		"persistence":          true,
		"proposals":            true,
		"quorumCheck":          true,
		"ignoresVotesWhileLed": true,
		// A leader that is told of a higher term steps down in its own: raft.go, leaderLoop, and
		// replication.go, handleStaleTerm. Replies to calls that were given up are read by nobody.
		"learnsFromReplies": false,
	}, start)
}

func main() {}

type node struct {
	library   *raft.Raft
	transport *transport
	disk      *disk
	nodes     int
}

func start(boot live.Boot) live.Node {
	n := &node{transport: newTransport(boot.Node), disk: newDisk(boot.Durable), nodes: boot.Nodes}
	config := configOf(boot)
	snapshots := raft.NewInmemSnapshotStore()
	if boot.Durable == nil {
		check(raft.BootstrapCluster(config, n.disk, n.disk, snapshots, n.transport, members(boot)))
	}
	library, err := raft.NewRaft(config, machine{}, n.disk, n.disk, snapshots, n.transport)
	check(err)
	n.library = library
	return n
}

// configOf takes over the pace of the cluster. A timeout of the library is drawn from its value up
// to twice of it.
func configOf(boot live.Boot) *raft.Config {
	timeout := time.Duration(boot.Timing.ElectionTimeoutMinMs) * time.Millisecond
	config := raft.DefaultConfig()
	config.LocalID = serverID(boot.Node)
	config.HeartbeatTimeout = timeout
	config.ElectionTimeout = timeout
	config.LeaderLeaseTimeout = timeout
	config.PreVoteDisabled = variant != "prevote"
	config.LogOutput = io.Discard
	return config
}

func members(boot live.Boot) (conf raft.Configuration) {
	for id := 1; id <= boot.Nodes; id++ {
		server := raft.Server{ID: serverID(id), Address: addressOf(id)}
		conf.Servers = append(conf.Servers, server)
	}
	return conf
}

func (n *node) Deliver(from int, message live.Message) { n.transport.deliver(from, message) }

func (n *node) Propose(command string) { n.library.Apply([]byte(command), 0) }

func (n *node) View() live.View {
	record := n.disk.record()
	return live.View{
		Role:        roleOf(n.library.State()),
		CurrentTerm: n.library.CurrentTerm(),
		VotedFor:    record.VotedFor,
		Log:         record.Log,
		CommitIndex: n.library.CommitIndex(),
		MatchIndex:  n.matchIndex(),
	}
}

// matchIndex is what the library knows as a leader, and tells nobody. No goroutine runs meanwhile.
func (n *node) matchIndex() []uint64 {
	leader := reflect.ValueOf(n.library).Elem().FieldByName("leaderState").FieldByName("commitment")
	if n.library.State() != raft.Leader || leader.IsNil() {
		return nil
	}
	indexes := make([]uint64, n.nodes)
	for known := leader.Elem().FieldByName("matchIndexes").MapRange(); known.Next(); {
		indexes[nodeOf(raft.ServerAddress(known.Key().String()))-1] = known.Value().Uint()
	}
	return indexes
}

func roleOf(state raft.RaftState) string {
	switch state {
	case raft.Leader:
		return "leader"
	case raft.Candidate:
		return "candidate"
	default:
		return "follower"
	}
}

// machine is a state machine without state: what is applied is told to the harness.
type machine struct{}

func (machine) Apply(entry *raft.Log) any {
	live.Apply(entry.Index, live.Entry{Term: entry.Term, Command: string(entry.Data)})
	return nil
}
func (machine) Snapshot() (raft.FSMSnapshot, error) { return nil, io.EOF }
func (machine) Restore(io.ReadCloser) error         { return nil }

func check(err error) {
	if err != nil {
		panic(err)
	}
}
