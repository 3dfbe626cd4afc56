package step

import "whitewater/sdk/wire"

// Effects collects what a step asks for, in order.
type Effects struct {
	// Luck is a random number of this step alone, at least 0 and less than 1.
	Luck float64
	// HasClock is false where time does not pass; then LocalTimeMs means nothing.
	HasClock    bool
	LocalTimeMs int64

	json  wire.Writer
	count int
}

func (e *Effects) begin(kind string) {
	if e.count > 0 {
		e.json.Raw(",")
	}
	e.count++
	e.json.Raw(`{"kind":"`).Raw(kind).Raw(`"`)
}

// Persist replaces what the disk holds. With synced, what follows waits until the record is durable;
// otherwise it is durable only after a later synced write.
func (e *Effects) Persist(record Record, synced bool) {
	e.begin("persist")
	e.json.Raw(`,"synced":`).Boolean(synced).Raw(`,"record":`).Record(record).Raw("}")
}

// Send hands a message to the network, which may lose, double or delay it.
func (e *Effects) Send(to int, message Message) {
	e.begin("send")
	e.json.Raw(`,"to":`).Number(uint64(to)).Raw(`,"message":`).Message(message).Raw("}")
}

// SetTimer lets a timer fire once, after a time from this range. Set again, it starts anew.
func (e *Effects) SetTimer(name string, minMs, maxMs float64) {
	e.begin("setTimer")
	e.json.Raw(`,"timer":`).Text(name)
	e.json.Raw(`,"minMs":`).Decimal(minMs).Raw(`,"maxMs":`).Decimal(maxMs).Raw("}")
}

// ClearTimer stops a timer, if it is set.
func (e *Effects) ClearTimer(name string) {
	e.begin("clearTimer")
	e.json.Raw(`,"timer":`).Text(name).Raw("}")
}

// Apply hands a committed entry to the state machine. The first index is 1.
func (e *Effects) Apply(index uint64, entry Entry) {
	e.begin("apply")
	e.json.Raw(`,"index":`).Number(index).Raw(`,"entry":`).Entry(entry).Raw("}")
}
