// Package step puts a Raft under test that does nothing on its own: no goroutines, no timers, no
// files. It holds the functions that a module of WebAssembly exports, so that you write only how
// your Raft boots, steps and looks. See docs/ANY-LANGUAGE.md.
package step

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
// answer alike for ever: a search takes them for one state. An empty text says nothing of it. Only
// searches ask.
type Digested interface {
	Digest() string
}

var (
	name         string
	capabilities Capabilities
	newCore      func() Core
	isReusable   bool
)

// Serve registers the code under test; call it in a function init. The name is that of its
// findings: up to 40 letters, digits, dots, hyphens and underscores.
func Serve(targetName string, promised Capabilities, make func() Core) {
	name, capabilities, newCore = targetName, promised, make
}

// Reusable says that the code keeps nothing in global variables, draws no random numbers of
// math/rand, and that no answer depends on the order in which a map is ranged over: all that a Core
// does follows from what it was told. Then one instance of the module serves many nodes, one after
// the other, which is several times faster. The harness makes some requests twice to see that it
// is so.
func Reusable() { isReusable = true }
