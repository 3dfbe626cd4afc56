--------------------------------- MODULE Raft ---------------------------------
(* Raft as Figure 2 of the paper has it: Diego Ongaro and John Ousterhout, "In *)
(* Search of an Understandable Consensus Algorithm (Extended Version)", May    *)
(* 2014. Quotations are from there; "(5.2)" is its section. It was written for *)
(* this project, to be an opinion of its own on what a step may do: traces of  *)
(* the core are checked against it by TLC (CheckTrace.tla). What makes a       *)
(* server act, and when, is no part of it: any server may act at any time, and *)
(* the network may lose, double, delay and reorder whatever was sent.          *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANT Nodes          \* The size of the cluster.

Servers == 1..Nodes
Nobody  == 0

VARIABLES
  node,     \* What each server has in its memory.
  up,       \* The servers that run.
  disk,     \* What each server would remember after a crash.
  network,  \* For each server, all that was ever sent to it, with the sender.
  owed,     \* The reply that each server may send to its last request.
  applied   \* How far each server has applied its log since it started.

variables == <<node, up, disk, network, owed, applied>>

-------------------------------------------------------------------------------
(* The state of a server *)

\* "Persistent state on all servers (Updated on stable storage before responding to RPCs)"
Persistent(s) == [currentTerm |-> s.currentTerm, votedFor |-> s.votedFor, log |-> s.log]

\* "initialized to 0 on first boot", "null if none", "first index is 1"
EmptyDisk == [currentTerm |-> 0, votedFor |-> Nobody, log |-> <<>>]

\* "When servers start up, they begin as followers" (5.2); of volatile state nothing is left.
Started(d) ==
  [role |-> "follower", currentTerm |-> d.currentTerm, votedFor |-> d.votedFor,
   log |-> d.log, commitIndex |-> 0, votes |-> {}, matchIndex |-> [s \in Servers |-> 0]]

IsMajority(S)  == 2 * Cardinality(S) > Nodes
LastIndex(log) == Len(log)
TermAt(log, i) == IF i \in 1..Len(log) THEN log[i].term ELSE 0
LastTerm(log)  == TermAt(log, Len(log))
Max(a, b)      == IF a > b THEN a ELSE b
Min(a, b)      == IF a < b THEN a ELSE b

Follower(s) ==
  [s EXCEPT !.role = "follower", !.votes = {}, !.matchIndex = [p \in Servers |-> 0]]

\* "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert to
\* follower" (5.1); in the new term it has voted for nobody.
Informed(s, term) ==
  IF term > s.currentTerm
  THEN [Follower(s) EXCEPT !.currentTerm = term, !.votedFor = Nobody]
  ELSE s

\* "for each server, index of highest log entry known to be replicated on server (initialized to
\* 0, increases monotonically)"; of itself a leader knows all.
Leader(n, s) ==
  [s EXCEPT !.role = "leader", !.votes = {},
            !.matchIndex = [p \in Servers |-> IF p = n THEN LastIndex(s.log) ELSE 0]]

\* "If votes received from majority of servers: become leader"
Elected(n, s) == IF IsMajority(s.votes) THEN Leader(n, s) ELSE s

\* "If there exists an N such that N > commitIndex, a majority of matchIndex[i] >= N, and
\* log[N].term == currentTerm: set commitIndex = N" (5.3, 5.4), for the greatest such N.
Committing(s) ==
  LET may == {i \in (s.commitIndex + 1)..LastIndex(s.log) :
                /\ IsMajority({p \in Servers : s.matchIndex[p] >= i})
                /\ TermAt(s.log, i) = s.currentTerm}
  IN  IF may = {} THEN s
      ELSE [s EXCEPT !.commitIndex = CHOOSE i \in may : \A j \in may : j <= i]

-------------------------------------------------------------------------------
(* What a server makes of what happens to it: a set of [after, reply], where   *)
(* the reply is a set that is empty or has the one message that it may send.   *)

Silent(s)        == {[after |-> s, reply |-> {}]}
Answering(s, m)  == {[after |-> s, reply |-> {m}]}

\* "To begin an election, a follower increments its current term and transitions to candidate
\* state. It then votes for itself" (5.2). A candidate starts a new election in the same way.
OnTimeout(n, s) ==
  IF s.role = "leader" THEN Silent(s)
  ELSE Silent(Elected(n, [s EXCEPT !.role = "candidate", !.currentTerm = @ + 1,
                                   !.votedFor = n, !.votes = {n}]))

\* "up-to-date by comparing the index and term of the last entries in the logs" (5.4.1)
IsUpToDate(log, m) ==
  \/ m.lastLogTerm > LastTerm(log)
  \/ m.lastLogTerm = LastTerm(log) /\ m.lastLogIndex >= LastIndex(log)

\* "Reply false if term < currentTerm"; "If votedFor is null or candidateId, and candidate's log is
\* at least as up-to-date as receiver's log, grant vote"
OnRequestVote(s, m) ==
  LET granted == /\ m.term = s.currentTerm
                 /\ s.votedFor \in {Nobody, m.candidateId}
                 /\ IsUpToDate(s.log, m)
      after   == IF granted THEN [s EXCEPT !.votedFor = m.candidateId] ELSE s
  IN  Answering(after,
        [kind |-> "voteReply", term |-> after.currentTerm, voteGranted |-> granted])

\* Votes count "for the same term" (5.2), once for each server.
OnVoteReply(n, s, from, m) ==
  IF m.voteGranted /\ s.role = "candidate" /\ m.term = s.currentTerm
  THEN Silent(Elected(n, [s EXCEPT !.votes = @ \cup {from}]))
  ELSE Silent(s)

\* "If an existing entry conflicts with a new one (same index but different terms), delete the
\* existing entry and all that follow it"; "Append any new entries not already in the log"
Merged(log, prev, entries) ==
  LET conflicts == {i \in 1..Len(entries) : TermAt(log, prev + i) # entries[i].term}
      first     == CHOOSE i \in conflicts : \A j \in conflicts : i <= j
  IN  IF conflicts = {} THEN log
      ELSE SubSeq(log, 1, prev + first - 1) \o SubSeq(entries, first, Len(entries))

\* "Reply false if term < currentTerm"; "Reply false if log doesn't contain an entry at
\* prevLogIndex whose term matches prevLogTerm"; "If leaderCommit > commitIndex, set commitIndex =
\* min(leaderCommit, index of last new entry)". A candidate that hears from a leader of its term
\* "returns to follower state" (5.2). The reply says how far the logs are known to agree.
OnAppendEntries(s, m) ==
  LET heeded  == m.term = s.currentTerm
      follows == IF heeded THEN IF s.role = "follower" THEN s ELSE Follower(s) ELSE s
      agrees  == /\ heeded
                 /\ m.prevLogIndex <= LastIndex(s.log)
                 /\ TermAt(s.log, m.prevLogIndex) = m.prevLogTerm
      last    == m.prevLogIndex + Len(m.entries)
      after   == IF agrees
                 THEN [follows EXCEPT
                         !.log = Merged(@, m.prevLogIndex, m.entries),
                         !.commitIndex = Max(@, Min(m.leaderCommit, last))]
                 ELSE follows
  IN  Answering(after,
        [kind |-> "appendReply", term |-> after.currentTerm, success |-> agrees,
         index |-> IF agrees THEN last ELSE m.prevLogIndex])

\* "If successful: update nextIndex and matchIndex for follower". Where a leader resumes after a
\* refusal is its own affair: see MayReplicate.
OnAppendReply(s, from, m) ==
  IF s.role = "leader" /\ m.term = s.currentTerm /\ m.success
  THEN Silent(Committing([s EXCEPT !.matchIndex[from] = Max(@, m.index)]))
  ELSE Silent(s)

OnMessage(n, before, from, m) ==
  LET s == Informed(before, m.term)
  IN  CASE m.kind = "requestVote"   -> OnRequestVote(s, m)
        [] m.kind = "voteReply"     -> OnVoteReply(n, s, from, m)
        [] m.kind = "appendEntries" -> OnAppendEntries(s, m)
        [] m.kind = "appendReply"   -> OnAppendReply(s, from, m)
        [] OTHER                    -> {}   \* Figure 2 knows no other message.

\* "If command received from client: append entry to local log" (5.3)
OnPropose(n, s, command) ==
  IF s.role # "leader" THEN Silent(s)
  ELSE LET log == Append(s.log, [term |-> s.currentTerm, command |-> command])
       IN  Silent(Committing([s EXCEPT !.log = log, !.matchIndex[n] = Len(log)]))

\* "A leader … steps down if an election timeout elapses without a successful round of heartbeats
\* to a majority of its cluster" (Ongaro's dissertation, 6.2). It may, whenever that is asked.
OnQuorumCheck(s) ==
  Silent(s) \cup IF s.role = "leader" THEN Silent(Follower(s)) ELSE {}

Outcomes(n, s, input) ==
  CASE input.kind = "timeout"     -> OnTimeout(n, s)
    [] input.kind = "heartbeat"   -> Silent(s)
    [] input.kind = "quorumCheck" -> OnQuorumCheck(s)
    [] input.kind = "propose"     -> OnPropose(n, s, input.command)
    [] input.kind = "receive"     -> OnMessage(n, s, input.from, input.message)
    [] OTHER                      -> {}

-------------------------------------------------------------------------------
(* What may happen next *)

Start ==
  /\ node    = [n \in Servers |-> Started(EmptyDisk)]
  /\ up      = {}
  /\ disk    = [n \in Servers |-> EmptyDisk]
  /\ network = [n \in Servers |-> {}]
  /\ owed    = [n \in Servers |-> {}]
  /\ applied = [n \in Servers |-> 0]

Boot(n) ==
  /\ n \notin up
  /\ up'      = up \cup {n}
  /\ node'    = [node EXCEPT ![n] = Started(disk[n])]
  /\ applied' = [applied EXCEPT ![n] = 0]
  /\ UNCHANGED <<disk, network, owed>>

\* What was not sent can have come from nowhere.
IsPossible(n, input) ==
  input.kind = "receive" => <<input.from, input.message>> \in network[n]

\* A server takes a step, and what it must remember is on its disk before anybody can know.
Step(n, input) ==
  /\ n \in up
  /\ IsPossible(n, input)
  /\ \E outcome \in Outcomes(n, node[n], input) :
       /\ node' = [node EXCEPT ![n] = outcome.after]
       /\ disk' = [disk EXCEPT ![n] = Persistent(outcome.after)]
       /\ owed' = [owed EXCEPT
                     ![n] = {<<input.from, reply>> : reply \in outcome.reply}]
  /\ UNCHANGED <<up, network, applied>>

Down(n) ==
  /\ n \in up
  /\ up'   = up \ {n}
  /\ owed' = [owed EXCEPT ![n] = {}]
  /\ UNCHANGED <<node, network, applied>>

Crash(n) == Down(n) /\ UNCHANGED disk

\* Nobody saw the step that it was in, but it may be on the disk.
CrashWithin(n, input) ==
  /\ Down(n)
  /\ IsPossible(n, input)
  /\ \/ UNCHANGED disk
     \/ \E outcome \in Outcomes(n, node[n], input) :
          disk' = [disk EXCEPT ![n] = Persistent(outcome.after)]

\* "Send RequestVote RPCs to all other servers" (5.2)
MayAskForVotes(n, s, m) ==
  /\ s.role = "candidate"
  /\ m = [kind |-> "requestVote", term |-> s.currentTerm, candidateId |-> n,
          lastLogIndex |-> LastIndex(s.log), lastLogTerm |-> LastTerm(s.log)]

\* "index of log entry immediately preceding new ones", its term, "log entries to store (empty for
\* heartbeat; may send more than one for efficiency)" and "leader's commitIndex"
MayReplicate(n, s, m) ==
  /\ s.role = "leader"
  /\ m.kind = "appendEntries"
  /\ m.prevLogIndex \in 0..LastIndex(s.log)
  /\ m.prevLogIndex + Len(m.entries) <= LastIndex(s.log)
  /\ m = [kind |-> "appendEntries", term |-> s.currentTerm, leaderId |-> n,
          prevLogIndex |-> m.prevLogIndex, prevLogTerm |-> TermAt(s.log, m.prevLogIndex),
          entries |-> SubSeq(s.log, m.prevLogIndex + 1, m.prevLogIndex + Len(m.entries)),
          leaderCommit |-> s.commitIndex]

Send(n, to, m) ==
  /\ n \in up
  /\ to \in Servers \ {n}
  /\ \/ <<to, m>> \in owed[n]
     \/ m.kind = "requestVote" /\ MayAskForVotes(n, node[n], m)
     \/ m.kind = "appendEntries" /\ MayReplicate(n, node[n], m)
  /\ network' = [network EXCEPT ![to] = @ \cup {<<n, m>>}]
  /\ UNCHANGED <<node, up, disk, owed, applied>>

\* "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine"
Apply(n, index, entry) ==
  /\ n \in up
  /\ index = applied[n] + 1
  /\ index <= node[n].commitIndex
  /\ entry = node[n].log[index]
  /\ applied' = [applied EXCEPT ![n] = index]
  /\ UNCHANGED <<node, up, disk, network, owed>>
===============================================================================
