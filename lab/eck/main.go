// SPDX-License-Identifier: Apache-2.0

// The ECK operator as its makers wrote it, with names of the lab's clusters resolved. Their command is a package of its
// own, so that this is all that is left of main.
package main

import (
	"fmt"
	"net"
	"os"

	"github.com/elastic/cloud-on-k8s/v3/cmd/manager"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	net.DefaultResolver = clusterNames(client)
	return manager.Command().Execute()
}
