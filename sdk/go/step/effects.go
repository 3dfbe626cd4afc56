package step

import "whitewater/sdk/wire"

// Effects collects what a step asks for, in order.
type Effects struct {
	// Luck is a random number of this step alone, at least 0 and less than 1.
	Luck float64
	// HasClock is false where time does not pass; then LocalTimeMs means nothing.
	HasClock    bool
	LocalTimeMs int64

	packed wire.Packer
}

// The numbers of effects in the binary form.
const (
	endOfEffects = iota
	persist
	send
	setTimer
	clearTimer
	apply
)

// Persist replaces what the disk holds. With synced, what follows waits until the record is durable;
// otherwise it is durable only after a later synced write.
func (e *Effects) Persist(record Record, synced bool) {
	e.packed.Byte(persist)
	e.packed.Boolean(synced)
	e.packed.Record(record)
}

// Send hands a message to the network, which may lose, double or delay it.
func (e *Effects) Send(to int, message Message) {
	e.packed.Byte(send)
	e.packed.Number(uint64(to))
	e.packed.Message(message)
}

// SetTimer lets a timer fire once, after a time from this range. Set again, it starts anew.
func (e *Effects) SetTimer(name string, minMs, maxMs float64) {
	e.packed.Byte(setTimer)
	e.packed.Text(name)
	e.packed.Decimal(minMs)
	e.packed.Decimal(maxMs)
}

// ClearTimer stops a timer, if it is set.
func (e *Effects) ClearTimer(name string) {
	e.packed.Byte(clearTimer)
	e.packed.Text(name)
}

// Apply hands a committed entry to the state machine. The first index is 1.
func (e *Effects) Apply(index uint64, entry Entry) {
	e.packed.Byte(apply)
	e.packed.Number(index)
	e.packed.Entry(entry)
}
