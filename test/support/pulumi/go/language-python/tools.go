//go:build tools

// Package tools pins Pulumi's language host for Python. v3.68.0 is the last release that has it in the SDK module.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python"
