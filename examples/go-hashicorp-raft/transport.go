package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"sync"
	"time"

	"github.com/hashicorp/raft"
	"whitewater/sdk/live"
)

// envelope is what goes from node to node. A reply carries the sum of the request that it answers:
// after a restart numbers begin again, and an old reply must not answer a new request.
type envelope struct {
	ID    uint64          `json:"id"`
	Kind  string          `json:"kind"`
	Reply bool            `json:"reply,omitempty"`
	Sum   uint64          `json:"sum"`
	Err   string          `json:"err,omitempty"`
	Body  json.RawMessage `json:"body,omitempty"`
}

// transport is the library's network. A call is a message, and its answer is another.
type transport struct {
	self     int
	requests chan raft.RPC
	mu       sync.Mutex
	calls    uint64
	waiting  map[uint64]waiting
}

type waiting struct {
	sum    uint64
	answer chan envelope
}

// callTimeout is when a call gives up, as it would on a connection that is lost.
const callTimeout = 500 * time.Millisecond

func newTransport(self int) *transport {
	return &transport{self: self, requests: make(chan raft.RPC), waiting: map[uint64]waiting{}}
}

func serverID(id int) raft.ServerID       { return raft.ServerID(addressOf(id)) }
func addressOf(id int) raft.ServerAddress { return raft.ServerAddress(fmt.Sprint("n", id)) }

func nodeOf(address raft.ServerAddress) (id int) {
	_, _ = fmt.Sscanf(string(address), "n%d", &id)
	return id
}

func (t *transport) call(to raft.ServerAddress, kind string, request, response any) error {
	body, err := json.Marshal(request)
	check(err)
	sum := fnv.New64a()
	_, _ = sum.Write(body)
	call := waiting{sum: sum.Sum64() >> 12, answer: make(chan envelope, 1)}
	t.mu.Lock()
	t.calls++
	id := t.calls
	t.waiting[id] = call
	t.mu.Unlock()
	defer t.forget(id)
	t.send(nodeOf(to), envelope{ID: id, Kind: kind, Sum: call.sum, Body: body})
	timer := time.NewTimer(callTimeout)
	defer timer.Stop()
	select {
	case answer := <-call.answer:
		if answer.Err != "" {
			return errors.New(answer.Err)
		}
		return json.Unmarshal(answer.Body, response)
	case <-timer.C:
		return errors.New("timeout")
	}
}

func (t *transport) forget(id uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.waiting, id)
}

func (t *transport) send(to int, e envelope) { live.Send(to, packed(e)) }

func (t *transport) deliver(from int, message live.Message) {
	var e envelope
	check(json.Unmarshal(message.Body, &e))
	if e.Reply {
		t.answered(e)
		return
	}
	command := commandFor(e)
	// The library answers when it has done what it was asked for: that may take a while.
	go func() {
		response := make(chan raft.RPCResponse, 1)
		t.requests <- raft.RPC{Command: command, RespChan: response}
		r := <-response
		reply := envelope{ID: e.ID, Kind: e.Kind, Reply: true, Sum: e.Sum}
		if r.Error != nil {
			reply.Err = r.Error.Error()
		}
		body, err := json.Marshal(r.Response)
		check(err)
		reply.Body = body
		t.send(from, reply)
	}()
}

func (t *transport) answered(e envelope) {
	t.mu.Lock()
	call, isKnown := t.waiting[e.ID]
	t.mu.Unlock()
	if !isKnown || call.sum != e.Sum {
		return
	}
	select {
	case call.answer <- e:
	default: // a second copy
	}
}

func (t *transport) Consumer() <-chan raft.RPC                               { return t.requests }
func (t *transport) LocalAddr() raft.ServerAddress                           { return addressOf(t.self) }
func (t *transport) SetHeartbeatHandler(func(raft.RPC))                      {}
func (t *transport) EncodePeer(_ raft.ServerID, a raft.ServerAddress) []byte { return []byte(a) }
func (t *transport) DecodePeer(b []byte) raft.ServerAddress                  { return raft.ServerAddress(b) }

func (t *transport) AppendEntriesPipeline(
	raft.ServerID, raft.ServerAddress,
) (raft.AppendPipeline, error) {
	return nil, raft.ErrPipelineReplicationNotSupported
}

func (t *transport) AppendEntries(
	_ raft.ServerID, to raft.ServerAddress,
	request *raft.AppendEntriesRequest, response *raft.AppendEntriesResponse,
) error {
	return t.call(to, appendEntries, request, response)
}

func (t *transport) RequestVote(
	_ raft.ServerID, to raft.ServerAddress,
	request *raft.RequestVoteRequest, response *raft.RequestVoteResponse,
) error {
	return t.call(to, requestVote, request, response)
}

func (t *transport) RequestPreVote(
	_ raft.ServerID, to raft.ServerAddress,
	request *raft.RequestPreVoteRequest, response *raft.RequestPreVoteResponse,
) error {
	return t.call(to, preVote, request, response)
}

func (t *transport) TimeoutNow(
	_ raft.ServerID, to raft.ServerAddress,
	request *raft.TimeoutNowRequest, response *raft.TimeoutNowResponse,
) error {
	return t.call(to, timeoutNow, request, response)
}

func (t *transport) InstallSnapshot(
	raft.ServerID, raft.ServerAddress,
	*raft.InstallSnapshotRequest, *raft.InstallSnapshotResponse, io.Reader,
) error {
	return errors.New("this example takes no snapshots")
}
