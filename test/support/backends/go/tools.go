//go:build tools

// Package s3 pins the versions of an S3 gateway, which is built where tests keep state in S3.
package s3

import (
	_ "github.com/versity/versitygw/cmd/versitygw"
)
