---- MODULE RaftTrace ----
\* "leader-never-gives-up breaks stale-leader-steps-down, finding 1fe47c94f685"
EXTENDS Integers, Sequences, TLC

ClusterSize == 2

view1 == [role |-> "follower", currentTerm |-> 0, votedFor |-> 0, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
disk2 == [currentTerm |-> 0, votedFor |-> 0, log |-> <<>>]
disk3 == [currentTerm |-> 1, votedFor |-> 1, log |-> <<>>]
view4 == [role |-> "candidate", currentTerm |-> 1, votedFor |-> 1, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
message5 == [kind |-> "requestVote", term |-> 1, candidateId |-> 1, lastLogIndex |-> 0, lastLogTerm |-> 0]
view6 == [role |-> "follower", currentTerm |-> 1, votedFor |-> 1, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
message7 == [kind |-> "voteReply", term |-> 1, voteGranted |-> TRUE]
view8 == [role |-> "leader", currentTerm |-> 1, votedFor |-> 1, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<0, 0>>]
message9 == [kind |-> "appendEntries", term |-> 1, leaderId |-> 1, prevLogIndex |-> 0, prevLogTerm |-> 0, entries |-> <<>>, leaderCommit |-> 0]
disk10 == [currentTerm |-> 2, votedFor |-> 2, log |-> <<>>]
view11 == [role |-> "candidate", currentTerm |-> 2, votedFor |-> 2, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
message12 == [kind |-> "requestVote", term |-> 2, candidateId |-> 2, lastLogIndex |-> 0, lastLogTerm |-> 0]
disk13 == [currentTerm |-> 3, votedFor |-> 2, log |-> <<>>]
view14 == [role |-> "candidate", currentTerm |-> 3, votedFor |-> 2, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
message15 == [kind |-> "requestVote", term |-> 3, candidateId |-> 2, lastLogIndex |-> 0, lastLogTerm |-> 0]

Run1 == <<
  [kind |-> "boot", node |-> 1, view |-> view1, disk |-> disk2],
  [kind |-> "boot", node |-> 2, view |-> view1, disk |-> disk2],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "timeout", from |-> 0], view |-> view4, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message5],
  [kind |-> "step", node |-> 2, input |-> [kind |-> "receive", from |-> 1, message |-> message5], view |-> view6, disk |-> disk3],
  [kind |-> "send", node |-> 2, to |-> 1, message |-> message7],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "receive", from |-> 2, message |-> message7], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "quorumCheck", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "quorumCheck", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 2, input |-> [kind |-> "timeout", from |-> 0], view |-> view11, disk |-> disk10],
  [kind |-> "send", node |-> 2, to |-> 1, message |-> message12],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "quorumCheck", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "quorumCheck", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 2, input |-> [kind |-> "timeout", from |-> 0], view |-> view14, disk |-> disk13],
  [kind |-> "send", node |-> 2, to |-> 1, message |-> message15],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "quorumCheck", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "heartbeat", from |-> 0], view |-> view8, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message9]>>

Runs == <<Run1>>
====
