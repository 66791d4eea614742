// SPDX-License-Identifier: Apache-2.0

// Package helmpath answers with no path: this build has no Helm.
package helmpath

func DataPath(...string) string   { return "" }
func ConfigPath(...string) string { return "" }
func CachePath(...string) string  { return "" }
