// SPDX-License-Identifier: Apache-2.0

// Package ssa has the two helpers for field managers that the Kubernetes provider uses, for the Kubernetes libraries of this build.
package ssa

import (
	"bytes"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"
)

// FieldManager names managers by the start of their name and by what they did.
type FieldManager struct {
	Name          string
	OperationType metav1.ManagedFieldsOperationType
}

// JSONPatch is one operation of a JSON patch.
type JSONPatch struct {
	Operation string `json:"op"`
	Path      string `json:"path"`
	Value     any    `json:"value,omitempty"`
}

// FieldsToSet reads the fields of one manager.
func FieldsToSet(fields metav1.FieldsV1) (fieldpath.Set, error) {
	var set fieldpath.Set
	err := set.FromJSON(bytes.NewReader(fields.Raw))
	return set, err
}

// PatchReplaceFieldsManagers gives the patch by which name, as applier, takes over every field of managers; none when they own nothing.
func PatchReplaceFieldsManagers(object *unstructured.Unstructured, managers []FieldManager, name string) ([]JSONPatch, error) {
	taken := func(entry metav1.ManagedFieldsEntry) bool {
		return entry.Subresource == "" && slices.ContainsFunc(managers, func(manager FieldManager) bool {
			return entry.Operation == manager.OperationType && strings.HasPrefix(entry.Manager, manager.Name)
		})
	}
	own := func(entry metav1.ManagedFieldsEntry) bool {
		return entry.Manager == name && entry.Operation == metav1.ManagedFieldsOperationApply
	}
	entries := object.GetManagedFields()
	if !slices.ContainsFunc(entries, func(entry metav1.ManagedFieldsEntry) bool { return !own(entry) && taken(entry) }) {
		return nil, nil
	}
	var kept []metav1.ManagedFieldsEntry
	var merged *metav1.ManagedFieldsEntry
	fields := &fieldpath.Set{}
	for _, entry := range entries {
		if !own(entry) && !taken(entry) {
			kept = append(kept, entry)
			continue
		}
		if entry.FieldsV1 != nil {
			set, err := FieldsToSet(*entry.FieldsV1)
			if err != nil {
				return nil, err
			}
			fields = fields.Union(&set)
		}
		if merged == nil || own(entry) {
			merged = entry.DeepCopy()
		}
	}
	merged.Manager, merged.Operation = name, metav1.ManagedFieldsOperationApply
	raw, err := fields.ToJSON()
	if err != nil {
		return nil, err
	}
	merged.FieldsV1 = &metav1.FieldsV1{Raw: raw}
	return []JSONPatch{{Operation: "replace", Path: "/metadata/managedFields", Value: append(kept, *merged)}}, nil
}
