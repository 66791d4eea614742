// SPDX-License-Identifier: Apache-2.0

// Package s3blob registers no driver: this build has none.
package s3blob
