// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"errors"

	"github.com/spf13/cobra"
)

// APIError is an error of `pulumi api`; this build has none.
type APIError struct {
	ExitCode int
	Silent   bool
	message  string
}

func (e *APIError) Error() string { return e.message }

// NewAPICmd answers `pulumi api`, which this build leaves out.
func NewAPICmd() *cobra.Command {
	return &cobra.Command{
		Use:    "api",
		Hidden: true,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("this build of pulumi has no `pulumi api`; use a release of pulumi")
		},
	}
}
