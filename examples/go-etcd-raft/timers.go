package main

import (
	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
	"whitewater/sdk/step"
)

// The library counts ticks. A tick is a heartbeat here, and an election timeout is a few of them.
// To a follower single ticks do nothing, so there is one timer for all that lead to its timeout:
// when it fires, the library ticks until it stands for election. The timeout is the library's own.

// wait is how long a node has been waiting for a leader.
type wait struct {
	// isOver: its timer fired, or it has heard from a leader or voted; it waits anew.
	isOver  bool
	sinceMs int64
	ticks   int
}

func (n *node) timeoutTicks() int {
	return max(2, int(n.identity.Timing.ElectionTimeoutMinMs/n.identity.Timing.HeartbeatMs))
}

func (n *node) tickMs() float64 {
	return n.identity.Timing.ElectionTimeoutMinMs / float64(n.timeoutTicks())
}

func (n *node) tick(timer string) {
	n.wait.isOver = true
	if timer == "heartbeat" {
		n.library.Tick()
		return
	}
	for ticks := n.ownTimeout(); ticks > 0 && !n.library.HasReady(); ticks-- {
		n.library.Tick()
	}
}

// catchUp gives the library the ticks that have passed since it heard from its leader. Only with
// CheckQuorum do they matter: votes are refused until a shortest timeout has passed.
func (n *node) catchUp(received *pb.Message, effects *step.Effects) {
	isVote := received.GetType() == pb.MsgVote || received.GetType() == pb.MsgPreVote
	if !checksQuorum() || !isVote || !effects.HasClock || n.state != raft.StateFollower {
		return
	}
	passed := int(float64(effects.LocalTimeMs-n.wait.sinceMs) / n.tickMs())
	for ; n.wait.ticks < min(passed, n.ownTimeout()-1); n.wait.ticks++ {
		n.library.Tick()
	}
}

func (n *node) setTimers(effects *step.Effects) {
	status := n.library.BasicStatus()
	isChanged := n.state != status.RaftState || n.term != status.GetTerm()
	wasLeader := n.state == raft.StateLeader
	n.state, n.term = status.RaftState, status.GetTerm()
	if !isChanged && !n.wait.isOver && n.isAwake {
		return
	}
	n.wait, n.isAwake = wait{sinceMs: effects.LocalTimeMs}, true
	if n.state == raft.StateLeader {
		if !wasLeader {
			effects.ClearTimer("election")
		}
		n.await("heartbeat", 1, effects)
		return
	}
	if wasLeader {
		effects.ClearTimer("heartbeat")
	}
	n.await("election", n.ownTimeout(), effects)
}

func (n *node) await(timer string, ticks int, effects *step.Effects) {
	afterMs := float64(ticks) * n.tickMs()
	effects.SetTimer(timer, afterMs, afterMs)
}

func isFromLeader(message *pb.Message) bool {
	switch message.GetType() {
	case pb.MsgApp, pb.MsgHeartbeat, pb.MsgSnap:
		return true
	default:
		return false
	}
}
