module github.com/fluxcd/pkg/ssa

go 1.24

require (
	k8s.io/apimachinery v0.36.3
	sigs.k8s.io/structured-merge-diff/v4 v4.4.1
)
