package main

import (
	"encoding/binary"

	pb "go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"
)

// How messages go over the wire. Protobuf takes as long as the library itself, so that what every
// message has is written by hand, and protobuf has the rest: snapshots, and what else may come.
const (
	inProtobuf = iota
	byHand
)

func marshaled(m *pb.Message) []byte {
	if m.Snapshot != nil || m.Vote != nil || m.Responses != nil {
		body, err := proto.MarshalOptions{}.MarshalAppend([]byte{inProtobuf}, m)
		check(err)
		return body
	}
	body := append(make([]byte, 0, 64), byHand)
	reject := uint64(0)
	if m.GetReject() {
		reject = 1
	}
	for _, number := range [...]uint64{
		uint64(m.GetType()), m.GetTo(), m.GetFrom(), m.GetTerm(), m.GetLogTerm(), m.GetIndex(),
		m.GetCommit(), m.GetRejectHint(), reject, uint64(len(m.Context)), uint64(len(m.Entries)),
	} {
		body = binary.AppendUvarint(body, number)
	}
	body = append(body, m.Context...)
	for _, entry := range m.Entries {
		body = binary.AppendUvarint(body, uint64(entry.GetType()))
		body = binary.AppendUvarint(body, entry.GetTerm())
		body = binary.AppendUvarint(body, entry.GetIndex())
		body = binary.AppendUvarint(body, uint64(len(entry.Data)))
		body = append(body, entry.Data...)
	}
	return body
}

// A message and an entry, with room for what they point to: one piece of memory instead of ten.
type (
	wholeMessage struct {
		pb.Message
		kind    pb.MessageType
		numbers [7]uint64
		reject  bool
	}
	wholeEntry struct {
		pb.Entry
		kind        pb.EntryType
		term, index uint64
	}
)

// unmarshaled may keep what it is given.
func unmarshaled(body []byte) *pb.Message {
	if body[0] == inProtobuf {
		m := &pb.Message{}
		check(proto.Unmarshal(body[1:], m))
		return m
	}
	r := numbers{body[1:]}
	m := &wholeMessage{kind: pb.MessageType(r.next())}
	for i := range m.numbers {
		m.numbers[i] = r.next()
	}
	m.reject = r.next() == 1
	m.Type, m.Reject = &m.kind, &m.reject
	m.To, m.From, m.Term = &m.numbers[0], &m.numbers[1], &m.numbers[2]
	m.LogTerm, m.Index, m.Commit = &m.numbers[3], &m.numbers[4], &m.numbers[5]
	m.RejectHint = &m.numbers[6]
	contextLength, entries := r.next(), r.next()
	m.Context = r.bytes(contextLength)
	for ; entries > 0; entries-- {
		e := &wholeEntry{kind: pb.EntryType(r.next()), term: r.next(), index: r.next()}
		e.Type, e.Entry.Term, e.Entry.Index = &e.kind, &e.term, &e.index
		e.Data = r.bytes(r.next())
		m.Entries = append(m.Entries, &e.Entry)
	}
	return &m.Message
}

// numbers goes through a body.
type numbers struct{ rest []byte }

func (r *numbers) next() uint64 {
	number, size := binary.Uvarint(r.rest)
	r.rest = r.rest[size:]
	return number
}

// bytes is nil for none, as protobuf has it.
func (r *numbers) bytes(length uint64) []byte {
	if length == 0 {
		return nil
	}
	bytes := r.rest[:length:length]
	r.rest = r.rest[length:]
	return bytes
}
