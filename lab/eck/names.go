// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// The lab's clusters have no DNS and no network. This resolver, for this process alone, answers names of Services and of
// pods behind them as a cluster's DNS does. Addresses are those of pods with the first byte 127: what a test runs in
// the place of a pod's container listens there.
func clusterNames(client kubernetes.Interface) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			answerOne(ctx, there, client)
		}()
		return here, nil
	}}
}

// One question and its answer, each behind two bytes of length, as over TCP (RFC 1035, 4.2.2).
func answerOne(ctx context.Context, conn net.Conn, client kubernetes.Interface) {
	var length uint16
	if binary.Read(conn, binary.BigEndian, &length) != nil {
		return
	}
	packet := make([]byte, length)
	if _, err := io.ReadFull(conn, packet); err != nil {
		return
	}
	var asked dnsmessage.Message
	if asked.Unpack(packet) != nil || len(asked.Questions) != 1 {
		return
	}
	question := asked.Questions[0]
	answer := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: asked.ID, Response: true, Authoritative: true},
		Questions: asked.Questions,
	}
	addresses, known, err := addressesOf(ctx, client, question.Name.String())
	switch {
	case err != nil:
		answer.RCode = dnsmessage.RCodeServerFailure
	case !known:
		answer.RCode = dnsmessage.RCodeNameError
	case question.Type == dnsmessage.TypeA:
		for _, address := range addresses {
			answer.Answers = append(answer.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: question.Name, Class: dnsmessage.ClassINET},
				Body:   &dnsmessage.AResource{A: address},
			})
		}
	}
	packed, err := answer.Pack()
	if err != nil {
		return
	}
	_, _ = conn.Write(binary.BigEndian.AppendUint16(nil, uint16(len(packed))))
	_, _ = conn.Write(packed)
}

// SERVICE.NAMESPACE[.svc] or POD.SERVICE.NAMESPACE[.svc]; the operator may read Endpoints, and no EndpointSlices.
func addressesOf(ctx context.Context, client kubernetes.Interface, name string) ([][4]byte, bool, error) {
	labels := strings.Split(strings.TrimSuffix(strings.TrimSuffix(name, "."), ".svc"), ".")
	pod := ""
	if len(labels) == 3 {
		pod, labels = labels[0], labels[1:]
	}
	if len(labels) != 2 {
		return nil, false, nil
	}
	// Read as a list: a name that is not there is then no error.
	endpoints, err := client.CoreV1().Endpoints(labels[1]).List(ctx, metav1.ListOptions{FieldSelector: "metadata.name=" + labels[0]})
	if err != nil || len(endpoints.Items) == 0 {
		return nil, false, err
	}
	var found [][4]byte
	for _, subset := range endpoints.Items[0].Subsets {
		for _, each := range subset.Addresses {
			if pod == "" || isPod(each, pod) {
				if ip, err := netip.ParseAddr(each.IP); err == nil && ip.Is4() {
					bytes := ip.As4()
					found = append(found, [4]byte{127, bytes[1], bytes[2], bytes[3]})
				}
			}
		}
	}
	return found, true, nil
}

func isPod(address corev1.EndpointAddress, name string) bool {
	return address.TargetRef != nil && address.TargetRef.Kind == "Pod" && address.TargetRef.Name == name
}
