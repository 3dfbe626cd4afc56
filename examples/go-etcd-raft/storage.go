package main

import (
	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"
	"whitewater/sdk/step"
)

// storage is the library's own, in memory, with members that never change. What is in it counts as
// written only once the harness has it: after a crash it is built again from the record.
type storage struct {
	*raft.MemoryStorage
	nodes int
}

func newStorage(boot step.Boot) *storage {
	s := &storage{raft.NewMemoryStorage(), boot.Nodes}
	record := boot.Durable
	if record == nil {
		return s
	}
	hard := &pb.HardState{}
	check(proto.Unmarshal(record.Body, hard))
	check(s.SetHardState(hard))
	entries := make([]*pb.Entry, len(record.Log))
	for i, entry := range record.Log {
		entries[i] = &pb.Entry{Term: proto.Uint64(entry.Term), Index: proto.Uint64(uint64(i + 1))}
		if entry.Command != "" {
			entries[i].Data = []byte(entry.Command)
		}
	}
	check(s.Append(entries))
	return s
}

func (s *storage) InitialState() (*pb.HardState, *pb.ConfState, error) {
	hard, members, err := s.MemoryStorage.InitialState()
	for id := 1; id <= s.nodes; id++ {
		members.Voters = append(members.Voters, uint64(id))
	}
	return hard, members, err
}

// record is all that the node must know after a crash.
func (n *node) record() step.Record {
	hard, _, err := n.storage.MemoryStorage.InitialState()
	check(err)
	if defect == "vote-not-written" {
		hard = &pb.HardState{Term: hard.Term, Commit: hard.Commit}
	}
	body, err := proto.Marshal(hard)
	check(err)
	record := step.Record{
		CurrentTerm: hard.GetTerm(),
		VotedFor:    int(hard.GetVote()),
		Log:         n.log,
		Body:        body,
	}
	if defect == "log-not-written" {
		record.Log = nil
	}
	return record
}
