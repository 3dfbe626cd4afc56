"""Leader election as a program for whitewater's step protocol (docs/STEP-PROTOCOL.md).

Standard library only. It has one defect, in `on_request_vote`: the voter answers first and
remembers its vote second. Swap the two lines that say so to mend it.
"""
import json
import sys

HELLO = {
    "kind": "hello",
    "protocol": 1,
    "name": "python-election",
    "capabilities": {"persistence": True, "symmetric": True, "quorumCheck": True},
}


def remember(state):
    record = {"currentTerm": state["term"], "votedFor": state["vote"], "log": []}
    return {"kind": "persist", "record": record, "synced": True}


def send(to, kind, term, **more):
    return {"kind": "send", "to": to, "message": {"kind": kind, "term": term, **more}}


def election_timer(state):
    timing = state["timing"]
    low, high = timing["electionTimeoutMinMs"], timing["electionTimeoutMaxMs"]
    return {"kind": "setTimer", "timer": "election", "minMs": low, "maxMs": high}


def heartbeat_timer(state):
    pause = state["timing"]["heartbeatMs"]
    return {"kind": "setTimer", "timer": "heartbeat", "minMs": pause, "maxMs": pause}


def quorum_timer(state):
    period = state["timing"]["electionTimeoutMaxMs"]
    return {"kind": "setTimer", "timer": "quorumCheck", "minMs": period, "maxMs": period}


def others(state):
    return [node for node in range(1, state["nodes"] + 1) if node != state["self"]]


def boot(request):
    kept = request["durable"] or {"currentTerm": 0, "votedFor": None}
    state = {"self": request["node"], "nodes": request["nodes"], "timing": request["timing"],
             "role": "follower", "term": kept["currentTerm"], "vote": kept["votedFor"],
             "votes": [], "heard": []}
    return state, [election_timer(state)]


def follow(state, term):
    """A higher term is adopted: follower, no vote (section 5.1)."""
    was_leader = state["role"] == "leader"
    state.update(role="follower", term=term, vote=None, votes=[])
    return [remember(state)] + (retire(state) if was_leader else [])


def retire(state):
    state["role"] = "follower"
    stop = [{"kind": "clearTimer", "timer": timer} for timer in ("heartbeat", "quorumCheck")]
    return stop + [election_timer(state)]


def campaign(state):
    me = state["self"]
    state.update(role="candidate", term=state["term"] + 1, vote=me, votes=[me])
    asks = [send(peer, "requestVote", state["term"]) for peer in others(state)]
    return [remember(state), election_timer(state)] + lead_if_elected(state) + asks


def beat(state):
    beats = [send(peer, "appendEntries", state["term"]) for peer in others(state)]
    return [heartbeat_timer(state)] + beats


def lead_if_elected(state):
    if state["role"] != "candidate" or 2 * len(state["votes"]) <= state["nodes"]:
        return []
    state.update(role="leader", heard=[])
    return [{"kind": "clearTimer", "timer": "election"}, quorum_timer(state)] + beat(state)


def check_quorum(state):
    """A leader that a majority has not answered for an election timeout steps down."""
    if 2 * (len(state["heard"]) + 1) <= state["nodes"]:
        return retire(state)
    state["heard"] = []
    return [quorum_timer(state)]


def on_request_vote(state, candidate, term):
    granted = term == state["term"] and state["vote"] in (None, candidate)
    answer = [send(candidate, "voteReply", state["term"], voteGranted=granted)]
    if not granted:
        return answer
    state["vote"] = candidate
    effects = []
    effects += answer  # the defect: these two lines
    effects += [remember(state)]  # belong the other way round
    return effects + [election_timer(state)]


def receive(state, sender, message):
    kind, term = message["kind"], message["term"]
    news = follow(state, term) if term > state["term"] else []
    if kind == "requestVote":
        return news + on_request_vote(state, sender, term)
    if kind == "voteReply":
        counts = term == state["term"] and message["voteGranted"] and sender not in state["votes"]
        if not counts or state["role"] != "candidate":
            return news
        state["votes"].append(sender)
        return news + lead_if_elected(state)
    if kind == "appendEntries":
        answer = [send(sender, "appendReply", state["term"])]
        if term < state["term"]:
            return answer
        state["role"] = "follower"
        return news + [election_timer(state)] + answer
    if term == state["term"] and sender not in state["heard"]:
        state["heard"] = sorted(state["heard"] + [sender])
    return news


TIMERS = {"election": campaign, "heartbeat": beat, "quorumCheck": check_quorum}


def answer_to(request):
    kind = request["kind"]
    if kind == "hello":
        return HELLO
    if kind in ("boot", "restore"):
        state, effects = boot(request)
    else:
        state = request["state"]
        if kind == "receive":
            effects = receive(state, request["from"], request["message"])
        elif kind == "timer":
            effects = TIMERS[request["timer"]](state)
        else:
            effects = []
    view = {"role": state["role"], "currentTerm": state["term"], "votedFor": state["vote"],
            "log": [], "commitIndex": 0, "matchIndex": None}
    return {"step": request["step"], "state": state, "view": view, "effects": effects}


for line in sys.stdin:
    print(json.dumps(answer_to(json.loads(line))), flush=True)
