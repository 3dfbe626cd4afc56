package wire

import (
	"encoding/binary"
	"sort"
	"unsafe"
)

// Buffers lie in the module's memory: the harness writes a request into one, and reads an answer
// from the other, which is a length in four bytes and then so many bytes.
type Buffers struct {
	in, out []byte
	// last is the view of the answer before: only what has changed is said again.
	last *View
}

const lengthBytes = 4

// Room is the address of as many bytes.
func (b *Buffers) Room(size uint32) uint32 {
	if int(size) > len(b.in) {
		b.in = make([]byte, 2*size)
	}
	return Address(b.in)
}

// Request is what the harness wrote there.
func (b *Buffers) Request(size uint32) []byte { return b.in[:size] }

// NewAnswer begins an answer, in place of the last.
func (b *Buffers) NewAnswer() *Writer { return &Writer{B: append(b.out[:0], 0, 0, 0, 0)} }

// NewPacked begins an answer in the binary form, in place of the last.
func (b *Buffers) NewPacked() Packer { return Packer{append(b.out[:0], 0, 0, 0, 0)} }

// Answered is the address of a complete answer.
func (b *Buffers) Answered(answer []byte) uint32 {
	b.out = answer
	binary.LittleEndian.PutUint32(b.out, uint32(len(b.out)-lengthBytes))
	return Address(b.out)
}

// Hello says who the code is.
//
// Further are fields of its JSON, each with a comma before it.
func (b *Buffers) Hello(name string, capabilities Capabilities, further string) uint32 {
	w := b.NewAnswer()
	w.Raw(`{"kind":"hello","protocol":2,"name":`).Text(name).Raw(further).Raw(`,"capabilities":{`)
	names := make([]string, 0, len(capabilities))
	for capability := range capabilities {
		names = append(names, capability)
	}
	sort.Strings(names)
	for i, capability := range names {
		if i > 0 {
			w.Raw(",")
		}
		w.Text(capability).Raw(":").Boolean(capabilities[capability])
	}
	return b.Answered(w.Raw("}}").B)
}

// View writes how the node looks. A log is kept apart: the code may write over its own.
func (b *Buffers) View(w *Writer, view View) {
	w.Raw(`"view":`).View(b.last, view)
	b.remember(view)
}

// PackView does the same in the binary form.
func (b *Buffers) PackView(p *Packer, view View) {
	p.View(b.last, view)
	b.remember(view)
}

func (b *Buffers) remember(view View) {
	if b.last != nil && SameLog(b.last.Log, view.Log) {
		view.Log = b.last.Log
	} else {
		view.Log = append([]Entry(nil), view.Log...)
	}
	b.last = &view
}

// Forget is for a new life of the node: its first answer says all.
func (b *Buffers) Forget() { b.last = nil }

// Address is where bytes begin.
func Address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
