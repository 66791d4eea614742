// SPDX-License-Identifier: Apache-2.0

// The waiting half of package retry, without fixed delays: ask at once, then ever more slowly up to a second.
package retry

import (
	"context"
	"slices"
	"time"
)

const (
	firstPause  = 150 * time.Millisecond
	longest     = time.Second
	missingLong = 20 * time.Second // how long a result may be missing before that is an error
)

// StateRefreshFunc gives the thing as it is now, the name of its state, and an error that ends the wait.
type StateRefreshFunc func() (result interface{}, state string, err error)

// StateChangeConf says what to wait for. Delay, MinTimeout and PollInterval are read by nobody.
type StateChangeConf struct {
	Delay                     time.Duration
	Pending                   []string
	Refresh                   StateRefreshFunc
	Target                    []string
	Timeout                   time.Duration
	MinTimeout                time.Duration
	PollInterval              time.Duration
	NotFoundChecks            int
	ContinuousTargetOccurence int
}

// WaitForStateContext waits until a target state holds, an unexpected one shows, or time is up.
func (conf *StateChangeConf) WaitForStateContext(ctx context.Context) (interface{}, error) {
	ctx, cancel := context.WithTimeout(ctx, conf.Timeout)
	defer cancel()
	var missingSince time.Time
	seen, retries, last := 0, 0, ""
	for pause := firstPause; ; pause = min(pause*3/2, longest) {
		result, state, err := conf.Refresh()
		if err != nil {
			return nil, err
		}
		last = state
		reached := slices.Contains(conf.Target, state)
		if result == nil {
			reached = len(conf.Target) == 0
		}
		switch {
		case reached:
			missingSince = time.Time{}
			if seen++; seen >= conf.ContinuousTargetOccurence {
				return result, nil
			}
		case result == nil:
			seen = 0
			retries++
			if missingSince.IsZero() {
				missingSince = time.Now()
			} else if time.Since(missingSince) > missingLong {
				return nil, &NotFoundError{Retries: retries}
			}
		default:
			seen, missingSince = 0, time.Time{}
			if len(conf.Pending) > 0 && !slices.Contains(conf.Pending, state) {
				return nil, &UnexpectedStateError{State: state, ExpectedState: conf.Target}
			}
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			if context.Cause(ctx) == context.Canceled {
				return nil, ctx.Err()
			}
			return nil, &TimeoutError{LastState: last, Timeout: conf.Timeout, ExpectedState: conf.Target}
		}
	}
}

// WaitForState is WaitForStateContext that nothing cancels.
func (conf *StateChangeConf) WaitForState() (interface{}, error) {
	return conf.WaitForStateContext(context.Background())
}
