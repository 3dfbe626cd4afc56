package main

import (
	"encoding/json"

	"github.com/hashicorp/raft"
	"whitewater/sdk/live"
)

const (
	requestVote   = "requestVote"
	appendEntries = "appendEntries"
	preVote       = "preVote"
	timeoutNow    = "timeoutNow"
)

// commandFor is the request in an envelope, as the library knows it.
func commandFor(e envelope) any {
	var command any
	switch e.Kind {
	case requestVote:
		command = new(raft.RequestVoteRequest)
	case appendEntries:
		command = new(raft.AppendEntriesRequest)
	case preVote:
		command = new(raft.RequestPreVoteRequest)
	default:
		command = new(raft.TimeoutNowRequest)
	}
	check(json.Unmarshal(e.Body, command))
	return command
}

// said is what requests and replies have in common, as far as the harness asks.
type said struct {
	Term             uint64
	Granted, Success bool
}

// packed is a message with what the harness must know of it.
func packed(e envelope) live.Message {
	body, err := json.Marshal(e)
	check(err)
	var s said
	check(json.Unmarshal(e.Body, &s))
	message := live.Message{Kind: "other", Term: s.Term, Body: body}
	if e.Kind == preVote && !e.Reply {
		// It asks for the term after the sender's.
		message.Term--
	}
	switch {
	case e.Err != "":
	case e.Kind == requestVote && e.Reply:
		message.Kind, message.VoteGranted = "voteReply", s.Granted
	case e.Kind == preVote && e.Reply:
		message.Kind, message.VoteGranted = "preVoteReply", s.Granted
	case e.Kind == appendEntries && e.Reply:
		message.Kind, message.Refused = "appendReply", !s.Success
	case e.Kind == requestVote || e.Kind == appendEntries || e.Kind == preVote:
		message.Kind = e.Kind
	}
	return message
}
