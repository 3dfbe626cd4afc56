package whitewater

// request is everything that may stand in one.
type request struct {
	kind, timer, command string
	from                 int
	message              Message
	boot                 Boot
	luck                 float64
	hasClock             bool
	localTimeMs          int64
}

func parseRequest(b []byte) (q request) {
	r := reader{b: b}
	r.object(func(key string) {
		switch key {
		case "kind":
			q.kind = r.text()
		case "timer":
			q.timer = r.text()
		case "command":
			q.command = r.text()
		case "from":
			q.from = int(r.number())
		case "message":
			q.message = r.message()
		case "node":
			q.boot.Node = int(r.number())
		case "nodes":
			q.boot.Nodes = int(r.number())
		case "timing":
			q.boot.Timing = r.timing()
		case "durable":
			q.boot.Durable = r.record()
		case "luck":
			q.luck = r.decimal()
		case "localTimeMs":
			if !r.null() {
				q.hasClock, q.localTimeMs = true, int64(r.decimal())
			}
		default:
			r.any()
		}
	})
	return q
}
