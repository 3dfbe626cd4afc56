//go:build wasip1

package live

import (
	"os"
	"sync"

	"whitewater/sdk/wire"
)

//go:wasmimport whitewater send
func hostSend(to, address, length uint32)

//go:wasmimport whitewater persist
func hostPersist(address, length uint32) uint32

//go:wasmimport whitewater persist_later
func hostPersistLater(address, length uint32) uint32

//go:wasmimport whitewater apply
func hostApply(address, length uint32)

var (
	buffers wire.Buffers
	node    Node
	// Writes that have not ended, by ticket.
	underWay = map[uint32]chan struct{}{}
	writing  sync.Mutex
)

// Send hands a message to the network, which may lose, double or delay it.
func Send(to int, message Message) {
	b := new(wire.Writer).Message(message).B
	hostSend(uint32(to), wire.Address(b), uint32(len(b)))
}

// Persist replaces what the disk holds. To this node the record is durable once it returns: what it
// does from then on happens only after the write, and a crash may fall before.
func Persist(record Record) {
	b := new(wire.Writer).Record(record).B
	hostPersist(wire.Address(b), uint32(len(b)))
}

// PersistLater begins to write the record, and closes the channel once it is durable. The node goes
// on meanwhile: only what waits for the channel happens after the write.
func PersistLater(record Record) <-chan struct{} {
	b := new(wire.Writer).Record(record).B
	isDurable := make(chan struct{})
	writing.Lock()
	defer writing.Unlock()
	underWay[hostPersistLater(wire.Address(b), uint32(len(b)))] = isDurable
	return isDurable
}

//go:wasmexport ww_done
func done(ticket uint32) {
	writing.Lock()
	defer writing.Unlock()
	close(underWay[ticket])
	delete(underWay, ticket)
}

// Apply hands a committed entry to the state machine. The first index is 1.
func Apply(index uint64, entry Entry) {
	b := new(wire.Writer).Raw(`{"index":`).Number(index).Raw(`,"entry":`).Entry(entry).Raw("}").B
	hostApply(wire.Address(b), uint32(len(b)))
}

//go:wasmexport ww_alloc
func alloc(size uint32) uint32 { return buffers.Room(size) }

//go:wasmexport ww_hello
func hello() uint32 { return buffers.Hello(name, capabilities, "") }

//go:wasmexport ww_boot
func boot(size uint32) {
	if startNode == nil {
		panic("whitewater: no code under test: call live.Serve in a function init")
	}
	buffers.Forget()
	node = startNode(wire.ParseRequest(buffers.Request(size)).Boot)
}

//go:wasmexport ww_deliver
func deliver(size uint32) {
	q := wire.ParseRequest(buffers.Request(size))
	node.Deliver(q.From, q.Message)
}

//go:wasmexport ww_propose
func propose(size uint32) { node.Propose(string(buffers.Request(size))) }

// pump lets all goroutines run until none can. It reads from file 0, on which the runtime waits like
// on a socket: the harness says that there is something to read once nothing else can run.
//
//go:wasmexport ww_pump
func pump() {
	var bell [1]byte
	if _, err := os.Stdin.Read(bell[:]); err != nil {
		panic(err)
	}
}

//go:wasmexport ww_view
func view() uint32 {
	w := buffers.NewAnswer().Raw("{")
	buffers.View(w, node.View())
	return buffers.Answered(w.Raw("}").B)
}
