package wire

// Request is everything that may stand in one.
type Request struct {
	Kind, Timer, Command string
	From                 int
	Message              Message
	Boot                 Boot
	Luck                 float64
	HasClock             bool
	LocalTimeMs          int64
}

// ParseRequest reads a request of the harness.
func ParseRequest(b []byte) (q Request) {
	r := reader{b: b}
	r.object(func(key string) {
		switch key {
		case "kind":
			q.Kind = r.text()
		case "timer":
			q.Timer = r.text()
		case "command":
			q.Command = r.text()
		case "from":
			q.From = int(r.number())
		case "message":
			q.Message = r.message()
		case "node":
			q.Boot.Node = int(r.number())
		case "nodes":
			q.Boot.Nodes = int(r.number())
		case "timing":
			q.Boot.Timing = r.timing()
		case "durable":
			q.Boot.Durable = r.record()
		case "luck":
			q.Luck = r.decimal()
		case "localTimeMs":
			if !r.null() {
				q.HasClock, q.LocalTimeMs = true, int64(r.decimal())
			}
		default:
			r.any()
		}
	})
	return q
}
