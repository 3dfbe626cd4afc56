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

// said is what all requests and replies have in common.
type said struct {
	Term    uint64
	Granted bool
}

// packed is a message with what the harness must know of it.
func packed(e envelope) live.Message {
	body, err := json.Marshal(e)
	check(err)
	var s said
	check(json.Unmarshal(e.Body, &s))
	message := live.Message{Kind: "other", Term: s.Term, Body: body}
	switch {
	case e.Kind == requestVote && !e.Reply:
		message.Kind = "requestVote"
	case e.Kind == requestVote && s.Granted:
		message.Kind, message.VoteGranted = "voteReply", true
	case e.Kind == appendEntries && !e.Reply:
		message.Kind = "appendEntries"
	}
	// Other answers stay "other": they may reach a call that was given up, as on a closed connection,
	// and what they say of terms is then learned by nobody.
	return message
}
