module whitewater/sdk

go 1.24
