//go:build wasip1

package step

import "whitewater/sdk/wire"

var (
	buffers wire.Buffers
	core    Core
)

//go:wasmexport ww_alloc
func alloc(size uint32) uint32 { return buffers.Room(size) }

//go:wasmexport ww_hello
func hello() uint32 {
	further := `,"encoding":"binary"`
	if isReusable {
		further += `,"reusable":true`
	}
	return buffers.Hello(name, capabilities, further)
}

//go:wasmexport ww_boot
func boot(size uint32) uint32 {
	if newCore == nil {
		panic("whitewater: no code under test: call step.Serve in a function init")
	}
	core = newCore()
	buffers.Forget()
	q := wire.Unpacked(buffers.Request(size))
	return perform(q, func(effects *Effects) { core.Boot(q.Boot, effects) })
}

//go:wasmexport ww_step
func stepped(size uint32) uint32 {
	q := wire.Unpacked(buffers.Request(size))
	return perform(q, func(effects *Effects) {
		switch q.Kind {
		case "receive":
			core.Receive(q.From, q.Message, effects)
		case "timer":
			core.Timer(q.Timer, effects)
		default:
			core.Propose(q.Command, effects)
		}
	})
}

func perform(q wire.Request, act func(*Effects)) uint32 {
	effects := &Effects{Luck: q.Luck, HasClock: q.HasClock, LocalTimeMs: q.LocalTimeMs}
	effects.packed = buffers.NewPacked()
	act(effects)
	p := &effects.packed
	p.Byte(endOfEffects)
	buffers.PackView(p, core.View())
	// What the state is, ww_digest says when a search asks.
	p.Boolean(false)
	return buffers.Answered(p.B)
}

//go:wasmexport ww_digest
func digest() uint32 {
	p := buffers.NewPacked()
	if digested, hasDigest := core.(Digested); hasDigest {
		p.B = append(p.B, digested.Digest()...)
	}
	return buffers.Answered(p.B)
}
