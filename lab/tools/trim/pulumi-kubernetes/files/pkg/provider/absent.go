// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"errors"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/clients"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/host"
	providerresource "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

var errNoHelm = errors.New("this build of the Kubernetes plugin has no Helm; use a release of the plugin")

// HelmChartOpts is what a program may ask of a chart; here only its namespace is read, before the refusal.
type HelmChartOpts struct {
	Namespace string `json:"namespace,omitempty"`
}

func helmTemplate(host.HostClient, HelmChartOpts, *clients.DynamicClientSet) (string, error) {
	return "", errNoHelm
}

func kustomizeDirectory(string, *clients.DynamicClientSet) ([]any, error) {
	return nil, errors.New("this build of the Kubernetes plugin has no Kustomize; use a release of the plugin")
}

// streamInvokeServer is the stream of a call that the engine no longer makes.
type streamInvokeServer interface {
	Send(*pulumirpc.InvokeResponse) error
	Context() context.Context
}

// resourceProviders is empty: the component resources (ConfigFile, ConfigGroup, Chart, Directory) need the
// plugin's whole Go SDK, which is most of the work of compiling it.
var resourceProviders = map[string]providerresource.ResourceProviderFactory{}

func (k *kubeProvider) Construct(_ context.Context, req *pulumirpc.ConstructRequest) (*pulumirpc.ConstructResponse, error) {
	return nil, errors.New("this build of the Kubernetes plugin has no component " + req.GetType() + "; use a release of the plugin")
}

// parameterizedPackageMap holds nothing: packages made from custom resource definitions are a matter of code generation.
type parameterizedPackageMap struct{}

func (parameterizedPackageMap) get(string, string) *string { return nil }

func isHelmRelease(urn resource.URN) bool {
	return urn.Type() == "kubernetes:helm.sh/v3:Release"
}

type absentRelease struct{ customResourceProvider }

func (absentRelease) Check(context.Context, *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return nil, errNoHelm
}

func newHelmReleaseProvider(host.HostClient, *cancellationContext, *api.Config, *clientcmd.ConfigOverrides, *rest.Config,
	*clients.DynamicClientSet, string, string, bool, string, string, string, string, bool, string) (customResourceProvider, error) {
	return absentRelease{}, nil
}
