// Package wire holds what goes between the harness and code under test: the messages of the step
// protocol, in JSON that is written and read without reflection.
package wire

// Capabilities are what the code promises; docs/STEP-PROTOCOL.md explains each. What is not listed
// has the default of that table.
type Capabilities map[string]bool

// Timing is the pace of the cluster, in milliseconds of the node's own clock.
type Timing struct {
	ElectionTimeoutMinMs, ElectionTimeoutMaxMs, HeartbeatMs float64
}

// Boot says who a node is, and what its disk kept.
type Boot struct {
	// Node is its number, Nodes the size of the cluster: nodes are 1 to Nodes.
	Node, Nodes int
	Timing      Timing
	// Durable is nil on an empty disk.
	Durable *Record
}

// Entry is one entry of the log. A command is one line of up to 200 printable characters.
type Entry struct {
	Term    uint64
	Command string
}

// Record is what a node writes to its disk. VotedFor is 0 for nobody.
type Record struct {
	CurrentTerm uint64
	VotedFor    int
	Log         []Entry
	// Body is whatever else the code needs after a crash.
	Body []byte
}

// Message is what goes from node to node. The harness reads what it means, and carries the body.
type Message struct {
	// Kind is requestVote, voteReply, appendEntries, appendReply, preVote, preVoteReply or other.
	Kind string
	Term uint64
	// VoteGranted counts for a voteReply and a preVoteReply only.
	VoteGranted bool
	// Refused counts for an appendReply only: the entries were not taken.
	Refused bool
	// Body is the message itself, in an encoding of your own.
	Body []byte
}

func (m Message) isVoteReply() bool { return m.Kind == "voteReply" || m.Kind == "preVoteReply" }

// View is what others may see of a node.
type View struct {
	// Role is follower, candidate or leader.
	Role        string
	CurrentTerm uint64
	// VotedFor is 0 for nobody.
	VotedFor    int
	Log         []Entry
	CommitIndex uint64
	// MatchIndex has a number for each node, n1's first; nil for all but leaders.
	MatchIndex []uint64
}
