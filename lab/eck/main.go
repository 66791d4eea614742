// SPDX-License-Identifier: Apache-2.0

// The ECK operator as its makers wrote it. Their command is a package of its own, so that this is all that is left of main.
package main

import (
	"os"

	"github.com/elastic/cloud-on-k8s/v3/cmd/manager"
)

func main() {
	if err := manager.Command().Execute(); err != nil {
		os.Exit(1)
	}
}
