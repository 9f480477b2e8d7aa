//go:build tools

// Package tools pins the Pulumi CLI, for machines that can reach the Go module proxy and not the CLI's own download.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
