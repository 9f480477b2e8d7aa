//go:build tools

// Package tools pins Pulumi's language host for YAML, the last release that the Go module proxy has.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
