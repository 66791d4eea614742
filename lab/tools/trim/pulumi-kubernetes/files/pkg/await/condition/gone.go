// SPDX-License-Identifier: Apache-2.0

package condition

import (
	"context"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	k8serrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/watch"
)

const (
	firstPause  = 20 * time.Millisecond
	longest     = time.Second
	finalizerIn = 10 * time.Second // when to say what may hold an object back
)

var _ Satisfier = (*Deleted)(nil)

// Deleted holds once the object is no longer there. It asks, at once and then ever more slowly up to a second: a watch that
// begins after the object has gone never hears of it, and the provider's own condition then waits until its time is up.
type Deleted struct {
	ctx    context.Context
	getter objectGetter
	logger logger
	object *unstructured.Unstructured
	gone   bool
}

func NewDeleted(ctx context.Context, _ Source, getter objectGetter, logger logger, obj *unstructured.Unstructured) (*Deleted, error) {
	return &Deleted{ctx: ctx, getter: getter, logger: logger, object: obj}, nil
}

// Range returns when the object is gone or time is up. It yields nothing.
func (d *Deleted) Range(func(watch.Event) bool) {
	began, told := time.Now(), false
	for pause := firstPause; ; pause = min(pause*3/2, longest) {
		if d.gone = d.ask(); d.gone {
			return
		}
		if finalizers := d.object.GetFinalizers(); !told && len(finalizers) > 0 && time.Since(began) > finalizerIn {
			told = true
			d.logger.Log(diag.Warning, "still there; its finalizers may hold it back: "+strings.Join(finalizers, ", "))
		}
		select {
		case <-time.After(pause):
		case <-d.ctx.Done():
			d.gone = d.ask()
			return
		}
	}
}

// ask also takes an object of the same name with another uid for a new one, which is not ours to wait for.
func (d *Deleted) ask() bool {
	live, err := d.getter.Get(context.WithoutCancel(d.ctx), d.object.GetName(), metav1.GetOptions{})
	switch {
	case k8serrors.IsNotFound(err):
		return true
	case err != nil:
		d.logger.LogStatus(diag.Warning, "cannot see whether it is gone: "+err.Error())
		return false
	case d.object.GetUID() != "" && live.GetUID() != d.object.GetUID():
		return true
	}
	d.object = live
	return false
}

func (d *Deleted) Observe(watch.Event) error          { return nil }
func (d *Deleted) Satisfied() (bool, error)           { return d.gone, nil }
func (d *Deleted) Object() *unstructured.Unstructured { return d.object }
