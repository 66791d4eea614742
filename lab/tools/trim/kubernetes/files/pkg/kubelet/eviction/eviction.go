// SPDX-License-Identifier: Apache-2.0

// Package eviction has the one question of the kubelet's that the pod garbage collector asks, without the kubelet.
package eviction

import v1 "k8s.io/api/core/v1"

// PodIsEvicted says whether a kubelet threw that pod out.
func PodIsEvicted(status v1.PodStatus) bool {
	return status.Phase == v1.PodFailed && status.Reason == "Evicted"
}
