package wire

import (
	"encoding/binary"
	"math"
)

// The numbers of the binary form; docs/ANY-LANGUAGE.md has them all.
var (
	messageKinds = []string{"requestVote", "voteReply", "appendEntries", "appendReply", "other",
		"preVote", "preVoteReply"}
	roles        = []string{"follower", "candidate", "leader"}
	requestKinds = []string{"boot", "receive", "timer", "propose"}
)

func numberOf(name string, names []string) byte {
	for number, known := range names {
		if name == known {
			return byte(number)
		}
	}
	panic("whitewater: " + name + " is unknown here")
}

// Packer appends the binary form of answers to a buffer.
type Packer struct{ B []byte }

func (p *Packer) Byte(b byte)       { p.B = append(p.B, b) }
func (p *Packer) Number(n uint64)   { p.B = binary.AppendUvarint(p.B, n) }
func (p *Packer) Decimal(v float64) { p.B = binary.LittleEndian.AppendUint64(p.B, math.Float64bits(v)) }

func (p *Packer) Boolean(v bool) {
	if v {
		p.Byte(1)
	} else {
		p.Byte(0)
	}
}

func (p *Packer) Text(s string) {
	p.Number(uint64(len(s)))
	p.B = append(p.B, s...)
}

func (p *Packer) Body(b []byte) {
	p.Number(uint64(len(b)))
	p.B = append(p.B, b...)
}

func (p *Packer) Entry(e Entry) {
	p.Number(e.Term)
	p.Text(e.Command)
}

func (p *Packer) Log(entries []Entry) {
	p.Number(uint64(len(entries)))
	for _, e := range entries {
		p.Entry(e)
	}
}

func (p *Packer) Record(r Record) {
	p.Number(r.CurrentTerm)
	p.Number(uint64(r.VotedFor))
	p.Log(r.Log)
	p.Body(r.Body)
}

func (p *Packer) Message(m Message) {
	p.Byte(numberOf(m.Kind, messageKinds))
	p.Number(m.Term)
	p.Boolean(m.isVoteReply() && m.VoteGranted || m.Kind == "appendReply" && !m.Refused)
	p.Body(m.Body)
}

// How much of a view is said: what is left out is as before.
const (
	viewUnchanged = iota
	viewWithoutLog
	viewWithLog
)

// View writes what has changed since the answer before; all of it if there was none.
func (p *Packer) View(before *View, now View) {
	isSameLog := before != nil && SameLog(before.Log, now.Log)
	switch {
	case isSameLog && sameFields(before, &now):
		p.Byte(viewUnchanged)
		return
	case isSameLog:
		p.Byte(viewWithoutLog)
	default:
		p.Byte(viewWithLog)
	}
	p.Byte(numberOf(now.Role, roles))
	p.Number(now.CurrentTerm)
	p.Number(uint64(now.VotedFor))
	p.Number(now.CommitIndex)
	p.Boolean(now.MatchIndex != nil)
	if now.MatchIndex != nil {
		p.Number(uint64(len(now.MatchIndex)))
		for _, index := range now.MatchIndex {
			p.Number(index)
		}
	}
	if !isSameLog {
		p.Log(now.Log)
	}
}

func sameFields(a, b *View) bool {
	if a.Role != b.Role || a.CurrentTerm != b.CurrentTerm || a.VotedFor != b.VotedFor {
		return false
	}
	if a.CommitIndex != b.CommitIndex || (a.MatchIndex == nil) != (b.MatchIndex == nil) {
		return false
	}
	if len(a.MatchIndex) != len(b.MatchIndex) {
		return false
	}
	for i := range a.MatchIndex {
		if a.MatchIndex[i] != b.MatchIndex[i] {
			return false
		}
	}
	return true
}
