// SPDX-License-Identifier: Apache-2.0

// Package cloud stands where the secrets managers of the public clouds are in a release of pulumi.
package cloud

import (
	"encoding/json"
	"errors"

	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

const Type = "cloud"

var errAbsent = errors.New("this build of pulumi knows no key service of a public cloud, only a passphrase; use a release of pulumi")

func EditProjectStack(*workspace.ProjectStack, json.RawMessage) error { return errAbsent }

func NewCloudSecretsManagerFromState(json.RawMessage) (secrets.Manager, error) {
	return nil, errAbsent
}

func NewCloudSecretsManager(*workspace.ProjectStack, string, bool) (secrets.Manager, error) {
	return nil, errAbsent
}
