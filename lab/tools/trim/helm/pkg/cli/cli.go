// SPDX-License-Identifier: Apache-2.0

// Package cli has Helm's settings, which the Kubernetes provider fills in for every kind of resource, without Helm.
package cli

import "k8s.io/cli-runtime/pkg/genericclioptions"

type EnvSettings struct {
	Debug            bool
	PluginsDirectory string
	RegistryConfig   string
	RepositoryConfig string
	RepositoryCache  string
	KubeConfig       string
	KubeContext      string
	BurstLimit       int
	QPS              float32
	namespace        string
	flags            *genericclioptions.ConfigFlags
}

func New() *EnvSettings { return &EnvSettings{flags: genericclioptions.NewConfigFlags(true)} }

func (s *EnvSettings) RESTClientGetter() genericclioptions.RESTClientGetter { return s.flags }
func (s *EnvSettings) Namespace() string                                    { return s.namespace }
func (s *EnvSettings) SetNamespace(namespace string)                        { s.namespace = namespace }
