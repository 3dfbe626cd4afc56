module go-etcd-raft

go 1.26

require (
	go.etcd.io/raft/v3 v3.7.0
	google.golang.org/protobuf v1.36.11
	whitewater/sdk v0.0.0
)

replace whitewater/sdk => ../../sdk/go
