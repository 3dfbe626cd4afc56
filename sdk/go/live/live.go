// Package live puts a Raft under test that has goroutines, timers and blocking calls of its own. It
// holds the functions that a module of WebAssembly exports, so that you write only its transport,
// its disk and how it looks. See docs/ANY-LANGUAGE.md.
package live

import "whitewater/sdk/wire"

// The words of the step protocol.
type (
	Boot         = wire.Boot
	Capabilities = wire.Capabilities
	Entry        = wire.Entry
	Message      = wire.Message
	Record       = wire.Record
	Timing       = wire.Timing
	View         = wire.View
)

// Node is one server that runs. Its goroutines run while it is called, until none of them can; time
// passes between two calls, and timers of package time go off on the node's own clock.
type Node interface {
	// Deliver brings a message that another node sent. It must not wait for an answer.
	Deliver(from int, message Message)
	// Propose brings a command of a client, and must not wait for it to be committed.
	Propose(command string)
	View() View
}

var (
	name         string
	capabilities Capabilities
	startNode    func(Boot) Node
)

// Serve registers the code under test; call it in a function init. Start is called for each life of
// a node. The name is that of its findings: up to 40 letters, digits, dots, hyphens, underscores.
func Serve(targetName string, promised Capabilities, start func(Boot) Node) {
	name, capabilities, startNode = targetName, promised, start
}
