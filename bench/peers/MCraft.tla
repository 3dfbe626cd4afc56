------------------------------- MODULE MCraft -------------------------------
(* Bounds for raft.tla, so that TLC can search it beside `explore`: elections, *)
(* entries, copies of a message, and steps. Terms begin at 1 there.            *)
EXTENDS raft

CONSTANTS MaxTerm, MaxEntries, MaxCopies, MaxLevel

Bounded ==
  /\ TLCGet("level") <= MaxLevel
  /\ \A s \in Server : currentTerm[s] <= MaxTerm /\ Len(log[s]) <= MaxEntries
  /\ \A m \in DOMAIN messages : messages[m] <= MaxCopies

AnyServer == Permutations(Server)

\* Election Safety of Figure 3, of leaders at the same time.
OneLeader ==
  \A one, other \in Server :
    (/\ state[one] = Leader /\ state[other] = Leader
     /\ currentTerm[one] = currentTerm[other]) => one = other
=============================================================================
