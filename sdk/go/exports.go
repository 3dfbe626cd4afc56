//go:build wasip1

package whitewater

import (
	"encoding/binary"
	"sort"
	"unsafe"
)

// in holds what the harness says, out what it is answered: a length in four bytes, and JSON.
var in, out []byte

var (
	core Core
	last *View
)

const lengthBytes = 4

//go:wasmexport ww_alloc
func alloc(size uint32) uint32 {
	if int(size) > len(in) {
		in = make([]byte, 2*size)
	}
	return address(in)
}

//go:wasmexport ww_hello
func hello() uint32 {
	w := newAnswer()
	w.raw(`{"kind":"hello","protocol":2,"name":`).text(name).raw(`,"capabilities":{`)
	names := make([]string, 0, len(capabilities))
	for capability := range capabilities {
		names = append(names, capability)
	}
	sort.Strings(names)
	for i, capability := range names {
		if i > 0 {
			w.raw(",")
		}
		w.text(capability).raw(":").boolean(capabilities[capability])
	}
	return answered(w.raw("}}"))
}

//go:wasmexport ww_boot
func boot(size uint32) uint32 {
	if newCore == nil {
		panic("whitewater: no code under test: call whitewater.ServeCore in a function init")
	}
	core, last = newCore(), nil
	q := parseRequest(in[:size])
	return step(q, func(effects *Effects) { core.Boot(q.boot, effects) })
}

//go:wasmexport ww_step
func stepped(size uint32) uint32 {
	q := parseRequest(in[:size])
	return step(q, func(effects *Effects) {
		switch q.kind {
		case "receive":
			core.Receive(q.from, q.message, effects)
		case "timer":
			core.Timer(q.timer, effects)
		case "propose":
			core.Propose(q.command, effects)
		default:
			panic("whitewater: a request of the unknown kind " + q.kind)
		}
	})
}

func step(q request, perform func(*Effects)) uint32 {
	effects := &Effects{Luck: q.luck, HasClock: q.hasClock, LocalTimeMs: q.localTimeMs}
	effects.json = *newAnswer().raw(`{"effects":[`)
	perform(effects)
	w := &effects.json
	view := core.View()
	w.raw(`],"view":`).view(last, view)
	remember(view)
	if digested, ok := core.(Digested); ok {
		w.raw(`,"digest":`).text(digested.Digest())
	}
	return answered(w.raw("}"))
}

// remember keeps a log of its own: the code under test may write over the entries of its own.
func remember(view View) {
	if last != nil && sameLog(last.Log, view.Log) {
		view.Log = last.Log
	} else {
		view.Log = append([]Entry(nil), view.Log...)
	}
	last = &view
}

func newAnswer() *writer { return &writer{b: append(out[:0], 0, 0, 0, 0)} }

func answered(w *writer) uint32 {
	out = w.b
	binary.LittleEndian.PutUint32(out, uint32(len(out)-lengthBytes))
	return address(out)
}

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
