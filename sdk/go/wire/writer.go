package wire

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
)

// Writer appends JSON to a buffer. encoding/json would take as long as Raft itself.
type Writer struct{ B []byte }

func (w *Writer) Raw(s string) *Writer      { w.B = append(w.B, s...); return w }
func (w *Writer) Number(n uint64) *Writer   { w.B = strconv.AppendUint(w.B, n, 10); return w }
func (w *Writer) Boolean(v bool) *Writer    { w.B = strconv.AppendBool(w.B, v); return w }
func (w *Writer) Decimal(v float64) *Writer { w.B = strconv.AppendFloat(w.B, v, 'f', -1, 64); return w }

func (w *Writer) Text(s string) *Writer {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == '"' || s[i] == '\\' {
			quoted, _ := json.Marshal(s)
			w.B = append(w.B, quoted...)
			return w
		}
	}
	w.B = append(append(append(w.B, '"'), s...), '"')
	return w
}

// NodeOrNull writes a vote.
func (w *Writer) NodeOrNull(node int) *Writer {
	if node == 0 {
		return w.Raw("null")
	}
	return w.Number(uint64(node))
}

func (w *Writer) Body(b []byte) *Writer {
	if len(b) == 0 {
		return w
	}
	w.Raw(`,"body":"`)
	w.B = base64.StdEncoding.AppendEncode(w.B, b)
	return w.Raw(`"`)
}

func (w *Writer) Entry(e Entry) *Writer {
	return w.Raw(`{"term":`).Number(e.Term).Raw(`,"command":`).Text(e.Command).Raw("}")
}

func (w *Writer) Log(entries []Entry) *Writer {
	w.Raw("[")
	for i, e := range entries {
		if i > 0 {
			w.Raw(",")
		}
		w.Entry(e)
	}
	return w.Raw("]")
}

func (w *Writer) Record(r Record) *Writer {
	w.Raw(`{"currentTerm":`).Number(r.CurrentTerm).Raw(`,"votedFor":`).NodeOrNull(r.VotedFor)
	return w.Raw(`,"log":`).Log(r.Log).Body(r.Body).Raw("}")
}

func (w *Writer) Message(m Message) *Writer {
	w.Raw(`{"kind":`).Text(m.Kind).Raw(`,"term":`).Number(m.Term)
	if m.isVoteReply() {
		w.Raw(`,"voteGranted":`).Boolean(m.VoteGranted)
	}
	if m.Kind == "appendReply" {
		w.Raw(`,"success":`).Boolean(!m.Refused)
	}
	return w.Body(m.Body).Raw("}")
}

// View writes what has changed since the answer before; all of it if there was none.
func (w *Writer) View(before *View, now View) *Writer {
	w.Raw(`{"role":`).Text(now.Role).Raw(`,"currentTerm":`).Number(now.CurrentTerm)
	w.Raw(`,"votedFor":`).NodeOrNull(now.VotedFor).Raw(`,"commitIndex":`).Number(now.CommitIndex)
	w.Raw(`,"matchIndex":`).Numbers(now.MatchIndex)
	if before == nil || !SameLog(before.Log, now.Log) {
		w.Raw(`,"log":`).Log(now.Log)
	}
	return w.Raw("}")
}

func (w *Writer) Numbers(list []uint64) *Writer {
	if list == nil {
		return w.Raw("null")
	}
	w.Raw("[")
	for i, n := range list {
		if i > 0 {
			w.Raw(",")
		}
		w.Number(n)
	}
	return w.Raw("]")
}

// SameLog says whether two logs hold the same.
func SameLog(a, b []Entry) bool {
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
