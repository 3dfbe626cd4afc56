------------------------------ MODULE CheckTrace ------------------------------
(* Whether runs of an implementation are runs of Raft.tla. RaftTrace.tla has   *)
(* the runs, as whitewater writes them: every event names what happened and    *)
(* shows what could be seen of its server afterwards, so each has at most one  *)
(* continuation, and nothing is left to be searched.                           *)
EXTENDS Raft, RaftTrace, TLC

VARIABLES run, at

Events == Runs[run]

\* A state of this check is known by its place in its run.
Place == <<run, at>>

Begin == Start /\ run \in 1..Len(Runs) /\ at = 1

\* What can be seen of the server of an event is what the specification says.
Shows(e) ==
  LET n    == e.node
      seen == e.view
      s    == node'[n]
  IN  /\ s.role = seen.role
      /\ s.currentTerm = seen.currentTerm
      /\ s.votedFor = seen.votedFor
      /\ s.log = seen.log
      /\ s.commitIndex = seen.commitIndex
      /\ s.role = "leader" => s.matchIndex = seen.matchIndex

Remembers(e) == disk'[e.node] = e.disk

Follows(e) ==
  CASE e.kind = "boot"        -> Boot(e.node) /\ Shows(e) /\ Remembers(e)
    [] e.kind = "step"        -> Step(e.node, e.input) /\ Shows(e) /\ Remembers(e)
    [] e.kind = "crash"       -> Crash(e.node) /\ Remembers(e)
    [] e.kind = "crashWithin" -> CrashWithin(e.node, e.input) /\ Remembers(e)
    [] e.kind = "send"        -> Send(e.node, e.to, e.message)
    [] e.kind = "apply"       -> Apply(e.node, e.index, e.entry)
    [] OTHER                  -> FALSE

Follow ==
  \/ /\ at <= Len(Events)
     /\ Follows(Events[at])
     /\ at' = at + 1
     /\ UNCHANGED run
  \/ /\ at = Len(Events) + 1
     /\ PrintT(<<"accepted", run>>)
     /\ at' = at + 1
     /\ UNCHANGED <<run, variables>>
  \* Here a run may end: any other end is a deadlock, at an event that the specification refuses.
  \/ /\ at = Len(Events) + 2
     /\ UNCHANGED <<run, at, variables>>
===============================================================================
