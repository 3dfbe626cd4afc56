package wire

import (
	"encoding/binary"
	"math"
)

// unpacker goes through a request in the binary form.
type unpacker struct {
	b  []byte
	at int
}

func (u *unpacker) byte() byte {
	u.at++
	return u.b[u.at-1]
}

func (u *unpacker) boolean() bool { return u.byte() == 1 }

func (u *unpacker) number() uint64 {
	n, size := binary.Uvarint(u.b[u.at:])
	if size <= 0 {
		panic("whitewater: a request with a number that does not end")
	}
	u.at += size
	return n
}

func (u *unpacker) decimal() float64 {
	u.at += 8
	return math.Float64frombits(binary.LittleEndian.Uint64(u.b[u.at-8:]))
}

func (u *unpacker) bytes() []byte {
	size := int(u.number())
	u.at += size
	return u.b[u.at-size : u.at]
}

func (u *unpacker) text() string { return string(u.bytes()) }

// body is a copy: the code may keep it, and the next request comes to the same place.
func (u *unpacker) body() []byte { return append([]byte(nil), u.bytes()...) }

func (u *unpacker) record() *Record {
	r := &Record{CurrentTerm: u.number(), VotedFor: int(u.number())}
	r.Log = make([]Entry, u.number())
	for i := range r.Log {
		r.Log[i] = Entry{Term: u.number(), Command: u.text()}
	}
	r.Body = u.body()
	return r
}

func (u *unpacker) message() Message {
	m := Message{Kind: messageKinds[u.byte()], Term: u.number()}
	isPositive := u.boolean()
	m.VoteGranted = m.isVoteReply() && isPositive
	m.Refused = m.Kind == "appendReply" && !isPositive
	m.Body = u.body()
	return m
}

func (u *unpacker) boot() (b Boot) {
	b.Node, b.Nodes = int(u.number()), int(u.number())
	b.Timing.ElectionTimeoutMinMs = u.decimal()
	b.Timing.ElectionTimeoutMaxMs = u.decimal()
	b.Timing.HeartbeatMs = u.decimal()
	if u.boolean() {
		b.Durable = u.record()
	}
	return b
}

// Unpacked reads a request of the harness in the binary form.
func Unpacked(b []byte) (q Request) {
	u := unpacker{b: b}
	q.Kind = requestKinds[u.byte()]
	q.Luck = u.decimal()
	if q.HasClock = u.boolean(); q.HasClock {
		q.LocalTimeMs = int64(u.decimal())
	}
	switch q.Kind {
	case "boot":
		q.Boot = u.boot()
	case "receive":
		q.From = int(u.number())
		q.Message = u.message()
	case "timer":
		q.Timer = u.text()
	default:
		q.Command = u.text()
	}
	return q
}
