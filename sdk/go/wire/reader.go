package wire

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
)

// reader goes through a request, which the harness wrote without spaces.
type reader struct {
	b  []byte
	at int
}

func (r *reader) fail(what string) {
	panic(fmt.Sprintf("whitewater: %s at byte %d of the request %q", what, r.at, r.b))
}

func (r *reader) peek() byte {
	if r.at >= len(r.b) {
		r.fail("an early end")
	}
	return r.b[r.at]
}

func (r *reader) skip(c byte) {
	if r.peek() != c {
		r.fail("no " + string(c))
	}
	r.at++
}

// object calls field for each key; field must read the value.
func (r *reader) object(field func(key string)) {
	r.skip('{')
	for r.peek() != '}' {
		key := r.text()
		r.skip(':')
		field(key)
		if r.peek() == ',' {
			r.at++
		}
	}
	r.at++
}

func (r *reader) list(item func()) {
	r.skip('[')
	for r.peek() != ']' {
		item()
		if r.peek() == ',' {
			r.at++
		}
	}
	r.at++
}

func (r *reader) text() string {
	from := r.at
	r.skip('"')
	isPlain := true
	for r.peek() != '"' {
		if r.b[r.at] == '\\' {
			isPlain = false
			r.at++
		}
		r.at++
	}
	r.at++
	if isPlain {
		return string(r.b[from+1 : r.at-1])
	}
	var s string
	if err := json.Unmarshal(r.b[from:r.at], &s); err != nil {
		panic(err)
	}
	return s
}

// null says whether there is a null, and goes past it.
func (r *reader) null() bool {
	if r.peek() != 'n' {
		return false
	}
	r.at += len("null")
	return true
}

func (r *reader) boolean() bool {
	if r.peek() == 't' {
		r.at += len("true")
		return true
	}
	r.at += len("false")
	return false
}

func (r *reader) decimal() float64 {
	from := r.at
	for r.at < len(r.b) && r.b[r.at] != ',' && r.b[r.at] != '}' && r.b[r.at] != ']' {
		r.at++
	}
	n, err := strconv.ParseFloat(string(r.b[from:r.at]), 64)
	if err != nil {
		r.fail("no number")
	}
	return n
}

func (r *reader) number() uint64 { return uint64(r.decimal()) }

func (r *reader) body() []byte {
	b, err := base64.StdEncoding.DecodeString(r.text())
	if err != nil {
		r.fail("no base64")
	}
	return b
}

// any goes past a value that nobody asked for.
func (r *reader) any() {
	switch c := r.peek(); {
	case c == '{':
		r.object(func(string) { r.any() })
	case c == '[':
		r.list(r.any)
	case c == '"':
		r.text()
	case c == 'n':
		r.null()
	case c == 't' || c == 'f':
		r.boolean()
	default:
		r.decimal()
	}
}

func (r *reader) entry() (e Entry) {
	r.object(func(key string) {
		switch key {
		case "term":
			e.Term = r.number()
		case "command":
			e.Command = r.text()
		default:
			r.any()
		}
	})
	return e
}

func (r *reader) record() *Record {
	if r.null() {
		return nil
	}
	record := &Record{}
	r.object(func(key string) {
		switch key {
		case "currentTerm":
			record.CurrentTerm = r.number()
		case "votedFor":
			if !r.null() {
				record.VotedFor = int(r.number())
			}
		case "log":
			r.list(func() { record.Log = append(record.Log, r.entry()) })
		case "body":
			record.Body = r.body()
		default:
			r.any()
		}
	})
	return record
}

func (r *reader) message() (m Message) {
	r.object(func(key string) {
		switch key {
		case "kind":
			m.Kind = r.text()
		case "term":
			m.Term = r.number()
		case "voteGranted":
			m.VoteGranted = r.boolean()
		case "success":
			m.Refused = !r.boolean()
		case "body":
			m.Body = r.body()
		default:
			r.any()
		}
	})
	return m
}

func (r *reader) timing() (t Timing) {
	r.object(func(key string) {
		switch key {
		case "electionTimeoutMinMs":
			t.ElectionTimeoutMinMs = r.decimal()
		case "electionTimeoutMaxMs":
			t.ElectionTimeoutMaxMs = r.decimal()
		case "heartbeatMs":
			t.HeartbeatMs = r.decimal()
		default:
			r.any()
		}
	})
	return t
}
