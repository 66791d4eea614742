// SPDX-License-Identifier: Apache-2.0

// Package gcsblob names the scheme of a driver that this build does not have.
package gcsblob

const Scheme = "gs"
