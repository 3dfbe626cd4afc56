package main

import (
	pb "go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"
	"whitewater/sdk/step"
)

// Protobuf learns a type when it meets it first: done here, it is done once for all lives of a node.
func init() {
	for _, message := range []proto.Message{&pb.Message{}, &pb.HardState{}} {
		body, err := proto.Marshal(message)
		check(err)
		check(proto.Unmarshal(body, message))
	}
}

// packed is a message as it goes over the wire, with what the harness must know of it.
func (n *node) packed(message *pb.Message) step.Message {
	packed := step.Message{
		Kind: kindOf(message.GetType()), Term: message.GetTerm(), Body: marshaled(message),
	}
	switch packed.Kind {
	case "voteReply", "preVoteReply":
		packed.VoteGranted = !message.GetReject()
	case "appendReply":
		packed.Refused = message.GetReject()
	}
	switch packed.Kind {
	case "preVote", "preVoteReply", "other":
		// PreVote asks for the term after the sender's, and forwarded proposals have none.
		packed.Term = n.library.BasicStatus().GetTerm()
	}
	return packed
}

func kindOf(kind pb.MessageType) string {
	switch kind {
	case pb.MsgVote:
		return "requestVote"
	case pb.MsgVoteResp:
		return "voteReply"
	case pb.MsgApp, pb.MsgHeartbeat, pb.MsgSnap:
		return "appendEntries"
	case pb.MsgAppResp, pb.MsgHeartbeatResp:
		return "appendReply"
	case pb.MsgPreVote:
		return "preVote"
	case pb.MsgPreVoteResp:
		return "preVoteReply"
	default:
		return "other"
	}
}
