// SPDX-License-Identifier: Apache-2.0

// The Pulumi Kubernetes provider plugin, serving without its generated schema (the engine does not ask for it in an update).
package main

import "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"

// The Node SDK's version, which the engine compares.
const version = "4.34.2"

func main() {
	provider.Serve("kubernetes", version, []byte(`{"name":"kubernetes","version":"`+version+`"}`), []byte("{}"))
}
