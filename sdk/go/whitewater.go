// Package whitewater puts a Raft written in Go under test: it holds the functions that a module of
// WebAssembly exports, so that you write only how your Raft boots, steps and looks. See
// docs/ANY-LANGUAGE.md.
package whitewater

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
	// Kind is requestVote, voteReply, appendEntries, appendReply or other.
	Kind string
	Term uint64
	// VoteGranted counts for a voteReply only.
	VoteGranted bool
	// Refused counts for an appendReply only: the entries were not taken.
	Refused bool
	// Body is the message itself, in an encoding of your own.
	Body []byte
}

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

// Core is a Raft that does nothing on its own: it is told what happens, and says what it wants.
// Effects are performed in their order. A synced write is a barrier: what follows it happens only
// once it is durable, and a crash may fall between any two effects.
type Core interface {
	Boot(boot Boot, effects *Effects)
	Receive(from int, message Message, effects *Effects)
	// Timer is called when a timer fires that was set. Without clocks any timer may, at any time.
	Timer(name string, effects *Effects)
	// Propose brings a command of a client. A node that cannot take it ignores it.
	Propose(command string, effects *Effects)
	View() View
}

// Digested is a Core that can say in a text what its state is. Two nodes with one digest must
// answer alike for ever: a search takes them for one state.
type Digested interface {
	Digest() string
}

var (
	name         string
	capabilities Capabilities
	newCore      func() Core
)

// ServeCore registers the code under test; call it in a function init. The name is that of its
// findings: up to 40 letters, digits, dots, hyphens and underscores.
func ServeCore(targetName string, promised Capabilities, make func() Core) {
	name, capabilities, newCore = targetName, promised, make
}
