package main

import (
	"encoding/binary"
	"errors"
	"strings"

	"github.com/hashicorp/raft"
)

func (d *disk) Set(key, value []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Stable[string(key)] = append([]byte(nil), value...)
	if defect == "vote-not-written" && strings.HasPrefix(string(key), "LastVote") {
		return nil
	}
	d.write()
	return nil
}

func (d *disk) Get(key []byte) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Stable[string(key)], nil
}

func (d *disk) SetUint64(key []byte, value uint64) error {
	return d.Set(key, binary.BigEndian.AppendUint64(nil, value))
}

func (d *disk) GetUint64(key []byte) (uint64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.uint64(string(key)), nil
}

func (d *disk) FirstIndex() (uint64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return min(1, uint64(len(d.Logs))), nil
}

func (d *disk) LastIndex() (uint64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return uint64(len(d.Logs)), nil
}

func (d *disk) GetLog(index uint64, entry *raft.Log) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if index < 1 || index > uint64(len(d.Logs)) {
		return raft.ErrLogNotFound
	}
	*entry = *d.Logs[index-1]
	return nil
}

func (d *disk) StoreLog(entry *raft.Log) error { return d.StoreLogs([]*raft.Log{entry}) }

func (d *disk) StoreLogs(entries []*raft.Log) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, entry := range entries {
		if entry.Index != uint64(len(d.Logs))+1 {
			return errors.New("a gap in the log")
		}
		copied := *entry
		d.Logs = append(d.Logs, &copied)
	}
	d.show(len(d.Logs) - len(entries))
	d.writeEntries(entries[0].Index)
	return nil
}

// DeleteRange is only asked for the end of the log: there are no snapshots.
func (d *disk) DeleteRange(first, last uint64) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if last < uint64(len(d.Logs)) {
		return errors.New("a hole in the log")
	}
	d.Logs = d.Logs[:first-1]
	d.show(len(d.Logs))
	d.write()
	return nil
}
