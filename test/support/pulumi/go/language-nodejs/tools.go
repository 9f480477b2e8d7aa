//go:build tools

// Package tools pins Pulumi's language host for Node.js. v3.68.0 is the last release that has it in the SDK module; it
// runs programs of current SDKs under a current CLI.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
