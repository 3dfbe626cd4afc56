package whitewater

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
)

// writer appends JSON to a buffer. encoding/json would take as long as Raft itself.
type writer struct{ b []byte }

func (w *writer) raw(s string) *writer      { w.b = append(w.b, s...); return w }
func (w *writer) number(n uint64) *writer   { w.b = strconv.AppendUint(w.b, n, 10); return w }
func (w *writer) boolean(v bool) *writer    { w.b = strconv.AppendBool(w.b, v); return w }
func (w *writer) decimal(v float64) *writer { w.b = strconv.AppendFloat(w.b, v, 'f', -1, 64); return w }

func (w *writer) text(s string) *writer {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == '"' || s[i] == '\\' {
			quoted, _ := json.Marshal(s)
			w.b = append(w.b, quoted...)
			return w
		}
	}
	w.b = append(append(append(w.b, '"'), s...), '"')
	return w
}

// nodeOrNull writes a vote.
func (w *writer) nodeOrNull(node int) *writer {
	if node == 0 {
		return w.raw("null")
	}
	return w.number(uint64(node))
}

func (w *writer) body(b []byte) *writer {
	if len(b) == 0 {
		return w
	}
	w.raw(`,"body":"`)
	w.b = base64.StdEncoding.AppendEncode(w.b, b)
	return w.raw(`"`)
}

func (w *writer) entry(e Entry) *writer {
	return w.raw(`{"term":`).number(e.Term).raw(`,"command":`).text(e.Command).raw("}")
}

func (w *writer) log(entries []Entry) *writer {
	w.raw("[")
	for i, e := range entries {
		if i > 0 {
			w.raw(",")
		}
		w.entry(e)
	}
	return w.raw("]")
}

func (w *writer) record(r Record) *writer {
	w.raw(`{"currentTerm":`).number(r.CurrentTerm).raw(`,"votedFor":`).nodeOrNull(r.VotedFor)
	return w.raw(`,"log":`).log(r.Log).body(r.Body).raw("}")
}

func (w *writer) message(m Message) *writer {
	w.raw(`{"kind":`).text(m.Kind).raw(`,"term":`).number(m.Term)
	if m.Kind == "voteReply" {
		w.raw(`,"voteGranted":`).boolean(m.VoteGranted)
	}
	if m.Kind == "appendReply" {
		w.raw(`,"success":`).boolean(!m.Refused)
	}
	return w.body(m.Body).raw("}")
}

// view writes what has changed since the answer before; all of it if there was none.
func (w *writer) view(before *View, now View) *writer {
	w.raw(`{"role":`).text(now.Role).raw(`,"currentTerm":`).number(now.CurrentTerm)
	w.raw(`,"votedFor":`).nodeOrNull(now.VotedFor).raw(`,"commitIndex":`).number(now.CommitIndex)
	w.raw(`,"matchIndex":`).numbers(now.MatchIndex)
	if before == nil || !sameLog(before.Log, now.Log) {
		w.raw(`,"log":`).log(now.Log)
	}
	return w.raw("}")
}

func (w *writer) numbers(list []uint64) *writer {
	if list == nil {
		return w.raw("null")
	}
	w.raw("[")
	for i, n := range list {
		if i > 0 {
			w.raw(",")
		}
		w.number(n)
	}
	return w.raw("]")
}

func sameLog(a, b []Entry) bool {
	if len(a) != len(b) {
		return false
	}
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
