// SPDX-License-Identifier: Apache-2.0

// Package azureblob refuses every azblob:// address: this build does not have that driver.
package azureblob

import (
	"context"
	"errors"
	"net/url"

	"gocloud.dev/blob"
)

const Scheme = "azblob"

type ServiceURLOptions struct{}

type URLOpener struct {
	MakeClient        func()
	ServiceURLOptions ServiceURLOptions
}

func NewDefaultClient() {}

func NewDefaultServiceURLOptions() *ServiceURLOptions { return &ServiceURLOptions{} }

func (*URLOpener) OpenBucketURL(context.Context, *url.URL) (*blob.Bucket, error) {
	return nil, errors.New("this build of pulumi keeps state in files only; use a release of pulumi for azblob://")
}
