// SPDX-License-Identifier: Apache-2.0

// A Pulumi provider plugin for OpenStack: the Terraform provider behind the Pulumi bridge, with the
// resource and function names that the published Node SDK asks for (tokens.txt).
package main

import (
	_ "embed"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-provider-openstack/terraform-provider-openstack/openstack"
)

const version = "3.15.2" // the Node SDK's version, which the engine compares

// tokens.txt: a line per resource (r) or data source (d): kind, Terraform name, Pulumi token.
//
//go:embed tokens.txt
var tokenTable string

func main() {
	tfbridge.Main("openstack", version, providerInfo(), []byte(`{"name":"openstack","version":"`+version+`"}`))
}

func providerInfo() tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		P:           shimv2.NewProvider(openstack.Provider()),
		Name:        "openstack",
		Version:     version,
		Config:      configDefaults(),
		Resources:   map[string]*tfbridge.ResourceInfo{},
		DataSources: map[string]*tfbridge.DataSourceInfo{},
	}
	overrides := fieldOverrides()
	for line := range strings.Lines(tokenTable) {
		word := strings.Fields(line)
		switch word[0] {
		case "r":
			info.Resources[word[1]] = &tfbridge.ResourceInfo{Tok: tokens.Type(word[2]), Fields: overrides[word[1]]}
		case "d":
			info.DataSources[word[1]] = &tfbridge.DataSourceInfo{Tok: tokens.ModuleMember(word[2])}
		}
	}
	info.SetAutonaming(255, "-")
	return info
}

// configDefaults fills provider settings that the Terraform provider itself does not read from the environment early enough.
func configDefaults() map[string]*tfbridge.SchemaInfo {
	settings := map[string]*tfbridge.SchemaInfo{}
	for name, variable := range map[string]string{
		"region": "OS_REGION_NAME", "insecure": "OS_INSECURE", "endpoint_type": "OS_ENDPOINT_TYPE", "swauth": "OS_SWAUTH",
		"use_octavia": "OS_USE_OCTAVIA", "cloud": "OS_CLOUD", "delayed_auth": "OS_DELAYED_AUTH", "allow_reauth": "OS_ALLOW_REAUTH",
	} {
		settings[name] = &tfbridge.SchemaInfo{Default: &tfbridge.DefaultInfo{EnvVars: []string{variable}}}
	}
	return settings
}

// fieldOverrides names the few properties whose Node name the bridge's own rule does not give.
func fieldOverrides() map[string]map[string]*tfbridge.SchemaInfo {
	many := false
	return map[string]map[string]*tfbridge.SchemaInfo{
		"openstack_compute_servergroup_v2": {"policies": {MaxItemsOne: &many}},
		"openstack_networking_subnet_v2": {
			"allocation_pool":  {Name: "allocationPools"},
			"allocation_pools": {Name: "allocationPoolsCollection"},
		},
		"openstack_orchestration_stack_v1": {"outputs": {Name: "StackOutputs"}},
	}
}
