// SPDX-License-Identifier: Apache-2.0

// Package s3 has the one type of the AWS client that the engine's state store names, without the client.
package s3

// CopyObjectInput is never filled in: there is no s3:// store in this build.
type CopyObjectInput struct{ CopySource *string }
