package main

import (
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/tracker"
	"whitewater/sdk/step"
)

// The harness calls these: each hands one event to the library and does what it asks for.

func (n *node) Boot(boot step.Boot, effects *step.Effects) {
	n.hasClock = effects.HasClock
	n.start(boot)
	n.after(effects)
}

func (n *node) Receive(_ int, message step.Message, effects *step.Effects) {
	received := unmarshaled(message.Body)
	n.catchUp(received, effects)
	// An error says that the library ignores the message.
	if n.library.Step(received) == nil && isFromLeader(received) {
		n.wait.isOver = received.GetTerm() == n.library.BasicStatus().GetTerm()
	}
	n.after(effects)
}

func (n *node) Timer(name string, effects *step.Effects) {
	n.tick(name)
	n.after(effects)
}

func (n *node) Propose(command string, effects *step.Effects) {
	// An error says that there is no leader to forward it to.
	_ = n.library.Propose([]byte(command))
	n.after(effects)
}

func (n *node) after(effects *step.Effects) {
	n.obey(effects)
	n.setTimers(effects)
}

func (n *node) View() step.View {
	status := n.library.BasicStatus()
	view := step.View{
		Role:        roleOf(status.RaftState),
		CurrentTerm: status.GetTerm(),
		VotedFor:    int(status.GetVote()),
		Log:         n.log,
		CommitIndex: status.GetCommit(),
	}
	if status.RaftState == raft.StateLeader {
		view.MatchIndex = make([]uint64, n.identity.Nodes)
		n.library.WithProgress(func(id uint64, _ raft.ProgressType, progress tracker.Progress) {
			view.MatchIndex[id-1] = progress.Match
		})
	}
	return view
}

// roleOf takes a node that only asks whether it could win (PreVote) for the follower that it is.
func roleOf(state raft.StateType) string {
	switch state {
	case raft.StateLeader:
		return "leader"
	case raft.StateCandidate:
		return "candidate"
	default:
		return "follower"
	}
}
