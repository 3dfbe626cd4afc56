// The published etcd/raft, unmodified, as a target: this file says how it boots, steps and looks.
package main

import (
	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
	"whitewater/sdk/step"
)

// Set by the linker: go build -ldflags "-X main.variant=prevote".
// A variant is prevote, checkquorum, prevote-checkquorum, or one-entry, which sends one entry with
// each message; one-entry-by-default sets nothing else for that, and panics.
// A defect is a mistake that users of the library can make, to see that it is found:
// vote-not-written and log-not-written keep votes and entries in memory only, and
// send-before-persist sends what the disk does not hold yet.
var variant, defect string

func init() {
	name := "etcd-raft"
	for _, part := range []string{variant, defect} {
		if part != "" {
			name += "-" + part
		}
	}
	step.Serve(name, step.Capabilities{
		"persistence":          true,
		"proposals":            true,
		"applies":              true,
		"symmetric":            true,
		"quorumCheck":          checksQuorum(),
		"ignoresVotesWhileLed": checksQuorum(),
	}, func() step.Core { return &node{} })
	// The library draws its timeouts with crypto/rand, and sorts what it keeps in maps.
	step.Reusable()
}

func hasPreVote() bool   { return variant == "prevote" || variant == "prevote-checkquorum" }
func checksQuorum() bool { return variant == "checkquorum" || variant == "prevote-checkquorum" }

func maxSizePerMsg() uint64 {
	if variant == "one-entry" || variant == "one-entry-by-default" {
		return 0
	}
	return 1 << 20
}

// maxCommittedSize is that of messages by default, and the library panics if that is 0.
func maxCommittedSize() uint64 {
	if variant == "one-entry-by-default" {
		return 0
	}
	return 1 << 20
}

func main() {}

// node is one server.
type node struct {
	identity step.Boot
	library  *raft.RawNode
	storage  *storage
	// log is what the storage holds, as it is shown and written.
	log []step.Entry
	// The state and term after the last step: a change of them starts the election timer anew.
	state    raft.StateType
	term     uint64
	wait     wait
	hasClock bool
	// isAwake: its timers have been set.
	isAwake bool
}

func (n *node) start(boot step.Boot) {
	n.identity = boot
	n.storage = newStorage(boot)
	if boot.Durable != nil {
		n.log = boot.Durable.Log
	}
	library, err := raft.NewRawNode(&raft.Config{
		ID:                       uint64(boot.Node),
		ElectionTick:             n.timeoutTicks(),
		HeartbeatTick:            1,
		Storage:                  n.storage,
		MaxSizePerMsg:            maxSizePerMsg(),
		MaxCommittedSizePerReady: maxCommittedSize(),
		MaxInflightMsgs:          256,
		PreVote:                  hasPreVote(),
		CheckQuorum:              checksQuorum(),
		Logger:                   quiet{},
		// A forwarded proposal is one more message, and a network that doubles it doubles the command:
		// that is for the clients of the library to bear, and no promise of Raft.
		DisableProposalForwarding: true,
	})
	if err != nil {
		panic(err)
	}
	n.library = library
}

// obey does what the library asks for, in the order that its documentation demands: what must be
// written is written before messages are sent, and only then are entries applied.
func (n *node) obey(effects *step.Effects) {
	for n.library.HasReady() {
		ready := n.library.Ready()
		n.append(ready.Entries)
		if !raft.IsEmptyHardState(ready.HardState) {
			check(n.storage.SetHardState(ready.HardState))
		}
		check(n.storage.Append(ready.Entries))
		steps := []func(){
			func() { n.persist(ready, effects) },
			func() { n.send(ready.Messages, effects) },
		}
		if defect == "send-before-persist" {
			steps[0], steps[1] = steps[1], steps[0]
		}
		for _, act := range steps {
			act()
		}
		for _, entry := range ready.CommittedEntries {
			effects.Apply(entry.GetIndex(), shown(entry))
		}
		n.library.Advance(ready)
	}
}

func (n *node) persist(ready raft.Ready, effects *step.Effects) {
	if ready.MustSync || !raft.IsEmptyHardState(ready.HardState) {
		effects.Persist(n.record(), ready.MustSync)
	}
}

// append replaces the end of the log that is shown.
func (n *node) append(entries []*pb.Entry) {
	if len(entries) == 0 {
		return
	}
	n.log = append([]step.Entry(nil), n.log[:entries[0].GetIndex()-1]...)
	for _, entry := range entries {
		n.log = append(n.log, shown(entry))
	}
}

// shown is an entry as people read it. This cluster never changes its members: all data are commands.
func shown(entry *pb.Entry) step.Entry {
	return step.Entry{Term: entry.GetTerm(), Command: string(entry.GetData())}
}

func (n *node) send(messages []*pb.Message, effects *step.Effects) {
	for _, message := range messages {
		effects.Send(int(message.GetTo()), n.packed(message))
		if message.GetType() == pb.MsgVoteResp && !message.GetReject() {
			n.wait.isOver = true
		}
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
