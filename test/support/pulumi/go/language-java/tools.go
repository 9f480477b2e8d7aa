//go:build tools

// Package tools pins Pulumi's language host for Java: the last release that the Go module proxy has and that Go's checksum database knows.
package tools

import _ "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java"
