// SPDX-License-Identifier: Apache-2.0

// Command network-oracle says which connections NetworkPolicies allow, by the matcher of cyclonus, for tests that compare
// an evaluator with it. One case a line on stdin, one answer a line on stdout: a character per connection, 1 allowed, 0 not.
// Order: source, destination, port; sources and destinations are the pods, then the addresses outside.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

type port struct {
	Name     string          `json:"name"`
	Port     int             `json:"port"`
	Protocol corev1.Protocol `json:"protocol"`
}

type pod struct {
	Namespace string            `json:"namespace"`
	Labels    map[string]string `json:"labels"`
	Address   string            `json:"address"`
	Ports     []port            `json:"ports"`
}

type question struct {
	Policies []*networkingv1.NetworkPolicy `json:"policies"`
	// Labels by namespace.
	Namespaces map[string]map[string]string `json:"namespaces"`
	Pods       []*pod                       `json:"pods"`
	// Addresses of nobody in the cluster.
	Outside []string `json:"outside"`
	Ports   []port   `json:"ports"`
}

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 {
			asked := &question{}
			if fault := json.Unmarshal(line, asked); fault != nil {
				fmt.Fprintln(os.Stderr, fault)
				os.Exit(2)
			}
			fmt.Fprintln(out, answer(asked))
		}
		if err != nil {
			return
		}
	}
}

func answer(asked *question) string {
	settleNotIn(asked)
	rules := matcher.BuildNetworkPolicies(false, asked.Policies)
	ends := len(asked.Pods) + len(asked.Outside)
	bits := make([]byte, 0, ends*ends*len(asked.Ports))
	for source := range ends {
		for destination := range ends {
			for _, on := range asked.Ports {
				traffic := &matcher.Traffic{
					Source:           peer(asked, source),
					Destination:      peer(asked, destination),
					ResolvedPort:     on.Port,
					ResolvedPortName: nameOf(asked, destination, on),
					Protocol:         on.Protocol,
				}
				if rules.IsTrafficAllowed(traffic).IsAllowed() {
					bits = append(bits, '1')
				} else {
					bits = append(bits, '0')
				}
			}
		}
	}
	return string(bits)
}

func peer(asked *question, index int) *matcher.TrafficPeer {
	if index >= len(asked.Pods) {
		return &matcher.TrafficPeer{IP: asked.Outside[index-len(asked.Pods)]}
	}
	it := asked.Pods[index]
	return &matcher.TrafficPeer{
		IP: it.Address,
		Internal: &matcher.InternalPeer{
			PodLabels: it.Labels, Namespace: it.Namespace, NamespaceLabels: asked.Namespaces[it.Namespace],
		},
	}
}

func nameOf(asked *question, index int, on port) string {
	if index < len(asked.Pods) {
		for _, each := range asked.Pods[index].Ports {
			if each.Port == on.Port && each.Protocol == on.Protocol {
				return each.Name
			}
		}
	}
	return ""
}

// settleNotIn has Kubernetes' own library decide NotIn: for cyclonus an absent key is not "not in", for Kubernetes it is. Each such
// requirement becomes a label that those carry who meet it.
func settleNotIn(asked *question) {
	count := 0
	settle := func(selector *metav1.LabelSelector) {
		if selector == nil {
			return
		}
		for index, expression := range selector.MatchExpressions {
			if expression.Operator != metav1.LabelSelectorOpNotIn {
				continue
			}
			met, err := metav1.LabelSelectorAsSelector(&metav1.LabelSelector{
				MatchExpressions: []metav1.LabelSelectorRequirement{expression},
			})
			if err != nil {
				panic(err)
			}
			key := fmt.Sprintf("not-in-%d", count)
			count++
			mark := func(of map[string]string) {
				if met.Matches(labels.Set(of)) {
					of[key] = "met"
				}
			}
			for _, each := range asked.Pods {
				mark(each.Labels)
			}
			for _, each := range asked.Namespaces {
				mark(each)
			}
			selector.MatchExpressions[index] = metav1.LabelSelectorRequirement{
				Key: key, Operator: metav1.LabelSelectorOpIn, Values: []string{"met"},
			}
		}
	}
	for _, policy := range asked.Policies {
		settle(&policy.Spec.PodSelector)
		peers := []networkingv1.NetworkPolicyPeer{}
		for _, rule := range policy.Spec.Ingress {
			peers = append(peers, rule.From...)
		}
		for _, rule := range policy.Spec.Egress {
			peers = append(peers, rule.To...)
		}
		for _, each := range peers {
			settle(each.PodSelector)
			settle(each.NamespaceSelector)
		}
	}
}
