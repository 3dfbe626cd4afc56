---- MODULE RaftTrace ----
\* "vote-cleared-on-step-down breaks one-vote-per-term, finding a5dba5d39f5d"
EXTENDS Integers, Sequences, TLC

ClusterSize == 3

view1 == [role |-> "follower", currentTerm |-> 0, votedFor |-> 0, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
disk2 == [currentTerm |-> 0, votedFor |-> 0, log |-> <<>>]
disk3 == [currentTerm |-> 1, votedFor |-> 1, log |-> <<>>]
view4 == [role |-> "candidate", currentTerm |-> 1, votedFor |-> 1, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
message5 == [kind |-> "requestVote", term |-> 1, candidateId |-> 1, lastLogIndex |-> 0, lastLogTerm |-> 0]
disk6 == [currentTerm |-> 1, votedFor |-> 2, log |-> <<>>]
view7 == [role |-> "candidate", currentTerm |-> 1, votedFor |-> 2, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
message8 == [kind |-> "requestVote", term |-> 1, candidateId |-> 2, lastLogIndex |-> 0, lastLogTerm |-> 0]
view9 == [role |-> "follower", currentTerm |-> 1, votedFor |-> 1, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
message10 == [kind |-> "voteReply", term |-> 1, voteGranted |-> TRUE]
view11 == [role |-> "leader", currentTerm |-> 1, votedFor |-> 1, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<0, 0, 0>>]
message12 == [kind |-> "appendEntries", term |-> 1, leaderId |-> 1, prevLogIndex |-> 0, prevLogTerm |-> 0, entries |-> <<>>, leaderCommit |-> 0]
disk13 == [currentTerm |-> 1, votedFor |-> 0, log |-> <<>>]
view14 == [role |-> "follower", currentTerm |-> 1, votedFor |-> 0, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]
view15 == [role |-> "follower", currentTerm |-> 1, votedFor |-> 2, log |-> <<>>, commitIndex |-> 0, matchIndex |-> <<>>]

Run1 == <<
  [kind |-> "boot", node |-> 1, view |-> view1, disk |-> disk2],
  [kind |-> "boot", node |-> 2, view |-> view1, disk |-> disk2],
  [kind |-> "boot", node |-> 3, view |-> view1, disk |-> disk2],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "timeout", from |-> 0], view |-> view4, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message5],
  [kind |-> "send", node |-> 1, to |-> 3, message |-> message5],
  [kind |-> "step", node |-> 2, input |-> [kind |-> "timeout", from |-> 0], view |-> view7, disk |-> disk6],
  [kind |-> "send", node |-> 2, to |-> 1, message |-> message8],
  [kind |-> "send", node |-> 2, to |-> 3, message |-> message8],
  [kind |-> "step", node |-> 3, input |-> [kind |-> "receive", from |-> 1, message |-> message5], view |-> view9, disk |-> disk3],
  [kind |-> "send", node |-> 3, to |-> 1, message |-> message10],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "receive", from |-> 3, message |-> message10], view |-> view11, disk |-> disk3],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message12],
  [kind |-> "send", node |-> 1, to |-> 3, message |-> message12],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "quorumCheck", from |-> 0], view |-> view14, disk |-> disk13],
  [kind |-> "step", node |-> 1, input |-> [kind |-> "receive", from |-> 2, message |-> message8], view |-> view15, disk |-> disk6],
  [kind |-> "send", node |-> 1, to |-> 2, message |-> message10]>>

Runs == <<Run1>>
====
